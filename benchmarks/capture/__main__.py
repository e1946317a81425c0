"""How many readers' votes and comments the site takes in a second: python -m benchmarks.capture [--seconds N].

Two gunicorn workers on a PostgreSQL of their own that keeps its promises (fsync), each with half of the connections: on
one port it is luck which of them takes how many, and one of them alone takes half as much. Beside them a view that does
nothing but one INSERT, and PostgreSQL alone. Needs wrk (Debian: apt install wrk).
"""

import argparse
import os
import re
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.capture.statements import EDITION, INSERT
from pain_site.stack.environment import site_environment
from pain_site.stack.manage import manage_command
from pain_site.stack.servers.child import Child
from pain_site.stack.servers.data_stores import Servers
from pain_site.stack.state import State

PORTS = 8198, 8199
CONNECTIONS = 8  # to each
ROUNDS = 9


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=3)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not installed: apt install wrk")
    with tempfile.TemporaryDirectory(prefix="capture-") as folder:
        state = State(folder)
        state.make()
        servers = Servers(state, {}, say=lambda line: None)
        workers = []
        try:
            servers.start()
            env = environment(state, servers)
            prepare(servers, env)
            workers = [gunicorn(port, state, env) for port in PORTS]
            for worker in workers:
                worker.start()
            time.sleep(6)
            measure(servers, signed(env), Path(folder), options.seconds)
        finally:
            for worker in workers:
                worker.stop()
            servers.stop()


def environment(state, servers):
    own = site_environment({"PATH": os.environ["PATH"]}, state=state, port=PORTS[0])
    return own | servers.addresses() | {"DJANGO_SETTINGS_MODULE": "benchmarks.capture.settings"}


def prepare(servers, env):
    as_owner = env | servers.addresses(as_owner=True)
    roles = ["--web-role", servers.web_role, "--readers-role", servers.readers_role]
    migrate = manage_command("migrate", "--verbosity", "0", *roles)
    subprocess.run(migrate, env=as_owner, check=True, stdout=subprocess.DEVNULL)
    with servers.postgres.connect("pain_site") as connection:
        connection.execute(EDITION)


def gunicorn(port, state, env):
    command = ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--worker-class", "gthread"]
    more = ["--threads", "4", "--no-control-socket", "pain_site.wsgi:application"]
    return Child(f"web-{port}", [sys.executable, *command, *more], state=state, env=env)


def signed(env):
    """What we sign in the forms for a vote and for a report; these are sent later than a robot's would be."""
    code = (
        "from editorial.feedback.reports.receipts import edition_token; "
        "from editorial.feedback.capture.limits.form_time import form_time; "
        "print(edition_token(1), form_time(1))"
    )
    done = subprocess.run(manage_command("shell", "-v", "0", "-c", code), env=env, check=True, capture_output=True)
    return done.stdout.decode().split()


def measure(servers, signed, folder, seconds):
    """Each in turn, several times, so that what else the machine does meets all of them."""
    edition_token, opened = signed
    vote = urlencode({"edition": 1, "token": edition_token, "helpful": "yes"})
    report = urlencode({"edition": 1, "opened": opened, "reason": "not_accurate"}) + "&comment=Heat+did+not+help+me"
    kinds = {
        "a minimal view": lambda: wrk("/minimal/", "a=b", folder, seconds),
        "a vote": lambda: wrk("/feedback/", vote, folder, seconds),
        "a report with a comment": lambda: wrk("/feedback/report/", f"{report}+at+all+WORDS.", folder, seconds),
        "one with a telephone number": lambda: wrk("/feedback/report/", f"{report}+NUMBER+WORDS.", folder, seconds),
        "PostgreSQL alone": lambda: alone(servers, seconds),
    }
    rates = {kind: [] for kind in kinds}
    for _round in range(ROUNDS):
        for kind, run in kinds.items():
            rates[kind].append(run())
    minimal = statistics.median(rates["a minimal view"])
    for kind, found in rates.items():
        rate = statistics.median(found)
        print(f"{kind:30}{rate:8.0f} a second{rate / minimal:8.2f} of a minimal view")


#: What wrk sends: NUMBER has nine digits, as a telephone's may, and WORDS are six; hardly a text comes twice.
SCRIPT = """
local words = {"back", "bed", "chair", "cold", "day", "floor", "leg", "night", "rest", "step", "walk", "week"}
local function some() return words[math.random(#words)] end
request = function()
  local body = [[BODY]]
  body = body:gsub("NUMBER", tostring(math.random(100000000, 999999999)))
  body = body:gsub("WORDS", table.concat({some(), some(), some(), some(), some(), some()}, "+"))
  return wrk.format("POST", "PATH", {["Content-Type"] = "application/x-www-form-urlencoded"}, body)
end
init = function() math.randomseed(os.time()) end
done = function(summary) io.write("refused ", summary.errors.status, "\\n") end
"""


def wrk(path, body, folder, seconds):
    script = folder / "post.lua"
    script.write_text(SCRIPT.replace("BODY", body).replace("PATH", path))
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script]
    options = {"stdout": subprocess.PIPE, "text": True}
    running = [subprocess.Popen([*command, f"http://127.0.0.1:{port}"], **options) for port in PORTS]
    said = [process.communicate()[0] for process in running]
    if not all("refused 0" in each for each in said):
        raise SystemExit(f"Some were refused at {path}:\n{said}")
    return sum(float(re.search(r"Requests/sec:\s+([\d.]+)", each)[1]) for each in said)


def alone(servers, seconds):
    """As many connections as the web processes have threads, each with nothing but the INSERT."""
    counts = []

    def insert():
        with servers.postgres.connect("pain_site") as connection:
            count, until = 0, time.monotonic() + seconds
            while time.monotonic() < until:
                connection.execute(INSERT, [secrets.token_hex(32)])
                count += 1
        counts.append(count)

    threads = [threading.Thread(target=insert) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


if __name__ == "__main__":
    main()
