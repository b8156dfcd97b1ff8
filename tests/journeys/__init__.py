"""Walks over several mechanisms, through the pages, as a person goes."""
