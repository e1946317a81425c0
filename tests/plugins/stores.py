"""What the tests find in PostgreSQL and Valkey: the web role with its rights, an empty cache, and a queue or none."""

from contextvars import ContextVar
from functools import partial, wraps

import kombu
import pytest
from celery import Task, current_app
from django.core.cache import cache
from django.core.handlers.base import BaseHandler
from django.core.management import call_command
from django.core.signals import setting_changed
from django.db.models.sql.compiler import SQLCompiler, SQLDeleteCompiler, SQLInsertCompiler, SQLUpdateCompiler
from django.dispatch import receiver
from django.urls import clear_url_caches

from articles.audit.database_roles import AUTHORITY, OWNER_ONLY, WORKED_OUT, append_only_models
from articles.reading import site_settings
from articles.reading.caching import last_copies
from articles.reading.listings import cards
from articles.stores import queue
from tests.roles import READERS_ROLE, WEB_ROLE, acting_as


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """After the migrations the roles of the site get and lose what they do on a real one."""
    with django_db_blocker.unblock():
        call_command("grant_web_role", WEB_ROLE)
        call_command("grant_readers_role", READERS_ROLE)


@pytest.fixture(autouse=True)
def empty_cache():
    """No test sees what another one cached; each process has a Valkey database of its own. Nor that it was away."""
    forget_what_was_kept()
    queue._breaker.close()


@pytest.fixture(scope="session", autouse=True)
def locks_only_what_the_web_role_may_lock():
    """FOR UPDATE needs the right to change each table that it locks: all that are joined, where nothing else is said.

    Most tests ask as the owner, whom PostgreSQL refuses none.
    """
    kept = tables_of(*WORKED_OUT, *AUTHORITY, *append_only_models())
    as_sql = SQLCompiler.as_sql

    def watched(compiler, *args, **kwargs):
        made = as_sql(compiler, *args, **kwargs)
        query = compiler.query
        if query.select_for_update:
            joined = {alias.table_name for name, alias in query.alias_map.items() if query.alias_refcount[name]}
            locked = {query.model._meta.db_table} if query.select_for_update_of else joined
            assert not locked & kept, f"The web role may not lock {locked & kept}."
        return made

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(SQLCompiler, "as_sql", watched)
        yield


@pytest.fixture(scope="session", autouse=True)
def answers_and_tasks_write_only_what_the_web_role_may_write():
    """The same for rows that they change. What tests, factories and commands of the owner's write is not looked at."""
    by_nobody = tables_of(*OWNER_ONLY)
    once = by_nobody | tables_of(*append_only_models())
    theirs = ContextVar("theirs", default=False)

    def noted(act):
        @wraps(act)
        def noting(*args, **kwargs):
            token = theirs.set(True)
            try:
                return act(*args, **kwargs)
            finally:
                theirs.reset(token)

        return noting

    def watched(as_sql, refused):
        @wraps(as_sql)
        def watching(compiler, *args, **kwargs):
            table = compiler.query.get_meta().db_table
            assert not (theirs.get() and table in refused), f"The web role may not write {table} so."
            return as_sql(compiler, *args, **kwargs)

        return watching

    with pytest.MonkeyPatch.context() as patched:
        for whose, name in ((BaseHandler, "get_response"), (Task, "apply"), (Task, "__call__")):
            patched.setattr(whose, name, noted(getattr(whose, name)))
        for compiler, refused in ((SQLInsertCompiler, by_nobody), (SQLUpdateCompiler, once), (SQLDeleteCompiler, once)):
            patched.setattr(compiler, "as_sql", watched(compiler.as_sql, refused))
        yield


def tables_of(*models):
    return {model._meta.db_table for model in models}


def forget_what_was_kept():
    """For a test, or after a rollback in one: the version of what readers get counts from the same number again."""
    cache.clear()
    last_copies._noted.clear()
    cards._frame_links.cache_clear()
    cards._asked.cache_clear()
    site_settings.presume(site_settings.ThisSite())


@receiver(setting_changed)
def forget_prefixes(*, setting, **kwargs):
    """What stands before addresses in a language depends on whether readers get that language; Django keeps it."""
    if setting == "LANGUAGES":
        clear_url_caches()


@pytest.fixture
def as_web_role(db):
    """`with as_web_role():` what happens inside has only the rights of the web process."""

    return partial(acting_as, WEB_ROLE)


@pytest.fixture
def nobody_takes_tasks():
    """The queue is away, and no task runs where it is sent."""
    before = {name: current_app.conf[name] for name in ("task_always_eager", "broker_url")}
    current_app.conf.update(task_always_eager=False, broker_url="redis://127.0.0.1:1/0")
    forget_connections()
    yield
    current_app.conf.update(before)
    forget_connections()


def forget_connections():
    """Celery remembers the pool of its producers, which is closed by then."""
    kombu.pools.reset()
    current_app._after_fork()
