"""What befalls the site, a part at a time; each says how long it lasts."""

import os
import signal
import time
from contextlib import contextmanager, suppress

from .site import family

#: How long what is stopped stands still, in seconds.
STANDSTILL = 20


@contextmanager
def stopped(numbers):
    """These processes stand still: whoever asks them waits."""
    for number in numbers:
        os.kill(number, signal.SIGSTOP)
    try:
        yield
    finally:
        for number in reversed(numbers):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGCONT)


def kill(site, part):
    kill_all(site.family_of(part))


def kill_all(numbers):
    """At once, as a machine does that runs out of memory."""
    for number in numbers:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)


def kill_child(site, part, place):
    """One of the processes that it started."""
    os.kill(site.family_of(part)[place], signal.SIGKILL)


def stand_still(site, part):
    with stopped(site.family_of(part)):
        time.sleep(STANDSTILL)


def kill_replica(site):
    kill_all(family(site.replica.number))
    time.sleep(STANDSTILL)
    site.replica.postgres.start()


def stop_replica(site):
    with stopped(family(site.replica.number)):
        time.sleep(STANDSTILL)


def kill_mail(site):
    site.mail.kill()
    time.sleep(STANDSTILL)
    site.mail.start()


def stop_mail(site):
    with stopped([site.mail.process.pid]):
        time.sleep(STANDSTILL)


def step_clock(site, seconds):
    site.set_clock(seconds)
    time.sleep(STANDSTILL)
    site.set_clock(0)


def fill_disk(site):
    """The disk under all that the site keeps; it is freed again by somebody who was woken."""
    filler = site.state.folder / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1 << 16))
    time.sleep(STANDSTILL)
    filler.unlink()


PARTS = ("web", "worker", "upkeep-worker", "log-worker", "valkey", "postgres")
KILLED = {f"{part} killed": lambda site, part=part: kill(site, part) for part in PARTS}
STOPPED = {
    f"{part} stands still for {STANDSTILL} s": lambda site, part=part: stand_still(site, part)
    for part in ("web", "worker", "valkey", "postgres")
}
ALWAYS = {
    "nothing": lambda site: time.sleep(STANDSTILL),
    **KILLED,
    "one process of web killed": lambda site: kill_child(site, "web", 1),
    "one process of postgres killed": lambda site: kill_child(site, "postgres", -1),
    **STOPPED,
    f"readers' replica away for {STANDSTILL} s": kill_replica,
    f"readers' replica stands still for {STANDSTILL} s": stop_replica,
    f"mail server away for {STANDSTILL} s": kill_mail,
    f"mail server stands still for {STANDSTILL} s": stop_mail,
}
CLOCK = {
    "the clock an hour ahead": lambda site: step_clock(site, 3600),
    "the clock a minute behind": lambda site: step_clock(site, -60),
}
DISK = {f"the disk full for {STANDSTILL} s": fill_disk}
