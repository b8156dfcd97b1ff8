"""The `mingcha` command: one file per group of commands. Parses, calls one query or action, prints.

Rooms: main (entry, error to exit code 2), and one module per group: bulletin, figures, ledger, records, demo.
"""
