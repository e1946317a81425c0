#!/usr/bin/env python3
"""Whether deploy/install does what it says: on a bare Debian with a systemd of its own, which is thrown away.

    sudo deploy/try_on_debian.py [bookworm or trixie] [ARGUMENTS of systemd-nspawn]

Needs mmdebstrap and systemd-container, ten minutes, and the ports 80, 443, 5432 and 6379 of this machine, whose network
the bare one shares. An ordinary user with sudo installs what is committed here; then readers keep asking while the next
release and its migration come in, every process is killed, the machine is started anew, and all of it is removed. It
ends with status 1 at the first sentence that is not true.
"""

import http.client
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
HOST = "www.example.org"
PACKAGES = "systemd,systemd-sysv,dbus,sudo,git,ca-certificates,procps"
UNITS = ("pain-site-web", "pain-site-desk", "pain-site-upkeep", "pain-site-log", "pain-site-beat")
#: Which changes what readers read from, and is no migration of the project's.
MIGRATION = """\
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "{latest}")]
    operations = [migrations.RunSQL("ALTER TABLE articles_edition ADD COLUMN tried integer NOT NULL DEFAULT 0")]
"""


def say(sentence):
    print(f"{time.strftime('%H:%M:%S')}  {sentence}", flush=True)


def holds(truth, sentence):
    if not truth:
        sys.exit(f"NOT SO: {sentence}")
    say(sentence)


def until(ask, seconds, sentence):
    """Ask each second until it is so; how many seconds that took."""
    begun = time.monotonic()
    while not ask():
        if time.monotonic() - begun > seconds:
            sys.exit(f"NOT SO within {seconds} s: {sentence}")
        time.sleep(0.5)
    return time.monotonic() - begun


class Machine:
    def __init__(self, folder, release, arguments):
        self.root, self.release, self.arguments = Path(folder) / "debian", release, arguments

    def make(self):
        bare = ["mmdebstrap", "--variant=minbase", f"--include={PACKAGES}", self.release, self.root]
        subprocess.run(bare, check=True)
        (self.root / "etc/hostname").write_text("debian\n")
        (self.root / "etc/hosts").write_text("127.0.0.1 localhost debian\n::1 localhost\n")
        (self.root / "etc/sudoers.d/keeper").write_text("keeper ALL=(ALL) NOPASSWD: ALL\n")
        subprocess.run(["chroot", self.root, "useradd", "--create-home", "--shell", "/bin/bash", "keeper"], check=True)
        subprocess.run(["git", "clone", "--quiet", PROJECT, self.root / "home/keeper/pain_site"], check=True)
        subprocess.run(["chroot", self.root, "chown", "-R", "keeper:", "/home/keeper"], check=True)

    @contextmanager
    def started(self):
        with open(self.root.parent / "console.log", "wb") as console:
            command = [
                "systemd-nspawn",
                "--directory",
                self.root,
                "--boot",
                "--register=no",
                "--keep-unit",
            ]
            command += ["--resolv-conf=copy-host", *self.arguments]
            self.nspawn = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=console, stderr=console)
            try:
                until(self.is_up, 60, "the machine starts")
                yield
            finally:
                self.nspawn.terminate()
                self.nspawn.wait(60)

    @property
    def init(self):
        """The process that is the first one in there."""
        children = Path(f"/proc/{self.nspawn.pid}/task/{self.nspawn.pid}/children").read_text().split()
        return children[-1] if children else None

    def is_up(self):
        state = self.asked("systemctl is-system-running").stdout.strip() if self.init else ""
        return state in ("running", "degraded")

    def asked(self, command, user="root"):
        """A line of shell in there, as somebody who has logged in."""
        enter = ["nsenter", "--target", self.init or "0", "--all", "--root", "--wd"]
        clean = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"]
        return subprocess.run(
            [*enter, *clean, "runuser", "--login", user, "--command", command], capture_output=True, text=True
        )

    def does(self, command, user="root"):
        done = self.asked(command, user)
        if done.returncode:
            sys.exit(f"NOT SO: {command}\n{done.stdout}\n{done.stderr}")
        return done.stdout.strip()

    def main_process(self, unit):
        return self.does(f"systemctl show --property MainPID --value {unit}")

    def has_another(self, unit, before):
        return self.main_process(unit) not in ("0", before)


def answer(path):
    """The status that nginx gives this machine, over TLS; what went wrong, where there is none."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # it is the machine's own certificate
    try:
        connection = http.client.HTTPSConnection("127.0.0.1", 443, context=context, timeout=60)
        connection.request("GET", path, headers={"Host": HOST})
        return connection.getresponse().status
    except OSError as error:
        return type(error).__name__


class Readers:
    """Four who search all the time, each time for something else, so that no cache answers in the site's place."""

    def __init__(self):
        self.answers, self.longest, self.numbers = [], 0, count()

    @contextmanager
    def asking(self):
        self.stopped = threading.Event()
        threads = [threading.Thread(target=self.ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self.stopped.set()
            for thread in threads:
                thread.join()

    def ask(self):
        while not self.stopped.wait(0.2):
            begun = time.monotonic()
            self.answers.append(answer(f"/search/?q=pain+{next(self.numbers)}"))
            self.longest = max(self.longest, time.monotonic() - begun)

    @property
    def failed(self):
        return [status for status in self.answers if status != 200]


def installs(machine):
    begun = time.monotonic()
    told = machine.does(f"pain_site/deploy/install {HOST}", user="keeper")
    holds(
        answer("/healthz") == 200, f"A keeper without root's password installed it in {time.monotonic() - begun:.0f} s."
    )
    print(told[told.index("What is left") :])
    for unit in UNITS:
        holds(machine.asked(f"systemctl is-active {unit}").stdout.strip() == "active", f"{unit} runs.")
    users = set(
        machine.does("ps -eo user:20=,args= | grep -E 'gunicorn|celery' | grep -v grep | cut -d' ' -f1").split()
    )
    holds(users == {"pain-site", "pain-site-log"}, "None of its processes is root's.")
    holds([answer(path) for path in ("/search/", "/admin/login/", "/nowhere/")] == [200, 200, 404], "Pages answer.")


def comes_anew(machine):
    """The next release has a migration of the table that readers read from."""
    migrations = "articles/migrations"
    latest = machine.does(f"ls /home/keeper/pain_site/{migrations} | grep ^0 | tail -1").removesuffix(".py")
    path = machine.root / f"home/keeper/pain_site/{migrations}/9999_tried.py"
    path.write_text(MIGRATION.format(latest=latest))
    commit = "cd pain_site && git add . && git -c user.name=keeper -c user.email=keeper@localhost commit --quiet -m Try"
    machine.does(commit, user="keeper")
    before = machine.main_process("pain-site-web")
    with Readers().asking() as readers:
        machine.does(f"pain_site/deploy/install {HOST}", user="keeper")
        time.sleep(5)
    holds(machine.main_process("pain-site-web") != before, "The next release answers, with its migration.")
    sentence = f"{len(readers.answers)} questions of readers meanwhile, none without an answer; the longest took "
    holds(not readers.failed, f"{sentence}{readers.longest:.1f} s. {readers.failed[:5] or ''}")


def survives(machine):
    for unit in UNITS:
        before = machine.main_process(unit)
        machine.does(f"kill -KILL {before}")
        seconds = until(partial(machine.has_another, unit, before), 60, f"{unit} comes back")
        say(f"{unit} was killed, and was there again after {seconds:.0f} s.")
    until(lambda: answer("/search/") == 200, 60, "pages answer after that")


#: A pair of keys of somebody elsewhere, for a site whose backups are locked.
KEYS = """\
mkdir -m 700 /root/keys
GNUPGHOME=/root/keys gpg --batch --quiet --passphrase '' --quick-gen-key backup@example.org future-default
GNUPGHOME=/root/keys gpg --export --armor > /etc/pain-site/backup.asc
"""


def lines_of_the_manual(beginning):
    """The lines of shell in docs/operations/backups.md that begin so, to the end of their block."""
    manual = (PROJECT / "docs/operations/backups.md").read_text()
    return re.search(rf"^    {re.escape(beginning)}.*\n(?:    .*\n)*", manual, re.MULTILINE)[0]


def is_backed_up(machine):
    machine.does(f"set -e\n{KEYS}{lines_of_the_manual('adduser --system --ingroup pain-site --no-create-home')}")
    made = machine.does("ls /var/backups/pain-site/*").split()
    holds({"database.dump.gpg", "manifest.json"} <= set(made), "A backup was made by its unit, and is locked.")


def comes_back(machine):
    """After the machine was switched off and on."""
    seconds = until(lambda: answer("/search/") == 200, 180, "pages answer after the machine was started anew")
    say(f"The machine was switched off and on; pages answered {seconds:.0f} s after it was up.")


#: What a site leaves on a machine, each a line of shell that prints it.
TRACES = (
    "ls -d /opt/pain-site* /etc/pain-site* /var/lib/pain-site* /etc/systemd/system/*pain* 2>/dev/null",
    "getent passwd | grep pain-site",
    "ps -e -o args= | grep [c]elery",
    "runuser -u postgres -- psql -Atc 'SELECT rolname FROM pg_roles' | grep pain",
)


def goes(machine):
    machine.does(f"pain_site/deploy/install --remove {HOST}", user="keeper")
    left = [line for trace in TRACES for line in machine.asked(trace).stdout.splitlines()]
    holds(not left, f"Removed, and nothing is left of it. {left or ''}")


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the machine ends with us
    for tool in ("mmdebstrap", "systemd-nspawn", "nsenter", "git"):
        shutil.which(tool) or sys.exit(f"This needs {tool}.")
    for port in (80, 443, 5432, 6379):
        with socket.socket() as found:
            found.connect_ex(("127.0.0.1", port)) or sys.exit(f"Port {port} of this machine is taken.")
    with tempfile.TemporaryDirectory(prefix="pain-site-debian-") as folder:
        named = sys.argv[1:2] if sys.argv[1:2] in (["bookworm"], ["trixie"]) else []
        machine = Machine(folder, *(named or ["trixie"]), sys.argv[1 + len(named) :])
        machine.make()
        say(f"A bare Debian was made: {machine.release}.")
        for parts in ((installs, is_backed_up, comes_anew, survives), (comes_back, goes)):
            with machine.started():
                for part in parts:
                    part(machine)


if __name__ == "__main__":
    main()
