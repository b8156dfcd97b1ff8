"""明查暗访: rounds, teams, visits to halls and windows, findings; and the rounds that lower offices report."""
