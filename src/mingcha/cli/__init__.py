"""The `mingcha` command: one file per group of commands. Parses, calls one query or action, prints.

Rooms: main (entry, error to exit code 2), actor (who a command acts as), loading (a folder of data files through the
actions), and one module per group of commands: accounts, bulletin, demo, figures, jobs, ledger, mail, proofread,
sheets (import and export; `parquet` writes that format).
"""
