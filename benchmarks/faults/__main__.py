"""What becomes of what people do while parts fail: python -m benchmarks.faults [--only WORDS] [--json FILE].

The demo as `./run` starts it. Somebody reads, votes, reports, saves drafts and publishes all the time, while one part
after the other is killed or stands still, the clock is set and the disk is filled. Then everything that was said to be
done is looked for in the database: it has to be there once. Ten minutes. The clock needs a C compiler, the full disk
root, who can mount a small one; without them those are left out, and that is said.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from . import blows, counting
from .mail import MailServer
from .people import Publishing, Reading, Reporting, Saving, Voting
from .replica import Replica
from .site import Site

PEOPLE = (Reading, Voting, Reporting, Saving, Publishing)
#: After a blow, until everybody has succeeded twice; a part that keeps failing is waited for as long.
MOST_SECONDS = 120
DISK = "600m"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="the blows whose names have these words")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    chosen = {name: blow for name, blow in possible().items() if options.only in name}
    with tempfile.TemporaryDirectory(prefix="faults-") as folder, small_disk(folder):
        site = Site(folder, free_port())
        with site.running():
            site.replica = Replica(site, folder)
        site.mail = MailServer(folder, free_port())
        settings = {"READERS_DATABASE_URL": site.replica.address, "EMAIL_URL": site.mail.url}
        with site.replica, site.mail, site.running(**settings):
            measure(site, chosen, options.json)


def measure(site, chosen, file):
    stopped, votes_before = threading.Event(), counting.votes(site)
    people = [kind(site.address, stopped) for kind in PEOPLE]
    for person in people:
        person.page_id = page_id(site, getattr(person, "page", ""))
        person.start()
    wait_for_success(site, people)
    windows = [(*strike(site, people, blow), name) for name, blow in chosen.items()]
    stopped.set()
    for person in people:
        person.join()
    show_gaps(windows, people)
    settled = counting.settle(site)
    counted = counting.count(site, {person.name: person.attempts for person in people}, votes_before)
    show_counted(counted, settled)
    if file:
        file.write_text(json.dumps({"counted": counted, "gaps": table(windows, people)}, indent=1))


def possible():
    found = dict(blows.ALWAYS)
    if shutil.which("cc"):
        found |= blows.CLOCK
    else:
        print("There is no C compiler: the clock is left as it is.")
    if os.geteuid() == 0:
        found |= blows.DISK
    else:
        print("Only root can mount a small disk: none is filled.")
    return found


@contextmanager
def small_disk(folder):
    """Under the folder of the site's state, where that can be."""
    place = Path(folder) / "state"
    place.mkdir()
    is_root = os.geteuid() == 0
    if is_root:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=755", "none", place], check=True)
    try:
        yield
    finally:
        if is_root:
            subprocess.run(["umount", "--lazy", place], check=True)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def page_id(site, title):
    found = site.rows("SELECT id FROM wagtailcore_page WHERE title = %s", title)
    return found[0][0] if found else None


def strike(site, people, blow):
    """When it began and when everybody had succeeded twice since it was over, by the monotonic clock."""
    begun = time.monotonic()
    blow(site)
    wait_for_success(site, people)
    return begun, time.monotonic()


def wait_for_success(site, people):
    """Until each has succeeded twice from now on; for who has not after MOST_SECONDS nobody waits any longer."""
    since = time.monotonic()
    while time.monotonic() < since + MOST_SECONDS and not all(person.successes(since) >= 2 for person in people):
        if site.has_ended:
            raise SystemExit(f"The site has ended.\n{site.said.read_text()[-2000:]}")
        time.sleep(0.2)
    for person in people:
        if not person.successes(since):
            print(f"{person.name} still fails after {MOST_SECONDS} s: {person.attempts[-1].failure}", flush=True)


def longest_gap(attempts, begun, ended):
    """The longest time between two successes in a row, in seconds."""
    moments = [begun, *(a.ended for a in attempts if a.succeeded and begun <= a.ended <= ended), ended]
    return max(after - before for before, after in zip(moments, moments[1:], strict=False))


def table(windows, people):
    """Of each blow and each kind of people: how many attempts failed, and the longest time without a success."""
    return {
        name: {
            person.name: (
                sum(not a.succeeded and a.begun < ended and a.ended > begun for a in person.attempts),
                round(longest_gap(person.attempts, begun, ended), 1),
            )
            for person in people
        }
        for begun, ended, name in windows
    }


def show_gaps(windows, people):
    names = [kind.__name__ for kind in PEOPLE]
    print("\n| failures, and the longest time without a success in s |", " | ".join(names), "|")
    print("|---|" + "---|" * len(names))
    for blow, found in table(windows, people).items():
        print(f"| {blow} |", " | ".join(f"{found[name][0]}, {found[name][1]}" for name in names), "|", flush=True)


def show_counted(counted, settled):
    print(f"\n{settled:.0f} s after that nothing waited any more.\n")
    print("| | said to be done | there once | lost | doubled | there though nobody was told |")
    print("|---|---|---|---|---|---|")
    for kind, found in counted.items():
        print(f"| {kind} |", " | ".join(str(number) for number in found.values()), "|")


if __name__ == "__main__":
    main()
