"""A server that stands still keeps no reader waiting: it is found out, its connections are cut, another one answers."""

import asyncio
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection, connections

from articles.reading.caching import last_copies
from articles.stores import database_watch
from articles.stores.databases import CAPTURE, READERS, READERS_OF_MAIN, for_readers, reading, silent, writing
from articles.tasks import note_what_readers_get
from tests.factories.editions import path_of
from tests.factories.pages import published_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True, databases="__all__")


@pytest.fixture(autouse=True)
def all_answer():
    yield
    silent.clear()


def said_by(looks):
    """What the coroutine returns, in a thread of its own as the watch is: in this one a browser's loop may run."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, looks()).result()


@contextmanager
def standing_still(pid):
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


async def answers_of_one_that_stands_still_and_goes_on():
    server = database_watch.Server([READERS])
    answers = [await server.answers()]
    pid = server.connection.info.backend_pid
    with standing_still(pid):
        answers += [await server.answers(), await server.answers()]
    answers += [bool(await server.question), await server.answers()]
    assert server.connection.info.backend_pid == pid
    await server.connection.close()
    return answers


def test_a_server_that_stands_still_does_not_answer_until_it_goes_on(monkeypatch):
    monkeypatch.setattr(database_watch, "DEADLINE_SECONDS", 0.1)

    assert said_by(answers_of_one_that_stands_still_and_goes_on) == [True, False, False, True, True]


async def answers_of_one_that_starts_again():
    server = database_watch.Server([READERS])
    answers = [await server.answers()]
    os.kill(server.connection.info.backend_pid, signal.SIGTERM)
    answers.append(await server.answers())
    await server.connection.close()
    server.address |= {"host": "127.0.0.1", "port": 1}
    return [*answers, await server.answers()]


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_connection_that_died_says_nothing_but_a_server_that_is_gone_does_not_answer():
    assert said_by(answers_of_one_that_starts_again) == [True, True, False]


async def versions_of_one_that_is_behind():
    main, replica = database_watch.Server([CAPTURE]), database_watch.Server([READERS])
    replica.address |= {"options": "-c search_path=behind"}
    states = [database_watch.learn(main, main, await main.answers())]
    states.append(database_watch.learn(replica, main, await replica.answers()))
    is_passed_by = READERS in silent
    replica.address |= {"options": ""}
    await replica.connection.close()
    states.append(database_watch.learn(replica, main, await replica.answers()))
    for server in (main, replica):
        await server.connection.close()
    return states, is_passed_by


def test_a_replica_that_is_behind_answers_nobody_until_it_has_what_readers_get():
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA behind; GRANT USAGE ON SCHEMA behind TO PUBLIC")
        cursor.execute(
            "CREATE TABLE behind.articles_readerversion AS SELECT version - 1 AS version FROM articles_readerversion"
        )
        cursor.execute("GRANT SELECT ON behind.articles_readerversion TO PUBLIC")
        try:
            states, is_passed_by = said_by(versions_of_one_that_is_behind)
        finally:
            cursor.execute("DROP SCHEMA behind CASCADE")

    assert states == ["answers", "is behind", "answers"]
    assert is_passed_by and READERS not in silent


def test_whoever_waits_for_it_is_cut_off_and_whoever_does_not_is_left_alone():
    refused, waits = [], Event()

    def wait():
        readers = connections[READERS]
        with readers.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0)")
            database_watch._remember(readers)
            database_watch.cut_off([READERS])  # nobody waits now
            cursor.execute("SELECT pg_sleep(0)")
            waits.set()
            try:
                cursor.execute("SELECT pg_sleep(60)")
            except OperationalError as error:
                refused.append(error)
        readers.close()

    thread = Thread(target=wait)
    thread.start()
    waits.wait(10)
    while thread.is_alive():
        database_watch.cut_off([READERS])
        thread.join(0.05)

    assert len(refused) == 1


def test_readers_are_answered_by_the_main_server_while_their_replica_is_silent():
    silent.add(READERS)

    with for_readers():
        assert (reading().alias, writing().alias) == (READERS_OF_MAIN, CAPTURE)
    silent.clear()
    with for_readers():
        assert (reading().alias, writing().alias) == (READERS, CAPTURE)


def test_a_statement_for_readers_has_as_long_there(settings):
    silent.add(READERS)

    with for_readers(), reading().cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == (settings.READERS_STATEMENT_TIMEOUT,)


def test_a_page_is_read_while_the_replica_is_silent(client):
    article = published_article("Heat packs", standfirst="What heat does.")
    silent.add(READERS)

    with connections[READERS].execute_wrapper(lambda *args: pytest.fail("The replica was asked.")):
        page = client.get(path_of(article))

    assert page.status_code == 200 and "as of" not in page.content.decode()


def test_a_page_is_read_then_too_after_another_was_published(client):
    path = path_of(published_article("Heat packs", standfirst="What heat does."))
    for is_silent in (False, True, True):
        if is_silent:
            silent.add(READERS)
        published_article(f"Cold packs {len(silent)}")

        assert client.get(path).status_code == 200


def test_nobody_waits_for_the_only_server_while_it_is_silent(client):
    article = published_article("Heat packs", standfirst="What heat does.")
    path = path_of(article)
    client.get(path)
    note_what_readers_get()
    assert last_copies.known()
    silent.update((READERS, CAPTURE))

    with connections[READERS].execute_wrapper(lambda *args: pytest.fail("It was asked.")):
        page = client.get(path)

    assert "You are reading this page as of" in page.content.decode()
