"""What is told of the whole record is of one moment, whatever is published meanwhile, and nothing is written for it.

Elsewhere tests are inside a transaction already, and so is this.
"""

import io
import json
from zipfile import ZipFile

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import audit
from articles.record.published.editions import Edition
from articles.stores.databases import READERS, for_the_desk
from editorial.exchange.ark import workers
from editorial.exchange.ark.writing import write_ark
from editorial.exchange.whole_site.moving_out import move_out
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.pages import published_article, shared_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True, databases="__all__")


def is_read_only(asked):
    return any("REPEATABLE READ, READ ONLY" in query["sql"] for query in asked)


def test_a_static_copy_is_of_one_moment(tmp_path):
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


def test_an_audit_is_of_one_moment_and_writes_nothing():
    kinds = set()

    def look(*_progress):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('transaction_read_only'), current_setting('transaction_isolation')")
            kinds.add(cursor.fetchone())

    report = audit.run(on_step=look)

    assert (report.findings, kinds) == ([], {("on", "repeatable read")})
    assert report.checked["editions"] == Edition.objects.count() > 0


def test_an_evidence_pack_is_of_one_moment_and_writes_nothing(client):
    editor, page = logged_in(client, UserFactory(editor=True)), shared_article()

    with CaptureQueriesContext(connection) as asked:
        answer = editor.get(reverse("review:evidence", args=[page.pk]))

    assert is_read_only(asked)
    assert json.loads(ZipFile(io.BytesIO(b"".join(answer))).read("pack.json"))["editions"] == [1]


def test_a_site_leaves_as_it_was_at_one_moment_and_writes_nothing(tmp_path):
    with CaptureQueriesContext(connection) as asked:
        move_out(tmp_path / "site")

    lines = (tmp_path / "site/tables/articles_edition.jsonl").read_text().splitlines()
    assert is_read_only(asked) and len(lines) == Edition.objects.count() > 0


def test_no_limit_ends_the_writing_of_a_copy_and_one_that_postgresql_does_not_know_is_passed_over(monkeypatch):
    monkeypatch.setattr(workers, "LIMITS", (*workers.LIMITS, "a_limit_of_a_later_postgresql"))

    with workers.one_moment_for_readers() as moment, connections[READERS].cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(workers.LIMITS)])
        limits = dict(cursor.fetchall())

    assert moment and {"statement_timeout", "idle_in_transaction_session_timeout"} <= set(limits)
    assert set(limits.values()) == {"0"}
