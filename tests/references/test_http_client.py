"""How the services are asked: in turns, again after passing troubles, in a bounded time, and once a day."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from email.utils import format_datetime

import pytest
from django.utils import timezone

from articles.references.identifiers import identify
from articles.references.lookup import (
    CannotRead,
    DoesNotAnswer,
    TooManyRequests,
    crossref,
    http_client,
    limiter,
    lookup,
    pubmed,
)

DOI = identify("10.5555/back.2020.01")
OTHER_DOI = identify("10.5555/back.2020.02")


def gaps(times):
    times = sorted(times)
    return [after - before for before, after in zip(times, times[1:], strict=False)]


# --- troubles ---


def test_a_service_that_is_down_for_a_moment_is_asked_again(stand):
    stand.says("/crossref/works/", status=503, times=1)
    stand.says("/crossref/works/", "crossref_article.json")

    assert crossref.find(DOI).work.year == 2020
    assert len(stand.asked) == 2


def test_a_service_that_stays_down_does_not_answer(stand, settings):
    settings.LOOKUP_TIMEOUT = 1
    stand.says("/crossref/works/", status=500)
    began = time.monotonic()

    with pytest.raises(DoesNotAnswer, match="Crossref does not answer now. Try again later"):
        crossref.find(DOI)

    assert time.monotonic() - began < 10
    assert len(stand.asked) > 1


def test_a_refusal_is_not_repeated(stand):
    stand.says("/crossref/works/", status=403)

    with pytest.raises(DoesNotAnswer):
        crossref.find(DOI)

    assert len(stand.asked) == 1


def test_a_service_says_when_it_may_be_asked_again(stand):
    stand.says("/crossref/works/", status=429, headers={"Retry-After": "1"}, times=1)
    stand.says("/crossref/works/", "crossref_article.json")

    assert crossref.find(DOI).work.year == 2020
    assert gaps(stand.times())[0] >= 0.9


@pytest.mark.parametrize("written", ["seconds", "date"])
def test_nobody_waits_for_minutes(stand, written):
    after = "120" if written == "seconds" else format_datetime(timezone.now() + timezone.timedelta(seconds=120))
    stand.says("/crossref/works/", status=429, headers={"Retry-After": after})
    began = time.monotonic()

    with pytest.raises(TooManyRequests, match="Crossref has been asked too often. Try again in 2 minutes."):
        crossref.find(DOI)

    assert time.monotonic() - began < 30


def test_after_a_refusal_for_minutes_nobody_else_asks_either(stand):
    stand.says("/crossref/works/", status=429, headers={"Retry-After": "120"})
    with pytest.raises(TooManyRequests):
        crossref.find(DOI)

    with pytest.raises(TooManyRequests):
        crossref.find(OTHER_DOI)

    assert len(stand.asked) == 1


def test_a_slow_service_is_given_up(stand, settings):
    settings.LOOKUP_TIMEOUT = 0.6
    stand.says("/crossref/works/", "crossref_article.json", delay=2)

    with pytest.raises(DoesNotAnswer):
        crossref.find(DOI)


def test_europe_pmc_answers_where_crossref_is_slow(stand, settings):
    settings.LOOKUP_TIMEOUT = 0.4
    stand.says("/crossref/works/", "crossref_article.json", delay=1)
    stand.says("/europepmc/search", "europepmc_article.json")

    assert lookup(DOI).work.year == 2020


def test_a_service_that_is_not_there_does_not_answer(settings):
    settings.CROSSREF_URL, settings.LOOKUP_TIMEOUT = "http://127.0.0.1:9", 1

    with pytest.raises(DoesNotAnswer):
        crossref.find(DOI)


def test_an_endless_answer_is_given_up(stand):
    stand.says("/crossref/works/", b"[" + b"1," * (http_client.MOST_BYTES // 2) + b"1]")

    with pytest.raises(CannotRead):
        crossref.find(DOI)


def test_a_redirect_leads_to_the_service_itself_only(stand):
    stand.says("/crossref/works/10.5555%2Fback.2020.01", status=301, headers={"Location": "/crossref/works/new"})
    stand.says("/crossref/works/10.5555%2Fback.2020.02", status=301, headers={"Location": "http://localhost:1/x"})
    stand.says("/crossref/works/new", "crossref_article.json")

    assert crossref.find(DOI).work.year == 2020
    with pytest.raises(DoesNotAnswer):
        crossref.find(OTHER_DOI)


# --- once a day ---


def test_the_same_question_is_asked_once_a_day(stand, settings):
    stand.says("/crossref/works/", "crossref_article.json")
    crossref.find(DOI)
    settings.LOOKUP_MAILTO = "other@example.org"

    assert crossref.find(DOI).work.year == 2020
    assert len(stand.asked) == 1


def test_a_watch_asks_afresh_and_keeps_the_answer(stand):
    stand.says("/crossref/works/", "crossref_article.json", times=1)
    stand.says("/crossref/works/", "crossref_retracted.json")
    crossref.find(DOI)

    assert crossref.find(DOI, fresh=True).work.year == 2018
    assert crossref.find(DOI).work.year == 2018
    assert len(stand.asked) == 2


# --- turns ---


def test_the_rate_that_a_service_names_is_kept(stand):
    rate = {"X-Rate-Limit-Limit": "1", "X-Rate-Limit-Interval": "0.5s"}
    stand.says("/crossref/works/", "crossref_article.json", headers=rate)

    for number in range(3):
        crossref.find(identify(f"10.5555/{number}"))

    # Seen from the server, where a busy machine delays one question more than the next; without the rate it is a tenth.
    assert all(gap > 0.25 for gap in gaps(stand.times()))


@pytest.mark.parametrize(
    ("limit", "interval", "gap"),
    [
        *[("50", "1s", 0.1), ("10", "1s", 0.1), ("5", "1s", 0.2), ("1", "86400s", 60), ("0", "1s", 1 / 3)],
        *[("x", "", 1 / 3), ("1", "nan", 1 / 3), ("1", "infs", 1 / 3)],
    ],
)
def test_a_rate_is_believed_within_bounds(limit, interval, gap):
    limiter.heed(crossref.SERVICE, {"x-rate-limit-limit": limit, "x-rate-limit-interval": interval})

    assert limiter.gap_of(crossref.SERVICE) == pytest.approx(gap)


def test_threads_take_turns():
    began, turns = time.monotonic(), []

    def take_turns():
        for _ in range(3):
            limiter.wait_for_turn(pubmed.SERVICE, began + 30)
            turns.append(time.monotonic())

    threads = [threading.Thread(target=take_turns) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(turns) == 6
    assert max(turns) - min(turns) > 5 * pubmed.SERVICE.gap - 0.3


WORKER = """
import time
from articles.references.lookup import limiter, pubmed
for _ in range(3):
    limiter.wait_for_turn(pubmed.SERVICE, time.monotonic() + 30)
    print(time.time(), flush=True)
"""


def test_processes_take_turns():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "pain_site.settings.test"}
    workers = [
        subprocess.Popen([sys.executable, "-c", WORKER], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    turns = [float(line) for worker in workers for line in worker.communicate(timeout=60)[0].split()]

    assert len(turns) == 6
    assert max(turns) - min(turns) > 5 * pubmed.SERVICE.gap - 0.3


def test_who_would_wait_too_long_is_told_so_and_takes_nobodys_turn():
    service = replace(pubmed.SERVICE, gap=1.0)
    limiter.wait_for_turn(service, time.monotonic() + 1)
    for _ in range(3):
        with pytest.raises(TooManyRequests):
            limiter.wait_for_turn(service, time.monotonic())

    limiter.wait_for_turn(service, time.monotonic() + 2)  # refused if they had taken three


@pytest.fixture
def without_valkey(settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:9/0"}}
    yield
    limiter._last_turns_alone.clear()


def test_without_valkey_each_process_asks_once_a_second(stand, without_valkey):
    stand.says("/crossref/works/", "crossref_article.json")

    crossref.find(DOI)
    crossref.find(OTHER_DOI)

    assert gaps(stand.times())[0] >= 0.5


def test_without_valkey_a_hold_is_kept_all_the_same(without_valkey):
    limiter.hold(crossref.SERVICE, 30)

    with pytest.raises(TooManyRequests):
        limiter.wait_for_turn(crossref.SERVICE, time.monotonic() + 5)
