"""What is told of the whole record is of one moment, whatever is published meanwhile, and nothing is written for it.

Elsewhere tests are inside a transaction already, and so is this.
"""

import json

import pytest
from django.db import connections

from articles.stores.databases import CAPTURE, READERS, for_the_desk
from editorial.exchange.ark import workers
from editorial.exchange.ark.writing import write_ark
from tests.factories.pages import published_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", READERS, CAPTURE])


def test_a_static_copy(tmp_path):
    published_article("Heat packs")
    added = []

    def publish_another(*_progress):
        if not added:
            with for_the_desk():
                added.append(published_article("Cold packs"))

    write_ark(tmp_path, progress=publish_another)

    written = (tmp_path / "ark/pages.js").read_text().removeprefix("ark.pages(").removesuffix(");\n")
    titles = {title for title, _file, _standfirst in json.loads(written)}
    assert added and {"Heat packs", "Cold packs"} & titles == {"Heat packs"}


def test_no_limit_ends_the_writing_of_a_copy_and_one_that_postgresql_does_not_know_is_passed_over(monkeypatch):
    monkeypatch.setattr(workers, "LIMITS", (*workers.LIMITS, "a_limit_of_a_later_postgresql"))

    with workers.one_moment_for_readers() as moment, connections[READERS].cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(workers.LIMITS)])
        limits = dict(cursor.fetchall())

    assert moment and {"statement_timeout", "idle_in_transaction_session_timeout"} <= set(limits)
    assert set(limits.values()) == {"0"}
