"""Rules of the house that no linter knows. Each is a function over a text, seen to fail on a planted fault."""
