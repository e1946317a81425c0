"""People, pages and editions for tests, made through the same doors as the desk uses.

Each module uses those before it: `accounts`, `drafts`, `authority`, `signing`, `pages`, `editions`, `moved_in`.
"""
