"""A worker goes on taking tasks after Valkey hung."""

import os
import signal

import pytest
from kombu import Connection
from redis import TimeoutError as NoAnswerError

import pain_site.celery  # noqa: F401  which has places given back


@pytest.mark.parametrize("done", ["ack", "reject"])
def test_a_task_gives_its_place_back_though_valkey_did_not_hear_that_it_is_done(valkey, broker, done):
    with Connection(broker, transport_options={"socket_timeout": 0.1}) as connection:
        tasks = connection.SimpleQueue("tasks")
        tasks.consumer.qos(prefetch_count=1)
        tasks.put("the first")
        tasks.put("the second")
        first = tasks.get(timeout=5)
        os.kill(valkey.child.process.pid, signal.SIGSTOP)
        with pytest.raises(NoAnswerError):
            getattr(first, done)()
        os.kill(valkey.child.process.pid, signal.SIGCONT)

        assert tasks.get(timeout=5).payload == "the second"
