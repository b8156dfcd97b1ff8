"""账号: signing in and out, second factors, sign-ins by another system, who is signed in where; all accounts.

Rooms of its own: `adapters`, `identities` (what allauth asks of the house), `gate` (what must be done first).
"""
