"""Settings, root urls, wsgi, the mapping of errors to HTTP: knows all, nobody knows it.

Rooms: settings, test_settings (the same, faster hashes, in-memory files), urls, wsgi, errors (status pages), caching,
masking (what no log may say),
statics (browser assets), messages (collects and compiles the translation).
"""
