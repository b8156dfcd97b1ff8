"""Workbooks that go out to a unit and come back filled (填报表).

Files: `marks` (表号), `layout` (表上各格的位置), `writing` (做成填报表), `reading` (读回填报表),
`changes` (表式改了什么), `ledgers` (督办台账的列和样式), `taking` (读回、核对，交给办理).
"""
