"""One process that we started, watch and stop."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from ..refusal import Refusal

PR_SET_PDEATHSIG = 1
ROOM_FOR_A_NUMBER = 20
libc = ctypes.CDLL(None, use_errno=True)


class Child:
    """A process with a log and a pid file, in a session of its own so that Ctrl-C reaches only us.

    `orphan_signal` is what it gets when its supervisor is killed, instead of the one that stops it: nobody is there
    then to insist.
    """

    def __init__(
        self, name, command, *, state, env, become=None, stop_signal=signal.SIGTERM, orphan_signal=None, timeout=10
    ):
        self.name = name
        self.command = [str(part) for part in command]
        self.env = env
        self.become = become or (lambda: None)
        self.stop_signal = stop_signal
        self.orphan_signal = orphan_signal or stop_signal
        self.timeout = timeout
        self.log = state.logs / f"{name}.log"
        self.pid_file = state.pids / f"{name}.pid"
        self.process = None
        self.log_start = 0

    def start(self):
        """Start it, after stopping what a supervisor killed with -9 may have left behind."""
        self.stop_leftover()
        parent = os.getpid()

        def before_exec():
            self.become()
            die_with(parent, self.orphan_signal)

        unwritten = self.pid_file.with_suffix(".new")
        with unwritten.open("w") as number, self.log.open("ab") as log:
            # On a full disk this fails, before there is a process that nobody could stop later.
            print(" " * ROOM_FOR_A_NUMBER, file=number, flush=True)
            self.log_start = log.tell()
            self.process = subprocess.Popen(
                self.command,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=before_exec,
            )
            number.seek(0)
            number.write(str(self.process.pid))
            number.truncate()
        unwritten.replace(self.pid_file)

    def stop_leftover(self):
        stop_leftover(self.pid_file, self.command, self.stop_signal)

    def has_said(self, words):
        """Whether its log has these words since this start."""
        with self.log.open("rb") as log:
            log.seek(self.log_start)
            return words.encode() in log.read()

    def has_ended(self):
        return self.process is not None and self.process.poll() is not None

    @property
    def how_it_ended(self):
        """In words: exit code 3, or killed by SIGKILL."""
        code = self.process.returncode
        return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"

    def stop(self):
        """Ask politely, wait, then insist; what it had started itself goes with it."""
        if self.process is None:
            return
        for wish, timeout in ((self.stop_signal, self.timeout), (signal.SIGQUIT, 3), (signal.SIGKILL, 5)):
            self.process.send_signal(wish)
            try:
                self.process.wait(timeout)
                break
            except subprocess.TimeoutExpired:
                continue
        self.sweep()
        self.pid_file.unlink(missing_ok=True)

    def sweep(self):
        """Kill what it had started itself and left behind."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def last_lines(self, count=12):
        return last_lines(self.log, count)


def last_lines(log, count=12):
    """The end of a log, indented, for a person who must find out why."""
    if not log.exists():
        return "  (its log is empty)"
    lines = log.read_text(errors="replace").splitlines()[-count:]
    return "\n".join(f"  {line}" for line in lines) or "  (its log is empty)"


def die_with(parent, wish):
    """Linux: have the kernel send us this signal when the parent is gone, however it went."""
    if sys.platform == "linux":
        libc.prctl(PR_SET_PDEATHSIG, wish, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def stop_leftover(pid_file, command, wish):
    """Stop the process of an earlier start that outlived its supervisor.

    A number that by now belongs to another process is left alone.
    """
    try:
        pid = int(pid_file.read_text())
    except (FileNotFoundError, ValueError):
        return
    for signum in (wish, signal.SIGKILL):
        if command_of(pid) != " ".join(command):
            break
        try:
            os.kill(pid, signum)
        except ProcessLookupError:
            break
        except PermissionError:
            raise Refusal(f"Process {pid} of an earlier start still runs, as another user; stop it.") from None
        wait_until(lambda: command_of(pid) != " ".join(command), seconds=10)
    pid_file.unlink(missing_ok=True)


def wait_until(is_true, *, seconds):
    """Look five times a second; give up quietly when the time is over."""
    deadline = time.monotonic() + seconds
    while not is_true() and time.monotonic() < deadline:
        time.sleep(0.2)


def command_of(pid):
    """The command line of a process, its words joined by spaces; empty for a dead one."""
    if sys.platform == "linux":
        try:
            return " ".join(os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes()).split("\0")).strip()
        except OSError:
            return ""
    return subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True
    ).stdout.strip()
