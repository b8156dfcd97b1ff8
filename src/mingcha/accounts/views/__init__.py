"""Pages of accounts.

Files: `signing` (登录、退出), `own` (我的账号), `factors` (第二因素), `identities` (统一身份认证),
`keeping` (账号、岗位的管理).
"""
