"""The JSON face (接口): puts the mechanisms' routers together under `/api/`; and the pages of tokens (接口令牌).

Rooms: site (the assembled interface), token_auth (who calls, and for what), errors (from errors to JSON), strict (names
that there are not are refused), figures (数据), snapshot (what `docs/api/openapi.json` holds).
"""
