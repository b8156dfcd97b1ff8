"""工作台: what waits (我的待办), search, the state of the campaign, signing in, the unit file.

It assembles what the mechanisms hold; it owns no table and decides nothing.

Rooms: apps, urls, views, forms, queries, state, waiting, lines, roles, search, templates, tests.
"""
