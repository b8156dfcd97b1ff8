"""线索: one register of leads – intake, transfer, returned results, closing. It never looks back at a lead's source."""
