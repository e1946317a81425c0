"""Processes that we start: nothing outlives its supervisor, and nothing of somebody else's is stopped."""

import os
import signal
import subprocess
import sys
import time

import pytest

from pain_site.stack.servers.child import Child, command_of, stop_leftover, wait_until
from pain_site.stack.state import PROJECT

SLEEP = ["/bin/sleep", "60"]
IGNORING = "from signal import *; import time; signal(SIGTERM, SIG_IGN); print(1, flush=True); time.sleep(60)"
DEAF = [sys.executable, "-c", IGNORING]


@pytest.fixture
def sleeping():
    process = subprocess.Popen(SLEEP)
    wait_until(lambda: command_of(process.pid) == " ".join(SLEEP), seconds=5)
    yield process
    process.kill()
    process.wait()


def test_a_child_is_stopped_and_its_number_forgotten(state):
    child = Child("sleep", SLEEP, state=state, env=None)
    child.start()

    child.stop()

    assert child.has_ended()
    assert not child.pid_file.exists()


def test_a_child_that_ignores_the_polite_signal_is_stopped_all_the_same(state):
    child = Child("deaf", DEAF, state=state, env=None, timeout=0.2)
    child.start()
    wait_until(lambda: child.log.read_text() == "1\n", seconds=10)

    child.stop()

    assert child.has_ended()


@pytest.mark.skipif(sys.platform != "linux", reason="a signal that only Linux has")
@pytest.mark.parametrize(("command", "options"), [(SLEEP, ""), (DEAF, "orphan_signal=9")])
def test_children_go_when_their_supervisor_is_killed_with_minus_9(state, command, options):
    program = (
        "import sys, time; from pain_site.stack.servers.child import Child; from pain_site.stack.state import State\n"
        f"Child('part', {command}, state=State(sys.argv[1]), env=None, {options}).start(); time.sleep(60)"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", program, state.folder], cwd=PROJECT)
    number, log = state.pids / "part.pid", state.logs / "part.log"
    wait_until(lambda: number.exists() and number.read_text(), seconds=10)
    wait_until(lambda: command is SLEEP or log.read_text() == "1\n", seconds=10)
    child = int(number.read_text())

    supervisor.send_signal(signal.SIGKILL)
    supervisor.wait()
    wait_until(lambda: not command_of(child), seconds=5)

    assert not command_of(child)


def test_what_an_earlier_start_left_behind_is_stopped(sleeping, tmp_path):
    number = tmp_path / "sleep.pid"
    number.write_text(str(sleeping.pid))

    stop_leftover(number, SLEEP, signal.SIGTERM)

    assert sleeping.wait(5) == -signal.SIGTERM
    assert not number.exists()


def test_a_number_that_belongs_to_another_program_by_now_is_left_alone(sleeping, tmp_path):
    number = tmp_path / "valkey.pid"
    number.write_text(str(sleeping.pid))

    stop_leftover(number, ["/usr/bin/valkey-server"], signal.SIGTERM)
    time.sleep(0.1)

    assert sleeping.poll() is None
    assert not number.exists()


def test_the_end_of_a_log_is_shown_indented(state):
    child = Child("web", SLEEP, state=state, env=None)
    child.log.write_text("one\ntwo\nthree\n")

    assert child.last_lines(2) == "  two\n  three"


def test_what_an_earlier_start_wrote_is_not_taken_for_this_ones(state):
    child = Child("worker", ["/bin/echo", "going"], state=state, env=None)
    child.log.write_text("ready.\n")
    child.start()
    child.process.wait()

    assert child.has_said("going")
    assert not child.has_said("ready.")


def test_a_dead_process_has_no_command():
    process = subprocess.Popen(["/bin/true"])
    process.wait()

    assert command_of(process.pid) == ""
    assert command_of(os.getpid()) != ""
