"""The site on several machines, as far as one can be several: python -m benchmarks.several [--pgbouncer PROGRAM].

The demo as `./run` starts it, with a replica that answers readers; beside it a second web server and a second worker,
which have nothing in common with the first but PostgreSQL, Valkey and a folder of files; and nginx, which gives each
request to the next web server. The second machine asks PostgreSQL through PgBouncer, where one is named. People do what
they do in `benchmarks.faults`, whose table this is, while one part after the other fails: whoever saves a draft has
read it on the other machine. In the end a text is taken away while the replica is behind, and asked for on both. Five
minutes.
"""

import argparse
import shutil
import tempfile
import time
from contextlib import ExitStack, nullcontext
from pathlib import Path

import psycopg

from benchmarks.faults import blows
from benchmarks.faults.__main__ import free_port, measure
from benchmarks.faults.browser import Browser
from benchmarks.faults.mail import MailServer
from benchmarks.faults.people import READ
from benchmarks.faults.replica import Replica
from benchmarks.faults.site import Site
from pain_site.stack.servers.roles import READERS
from pain_site.stack.servers.valkey import Valkey

from .in_between import Front, PgBouncer
from .machine import Machine

WITHDRAWN = "/back-pain/slipped-disc/"
#: Two editors take a text away, as they do on the screen.
WITHDRAW = """
from articles.record.published.publications import Publication
from editorial.accounts.users import User
from editorial.review.publishing.status import decide, propose
from editorial.review.signing.permissions import may_change_status
one, other = [user for user in User.objects.order_by("pk") if may_change_status(user)][:2]
page = Publication.objects.get(path="{path}").page
proposal = propose(page, by=one, status="withdrawn", notice="The dose was wrong.", reason="A benchmark")
decide(proposal, by=other, accept=True)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pgbouncer", metavar="PROGRAM", help="1.22 or later")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if not shutil.which("nginx"):
        raise SystemExit("nginx is not installed: apt install nginx-light")
    with tempfile.TemporaryDirectory(prefix="several-") as name, ExitStack() as stack:
        folder = Path(name)
        site = Site(folder, free_port())
        with site.running():
            site.replica = Replica(site, folder)
        stack.enter_context(site.replica)
        site.mail = stack.enter_context(MailServer(folder, free_port()))
        pooler = PgBouncer(options.pgbouncer, site, folder / "pgbouncer", free_port()) if options.pgbouncer else None
        front = Front(folder / "nginx", free_port())
        common = {"EMAIL_URL": site.mail.url, "BASE_URL": front.address}
        stack.enter_context(site.running(READERS_DATABASE_URL=site.replica.address, **common))
        stack.enter_context(pooler.running() if pooler else nullcontext())
        stores = {"VALKEY_URL": Valkey(site.state).url, **(pooler.settings if pooler else direct(site))}
        second = stack.enter_context(Machine(site, folder, free_port(), **stores, **common).running())
        ports = [site.port, second.port]
        stack.enter_context(front.before(site.state, ports))
        site.address, site.second, site.pooler = front.address, second, pooler
        compare(ports)
        measure(site, {**MACHINES, **(POOLER if pooler else {})}, options.json)
        show_withdrawal(site, ports)


def compare(ports):
    """Both machines have to keep the same pages: each finds what the other rendered."""
    told = [[Browser(f"http://127.0.0.1:{port}").ask(path)[1]["ETag"] for path in READ[:-1]] for port in ports]
    if told[0] != told[1]:
        raise SystemExit(f"The machines do not agree about what they show: {told}")


def direct(site):
    socket = f"@/pain_site?host={site.state.sockets}"
    own = {"DATABASE_URL": f"postgres://pain_site_web{socket}", "CAPTURE_DATABASE_URL": f"postgres://{READERS}{socket}"}
    return own | {"READERS_DATABASE_URL": site.replica.address}


def kill_second(site, part):
    blows.kill_all(site.second.family_of(part))
    time.sleep(blows.STANDSTILL)
    site.second.start()


def leave_behind(site):
    """The replica takes what comes, and shows none of it."""
    ask_replica(site, "SELECT pg_wal_replay_pause()")
    time.sleep(blows.STANDSTILL)
    ask_replica(site, "SELECT pg_wal_replay_resume()")


def ask_replica(site, sql):
    with psycopg.connect(host=str(site.replica.state.sockets), user="postgres", dbname="pain_site") as connection:
        connection.execute(sql)


def kill_pooler(site):
    blows.kill_all([site.pooler.child.process.pid])
    time.sleep(blows.STANDSTILL)
    site.pooler.start()


MACHINES = {
    "nothing": lambda site: time.sleep(blows.STANDSTILL),
    f"the second web server away for {blows.STANDSTILL} s": lambda site: kill_second(site, "web"),
    f"the second worker away for {blows.STANDSTILL} s": lambda site: kill_second(site, "worker"),
    "the first web server killed": lambda site: blows.kill(site, "web"),
    f"readers' replica behind for {blows.STANDSTILL} s": leave_behind,
}
POOLER = {f"PgBouncer away for {blows.STANDSTILL} s": kill_pooler}


def show_withdrawal(site, ports):
    """How long each machine still shows a text that was taken away, while the replica does not know of that."""
    browsers = {port: Browser(f"http://127.0.0.1:{port}") for port in ports}
    for browser in browsers.values():
        browser.ask(WITHDRAWN)
    ask_replica(site, "SELECT pg_wal_replay_pause()")
    done = site.manage("shell", "-v", "0", "-c", WITHDRAW.format(path=WITHDRAWN))
    if done.returncode:
        raise SystemExit(done.stderr)
    begun, shown, asked = time.monotonic(), dict.fromkeys(ports, 0.0), 0
    while time.monotonic() < begun + 15:
        if asked == 100:
            ask_replica(site, "SELECT pg_wal_replay_resume()")  # and now it catches up
        for port, browser in browsers.items():
            if browser.ask(WITHDRAWN)[0] == 200:
                shown[port] = time.monotonic() - begun
        asked += 1
        time.sleep(0.05)
    words = ", ".join(f"{seconds:.1f} s" for seconds in shown.values())
    print(f"\nA text that was taken away while the replica was behind was read for {words} after that, {asked} looks.")


if __name__ == "__main__":
    main()
