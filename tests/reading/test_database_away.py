"""Readers go on reading while PostgreSQL is away; what was taken away before that, nobody reads."""

import re
import threading
import time

import pytest
from django.conf import settings
from django.db import connections

from articles.reading import database_away
from articles.reading.caching import last_copies, rendered
from articles.record.signed.pictures import image_url
from articles.stores.databases import for_the_desk
from articles.stores.valkey import valkey
from articles.tasks import note_what_readers_get
from editorial.review.publishing.status import hold
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, image
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import published_article
from tests.factories.picture_files import stored_path
from tests.factories.signing import published
from tests.feedback.capture.troubles import nobody_takes_a_connection
from tests.plugins.stores import forget_what_was_kept

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True, databases="__all__")

AS_OF = "You are reading this page as of"


@pytest.fixture(autouse=True)
def nothing_from_before(monkeypatch):
    database_away.breaker.close()
    monkeypatch.setattr("articles.reading.database_away.PAUSES", (0, 0.01))


def unread(page):
    """The page, of which nothing is kept any more: it was rendered when it was published."""
    forget_what_was_kept()
    return page


@pytest.fixture
def article():
    return unread(published_article("Heat packs", standfirst="What heat does."))


def read(client, page):
    response = client.get(page if isinstance(page, str) else path_of(page))
    return response.status_code, response.content.decode()


def read_without_database(client, page):
    path = path_of(page)  # asks the database
    connections.close_all()
    with nobody_takes_a_connection():
        return read(client, path)


def test_readers_go_on_reading_and_are_told_as_of_when(client, article):
    read(client, article)
    note_what_readers_get()

    status, text = read_without_database(client, article)

    assert status == 200
    assert "What heat does." in text
    assert re.search(AS_OF + r" \d\d:\d\d\.<", text)


def test_whoever_waits_no_more_gets_the_copy_at_once(client, article):
    read(client, article)
    note_what_readers_get()
    read_without_database(client, article)

    path = path_of(article)

    with connections["readers"].execute_wrapper(lambda *args: pytest.fail("The database was asked.")):
        status, text = read(client, path)

    assert (status, AS_OF in text) == (200, True)


def test_a_page_that_nobody_had_read_is_answered_in_a_sentence(client, article):
    note_what_readers_get()

    status, text = read_without_database(client, article)

    assert status == 503
    assert "Please try again in a few minutes" in text


def takes_too_long(execute, sql, params, many, context):
    """Until PostgreSQL ends it, as it does on the readers' connection after ten seconds."""
    execute("SET statement_timeout = '20ms'", None, False, context)
    try:
        return execute("SELECT pg_sleep(5)", None, False, context)
    finally:
        execute("RESET statement_timeout", None, False, context)


def read_while_it_takes_too_long(client, page):
    path = path_of(page)
    with connections["readers"].execute_wrapper(takes_too_long):
        return client.get(path)


def test_what_takes_too_long_is_ended_and_the_last_copy_given(client, article):
    read(client, article)
    note_what_readers_get()

    answer = read_while_it_takes_too_long(client, article)

    assert (answer.status_code, AS_OF in answer.content.decode()) == (200, True)
    assert not database_away.breaker.is_open, "It answers others."


def test_what_takes_too_long_and_has_no_copy_is_said_in_a_sentence(client, article):
    answer = read_while_it_takes_too_long(client, article)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "Please try again in a few minutes" in answer.content.decode()


def test_no_statement_for_readers_has_longer_than_they_wait():
    times = {alias: settings.DATABASES[alias]["OPTIONS"].get("options", "") for alias in settings.DATABASES}

    assert {alias for alias, options in times.items() if "statement_timeout" not in options} == {"default"}


@pytest.fixture
def picture():
    return image("indigo")


@pytest.fixture
def illustrated(picture):
    return unread(published_article("Cold packs", hero_image=picture, hero_alt="A cold pack"))


def picture_without_database(client, picture):
    connections.close_all()
    with nobody_takes_a_connection():
        return client.get(image_url(picture.sha256, 480))


def test_pictures_of_copies_are_given_too(client, illustrated, picture):
    read(client, illustrated)
    note_what_readers_get()
    there = client.get(image_url(picture.sha256, 480)).content

    answer = picture_without_database(client, picture)

    assert (answer.status_code, answer.content) == (200, there)


def test_a_picture_of_a_withdrawn_text_is_withdrawn(client, illustrated, picture):
    read(client, illustrated)
    note_what_readers_get()
    taken_away(illustrated)

    assert picture_without_database(client, picture).status_code == 503


def test_a_picture_of_no_copy_is_not_given(client, illustrated, picture):
    note_what_readers_get()
    client.get(image_url(picture.sha256, 480))

    assert picture_without_database(client, picture).status_code == 503


def test_a_picture_whose_file_was_changed_is_not_given(client, illustrated, picture):
    read(client, illustrated)
    note_what_readers_get()
    stored_path(picture.sha256, None).write_bytes(b"something else")

    assert picture_without_database(client, picture).status_code == 503


def test_a_withdrawal_wins_over_the_copy(client, article):
    read(client, article)
    note_what_readers_get()
    taken_away(article)

    assert read_without_database(client, article)[0] == 503


def test_a_notice_wins_over_the_copy(client, article):
    read(client, article)
    note_what_readers_get()
    hold(article, by=UserFactory(editor=True), notice="We are checking the dose.", reason="A report")

    assert read_without_database(client, article)[0] == 503


def test_a_newer_edition_wins_over_the_copy(client, article):
    read(client, article)
    note_what_readers_get()
    published(edited(article, standfirst="After.", change_class="update", change_note="New."))

    status, text = read_without_database(client, article)

    assert (status, "After." in text, "What heat does." in text) == (200, True, False)


def test_a_copy_that_is_written_down_after_the_withdrawal_is_from_before(client, article, monkeypatch):
    """A slow request: PostgreSQL told it that the page may be read, and then the page was withdrawn."""
    keep = rendered.keep

    def withdrawn_meanwhile(mark, content):
        monkeypatch.setattr(rendered, "keep", keep)
        keep(mark, content)
        thread = threading.Thread(target=lambda: (taken_away(article), connections.close_all()))
        thread.start()
        thread.join()

    monkeypatch.setattr(rendered, "keep", withdrawn_meanwhile)
    note_what_readers_get()
    status, _text = read(client, article)

    assert status == 200
    assert read_without_database(client, article)[0] == 503


def test_a_withdrawal_that_the_cache_did_not_hear_of_is_noted_within_a_minute(client, article):
    read(client, article)
    note_what_readers_get()
    taken_away(article)
    valkey().delete("moved-any")  # as if the cache had been away at that moment

    note_what_readers_get()

    assert read_without_database(client, article)[0] == 503


def test_nothing_is_given_when_nobody_noted_for_long_what_may_be(client, article, settings):
    read(client, article)
    note_what_readers_get()
    settings.READ_ON_MINUTES = 0

    assert read_without_database(client, article)[0] == 503


@pytest.mark.parametrize("name", ["known", "copy"])
def test_an_emergency_edition_ends_without_a_database_on_its_page_and_in_lists(client, article, name):
    read(client, article)
    note_what_readers_get()
    key = last_copies._name_of(path_of(article)) if name == "copy" else last_copies.KNOWN
    last_copies._write(key, {**last_copies._read(key), "ends": time.time() - 1}, 60)

    assert read_without_database(client, article)[0] == 503


@pytest.mark.parametrize("name", ["known", "copy"])
def test_what_somebody_else_wrote_into_the_cache_is_not_believed(client, article, name):
    read(client, article)
    note_what_readers_get()
    key = last_copies.KNOWN if name == "known" else last_copies._name_of(path_of(article))
    valkey().set(key, bytes(rendered.MAC_BYTES) + valkey().get(key)[rendered.MAC_BYTES :])

    assert read_without_database(client, article)[0] == 503


def test_a_page_is_read_though_its_connection_dies(client, article):
    read(client, article)
    with connections["readers"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()

    killed = []

    def dies(execute, sql, *rest):
        if not killed:
            killed.append(pid)
            with for_the_desk(), connections["default"].cursor() as other:
                other.execute("SELECT pg_terminate_backend(%s)", [pid])
        return execute(sql, *rest)

    with connections["readers"].execute_wrapper(dies):
        status, text = read(client, article)

    assert killed and (status, AS_OF in text) == (200, False)
