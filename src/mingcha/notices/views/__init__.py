"""Pages of notices: `notices` (通知、站内消息), `wordings` (用语、时段), `reports` (网关回执)."""
