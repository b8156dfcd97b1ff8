"""What is typed on the registry's pages: `fields` what all share, then a file for each record."""
