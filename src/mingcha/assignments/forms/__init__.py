"""Forms of assignments.

Files: `asked` (交办卡), `rows` (可增删排序的行), `fields` (填报项), `plan` (工作方案), `audience` (交办范围),
`answers` (按表式填报), `judging` (退回意见), `terms` (延期、暂停等理由).
"""
