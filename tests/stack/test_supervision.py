"""Parts of the running site that end by themselves: started again, later each time, and given up with a sentence."""

import os
import signal

import pytest
import redis

from pain_site.stack.refusal import Refusal
from pain_site.stack.servers.child import Child, command_of, wait_until
from pain_site.stack.servers.valkey import FORGETFUL, Valkey
from pain_site.stack.supervision import Part

SLEEP = ["/bin/sleep", "60"]
BROKEN = ["/bin/sh", "-c", "echo no broker; exit 3"]


@pytest.fixture
def part(state):
    """Makes parts, which are stopped in the end."""
    made = []

    def make(command, **options):
        child = Child("worker", command, state=state, env=None)
        child.start()
        made.append(Part(child, child.start, **{"say": lambda sentence: None} | options))
        return made[-1]

    yield make
    for part in made:
        part.child.stop()


def kill(child):
    """As the kernel does when memory runs out."""
    os.kill(child.process.pid, signal.SIGKILL)
    wait_until(child.has_ended, seconds=5)


def ends_again(part):
    """Look at a part whose process ends at once, until it has ended once more."""
    wait_until(part.child.has_ended, seconds=5)
    part.look()


def test_a_part_that_is_killed_runs_again_and_one_sentence_says_so(part):
    said = []
    worker = part(SLEEP, say=said.append)
    kill(worker.child)

    worker.look()

    assert not worker.child.has_ended()
    assert said == ["worker has ended by itself (killed by SIGKILL); it is started again at once."]


def test_a_part_that_runs_is_left_alone(part):
    worker = part(SLEEP)
    number = worker.child.process.pid

    worker.look()

    assert worker.child.process.pid == number


def test_a_part_that_ends_again_soon_has_to_wait(part):
    said = []
    worker = part(BROKEN, say=said.append, delays=(0, 600))

    ends_again(worker)
    ends_again(worker)
    number = worker.child.process.pid
    worker.look()

    assert said[-1] == "worker has ended by itself (exit code 3); it is started again in 600 s."
    assert worker.child.process.pid == number


def test_a_part_that_keeps_ending_is_given_up_with_the_end_of_its_log(part):
    worker = part(BROKEN, delays=(0, 0))
    ends_again(worker)
    ends_again(worker)

    with pytest.raises(Refusal, match=r"(?s)worker has ended 3 times in a row \(exit code 3\), so .*  no broker"):
        ends_again(worker)


def test_a_start_that_the_machine_does_not_allow_is_tried_again_and_ends_nothing(part, monkeypatch):
    said = []
    worker = part(SLEEP, say=said.append, delays=(0,))
    kill(worker.child)
    numbers = worker.child.pid_file.parent
    numbers.rename(numbers.with_suffix(".away"))
    monkeypatch.setattr("pain_site.stack.supervision.AGAIN", 0)

    for _time in range(3):
        worker.look()
        assert worker.child.has_ended()
    numbers.with_suffix(".away").rename(numbers)
    worker.look()

    assert not worker.child.has_ended()
    assert said[1:] == 3 * ["worker could not be started (No such file or directory); it is tried again in 0 s."]


def test_a_part_that_was_well_for_a_while_is_forgiven_its_earlier_ends(part, monkeypatch):
    worker = part(BROKEN, delays=(0,))
    monkeypatch.setattr("pain_site.stack.supervision.WELL", -1)

    ends_again(worker)
    ends_again(worker)

    assert worker.ends == 1


def test_what_a_part_had_started_itself_does_not_outlive_it(part, tmp_path):
    number = tmp_path / "pid"
    worker = part(["/bin/sh", "-c", f"sleep 61 & echo $! > {number}; wait"])
    wait_until(lambda: number.exists() and number.read_text(), seconds=5)
    grandchild = int(number.read_text())
    kill(worker.child)

    worker.look()
    wait_until(lambda: "sleep 61" not in command_of(grandchild), seconds=5)

    assert "sleep 61" not in command_of(grandchild)


def test_a_server_that_is_killed_answers_again(state):
    valkey = Valkey(state, options=FORGETFUL)
    valkey.start()
    part = Part(valkey.child, valkey.start, say=lambda sentence: None)
    kill(valkey.child)

    part.look()

    assert redis.from_url(valkey.url).ping()
    valkey.stop()


def test_a_server_that_cannot_start_again_is_tried_as_often_as_every_part(state):
    valkey = Valkey(state, options=FORGETFUL)
    valkey.start()
    part = Part(valkey.child, valkey.start, delays=(0, 0), say=lambda sentence: None)
    valkey.child.command = BROKEN
    kill(valkey.child)
    part.look()
    part.look()

    with pytest.raises(Refusal, match=r"(?s)valkey has ended 3 times in a row \(exit code 3\)"):
        part.look()
