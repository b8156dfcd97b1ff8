"""工作台: the first page, signing in, the unit file.

It assembles what the mechanisms hold; it owns no table and decides nothing.

Rooms: apps, urls, views, forms, queries, state, templates, tests.
"""
