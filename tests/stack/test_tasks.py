"""How long tasks may take, and what a worker takes of them: none is done by two, and none waits for ever."""

import os
import signal
import subprocess
import sys
import time

import pytest
import redis
from django.conf import settings

from pain_site.celery import app
from pain_site.stack.servers.child import wait_until
from pain_site.stack.state import PROJECT

OURS = ("articles.", "editorial.", "pain_site.")
ANOTHERS_AFTER = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]


def our_tasks():
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if name.startswith(OURS)}


def test_each_task_says_how_long_it_may_take():
    assert [name for name, task in our_tasks().items() if task.time_limit is None] == []


def test_none_is_begun_by_another_worker_while_one_is_at_it_and_after_five_minutes_it_may_be():
    late = {name: task for name, task in our_tasks().items() if task.acks_late}

    assert max(task.time_limit for task in late.values()) <= settings.CELERY_TASK_TIME_LIMIT < ANOTHERS_AFTER <= 300


def test_what_may_take_hours_is_taken_once_and_all_of_it_but_decisions_waits_in_a_queue_of_its_own():
    long = {name for name, task in our_tasks().items() if not task.acks_late}

    assert long == {name for name, task in our_tasks().items() if task.time_limit == settings.LONG_TASK_TIME_LIMIT}
    assert long - set(settings.LONG_TASKS) == {"editorial.feedback.tasks.go_on_with_many"}
    assert set(settings.LONG_TASKS) <= long


#: A worker with one process, and with a task that takes a while.
WORKER = """
import time
from pain_site.celery import app
@app.task(name="pain_site.take_a_while")
def take_a_while():
    time.sleep(60)
app.worker_main(["worker", "--concurrency", "1", "--without-mingle", "--without-gossip"])
"""


@pytest.fixture
def worker(valkey):
    """At a Valkey of its own."""
    env = os.environ | {"VALKEY_URL": valkey.url, "DJANGO_SETTINGS_MODULE": "pain_site.settings.dev"}
    process = subprocess.Popen([sys.executable, "-c", WORKER], env=env, cwd=PROJECT)
    yield process
    process.send_signal(signal.SIGQUIT)
    process.wait(30)


@pytest.mark.filterwarnings("ignore:task_always_eager has no effect")
def test_a_worker_takes_no_task_for_which_it_has_no_free_process(valkey, broker, worker):
    """Else another would be given what it holds and did not begin, and both would do it."""
    store = redis.from_url(valkey.url)
    with app.connection_for_write(broker) as connection:
        for _task in range(3):  # by its name, which is known over there only
            app.send_task("pain_site.take_a_while", connection=connection)
    wait_until(lambda: store.hlen("unacked") >= 1, seconds=30)
    time.sleep(1)  # in which it would have taken the others

    assert (store.hlen("unacked"), store.llen("celery")) == (1, 2)
