"""Pages of accounts.

Files: `signing` (登录、退出), `own` (我的账号), `factors` (第二因素).
"""
