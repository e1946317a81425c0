"""The connection over which readers are answered: its role can read nothing of the workshop, and is really used."""

from functools import partial

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Revision

from articles.audit.database_roles import NOT_SHOWN, SHOWN_TO_READERS
from articles.reading import notices
from articles.record.published.publications import Publication
from articles.record.signed.pictures import image_url
from articles.stores import databases
from editorial.feedback.capture.words.safety import SafetyPhrase
from editorial.feedback.corrections.correction import AskedFor
from editorial.feedback.reports.receipts import edition_token
from editorial.feedback.reports.report import Report
from editorial.syndication.copies.copies import Copy
from editorial.syndication.copies.syndicators import Syndicator
from editorial.syndication.recalls.acknowledgements import Acknowledgement, Holder
from editorial.syndication.recalls.recall import Recall
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, image
from tests.factories.editions import path_of
from tests.factories.pages import shared_article
from tests.factories.signing import published
from tests.feedback.form_time import time_in_form
from tests.gate.surfaces import Known, readers_asks
from tests.roles import READERS_ROLE, acting_as

TABLES = """
    SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace = 'public'::regnamespace
    ORDER BY relname
"""


as_readers = partial(acting_as, READERS_ROLE)


def rows(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


@pytest.mark.django_db
def test_each_table_is_in_the_list_or_refused():
    known_by_key = (Recall, Copy, Holder, Acknowledgement)
    shown = {model._meta.db_table for model in (*SHOWN_TO_READERS, AskedFor, SafetyPhrase, *known_by_key)}
    rights = "SELECT has_any_column_privilege(%s, %s, %s)"

    readable = {table for (table,) in rows(TABLES) if rows(rights, READERS_ROLE, table, "SELECT")[0][0]}
    writable = [
        table
        for (table,) in rows(TABLES)
        for right in ("INSERT", "UPDATE", "REFERENCES")
        if rows(rights, READERS_ROLE, table, right)[0][0]
    ]

    assert readable == shown | {"feedback_report", "syndication_subscriptionrequest"}
    assert writable == ["feedback_report", "syndication_subscriptionrequest"]
    workshop = ("wagtail", "accounts_", "auth_", "account_", "mfa_", "django_", "articles_draftrecord")
    assert [table for table in readable if table.startswith(workshop)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", list(NOT_SHOWN))
def test_columns_that_readers_are_not_shown_are_refused(model):
    for column in NOT_SHOWN[model]:
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            as_readers(),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT {column} FROM {model._meta.db_table}")


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["feedback_report", "syndication_subscriptionrequest"])
def test_of_what_it_adds_it_can_read_nothing_but_the_number(table):
    columns = "SELECT column_name FROM information_schema.column_privileges WHERE grantee = %s AND table_name = %s"
    rights = " AND privilege_type = %s"

    assert rows(f"{columns}{rights}", READERS_ROLE, table, "SELECT") == [("id",)]
    assert not rows(f"{columns}{rights}", READERS_ROLE, table, "UPDATE")


@pytest.mark.django_db
def test_the_role_belongs_to_no_other_and_has_no_powers():
    powers = "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls FROM pg_roles"
    member = "SELECT count(*) FROM pg_auth_members WHERE member = %s::regrole"

    assert rows(f"{powers} WHERE rolname = %s", READERS_ROLE) == [(False,)]
    assert rows(member, READERS_ROLE) == [(0,)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "function", ["articles_write_publication(1)", "articles_relate(1, 1)", "articles_count_words()"]
)
def test_the_role_calls_no_function_of_the_owners_but_its_own(function):
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        as_readers(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"SELECT {function}")


@pytest.mark.usefixtures("everything")
def test_every_address_of_readers_is_answered_as_that_role():
    reader = Client(raise_request_exception=False)
    addresses = [ask.address for ask in readers_asks(Known()) if not ask.address.startswith("/admin/")]
    as_owner = {address: reader.get(address).status_code for address in addresses}
    cache.clear()

    with as_readers():
        as_role = {address: reader.get(address).status_code for address in addresses}

    assert {200, 301, 404, 410} <= set(as_owner.values())
    assert {address: code for address, code in as_role.items() if code != as_owner[address]} == {}


# --- that it is used ---

separately = pytest.mark.django_db(transaction=True, serialized_rollback=True, databases="__all__")


@separately
def test_readers_are_answered_over_that_connection(client):
    with CaptureQueriesContext(connections[databases.READERS]) as asked:
        assert client.get(path_of(shared_article())).status_code == 200

    with connections[databases.READERS].cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (READERS_ROLE,)
    assert len(asked) > 0


@separately
def test_where_a_former_address_leads_is_asked_over_that_connection(client):
    page = shared_article()
    former = path_of(page)
    now = path_of(published(edited(page, slug="another-way", change_class="update", change_note="Renamed.")))

    with CaptureQueriesContext(connections["default"]) as asked:
        assert client.get(former).headers["Location"] == now
        assert client.get("/nowhere/").status_code == 404

    assert [query["sql"] for query in asked] == []


@separately
@pytest.mark.parametrize("model", [Page, Revision, get_user_model(), Report])
def test_a_readers_answer_that_reads_the_workshop_fails(client, monkeypatch, model):
    monkeypatch.setattr(notices, "which_edition", lambda *numbers: str(list(model.objects.all()[:1])))

    with pytest.raises(DatabaseError, match="permission denied"):
        client.get(f"{path_of(shared_article())}editions/1/")


@separately
def test_a_readers_answer_that_names_the_workshops_connection_fails(client, monkeypatch):
    monkeypatch.setattr(notices, "which_edition", lambda *numbers: str(Page.objects.using("default").first()))

    with pytest.raises(databases.WorkshopNotForReadersError):
        client.get(f"{path_of(shared_article())}editions/1/")


def a_reader_votes_says_more_finds_it_and_erases_it(client):
    edition = Publication.objects.get(page_id=shared_article().pk).edition

    voted = client.post("/feedback/", {"token": edition_token(edition.pk), "helpful": "no"})
    said = {"comment": "The dose is wrong.", "opened": time_in_form(edition.pk), "edition": edition.pk}
    thanked = client.post(voted["Location"], said)
    report = Report.objects.get()
    assert (report.helpful, report.comment) == (False, "The dose is wrong.")

    own = thanked["Location"].replace("/feedback/", "/feedback/receipt/")
    assert client.get(own).status_code == 200
    client.post(own, {"sure": "on"})
    report.refresh_from_db()
    assert report.comment == "" and report.erased_at


@separately
def test_a_reader_votes_says_more_finds_it_and_erases_it_over_that_connection(client):
    a_reader_votes_says_more_finds_it_and_erases_it(client)


@separately
def test_a_report_is_added_over_that_connection(client):
    edition = Publication.objects.get(page_id=shared_article().pk).edition
    form = {"comment": "The dose is wrong.", "opened": time_in_form(edition.pk)}

    assert client.post(f"/feedback/report/?edition={edition.pk}", form).status_code == 303
    assert Report.objects.get().comment == "The dose is wrong."


@separately
def test_the_desk_still_sees_the_pictures_of_drafts(client):
    draft = image()
    logged_in(client, UserFactory(is_superuser=True))

    assert client.get(image_url(draft.sha256, 480)).status_code == 200
    assert Client().get(image_url(draft.sha256, 480)).status_code == 404


@pytest.fixture
def replica(transactional_db):
    """The readers' connection takes nothing, as that of a replica."""
    with connections[databases.READERS].cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    yield
    connections[databases.READERS].close()


@separately
def test_before_a_replica_what_syndicators_send_is_written_on_the_main_server(replica, client):
    page, syndicator = shared_article(), Syndicator.objects.create(name="Health Daily")
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {syndicator.make_key()[0]}"

    assert client.get(f"/api/v1/pages/{page.pk}/").status_code == 200

    assert Copy.objects.held().of(syndicator.pk).count() == 1
    assert client.delete(f"/api/v1/copies/{page.pk}/1/").json() == {"forgotten": True}
    topic = f"{settings.BASE_URL}/feed/"
    asked = {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": "https://daily.example/"}
    assert client.post("/api/v1/hub/", asked).status_code == 202


@separately
def test_before_a_replica_a_reader_votes_says_more_and_finds_it(replica, client):
    a_reader_votes_says_more_finds_it_and_erases_it(client)
