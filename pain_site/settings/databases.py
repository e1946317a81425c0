"""PostgreSQL, as the desk, readers and reports reach it, and the cache in Valkey."""

from .environment import VALKEY_URL, env

DATABASES = {"default": env.database("DATABASE_URL", default="postgres:///pain_site")}
DATABASES["default"].update(ENGINE="django.db.backends.postgresql", CONN_HEALTH_CHECKS=True, CONN_MAX_AGE=60)
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)  # seconds
# Behind a pooler that gives out a connection for one transaction no cursor of the server's outlives that.
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = env.bool("DATABASE_POOLED", default=False)
# What people write and search for travels apart from the statement, so that no log of statements holds it.
DATABASES["default"]["OPTIONS"]["server_side_binding"] = True
#: So long a migration waits for a table that is in use. All who come after it wait as long.
MIGRATION_LOCK_TIMEOUT = env.duration("MIGRATION_LOCK_TIMEOUT", default="5s")
#: No statement that keeps what a reader sends takes longer than a reader waits.
STATEMENT_TIMEOUT = "2s"
#: Nor one for what readers ask: by then they have gone, and others want the thread that waits for it.
READERS_STATEMENT_TIMEOUT = "10s"
_given = DATABASES["default"]["OPTIONS"]
_readers, _capture = env.database("READERS_DATABASE_URL"), env.database("CAPTURE_DATABASE_URL")


def _options(timeout, *urls):
    """What addresses say of a connection, such as where a Unix socket is, with a time for each statement."""
    options = dict(_given)
    for url in urls:
        options |= url.get("OPTIONS", {})
    return {**options, "options": f"{options.get('options', '')} -c statement_timeout={timeout}".strip()}


# What readers ask for is answered as a role that cannot read the workshop (articles/stores/databases.py).
# READERS_DATABASE_URL may also lead to a replica. Whether a connection lives is not asked before each page: where it
# does not, the page is asked for again over a fresh one (articles/reading/database_away.py).
DATABASES["readers"] = {
    **DATABASES["default"],
    "CONN_HEALTH_CHECKS": False,
    **_readers,
    "OPTIONS": _options(READERS_STATEMENT_TIMEOUT, _readers),
    "TEST": {"MIRROR": "default"},
}
# What readers send is written over this one. Where the other leads to a replica, CAPTURE_DATABASE_URL names the same
# role on the main server. A reader's report is one statement, which PostgreSQL reads and plans once for a connection.
# Whether that lives is not asked first: if it does not, the statement fails, and the report goes to disk.
DATABASES["capture"] = {
    **DATABASES["readers"],
    **_capture,
    "OPTIONS": {**_options(STATEMENT_TIMEOUT, _readers, _capture), "prepare_threshold": 0},
}
# What readers ask for goes there, too, where a replica does not answer or may not: with the time that readers have.
DATABASES["readers_of_main"] = {
    **DATABASES["capture"],
    "OPTIONS": _options(READERS_STATEMENT_TIMEOUT, _readers, _capture),
}
DATABASE_ROUTERS = ["articles.stores.databases.ReadersRouter"]

# Nobody waits for a cache that hangs: what it would have known is worked out, or done without.
SOCKETS = {"socket_connect_timeout": 0.5, "socket_timeout": 1}
CACHES = {
    "default": {
        "BACKEND": "articles.stores.enduring_cache.EnduringCache",
        "LOCATION": VALKEY_URL,
        "OPTIONS": {**SOCKETS, "retry": None, "serializer": "articles.stores.valkey.JsonSerializer"},
    },
    # Wagtail would keep whole rows here, which JSON cannot hold: it asks the database for them instead.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
