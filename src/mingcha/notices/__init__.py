"""通知: short messages to people in units, by text message first; what was sent, delivered, failed."""
