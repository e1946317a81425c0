"""What readers' pages take: python -m benchmarks.readers [--seconds N] [--json FILE].

The demo under the public site's settings, gunicorn with one process and four threads, PostgreSQL and Valkey of its own.
Each page is asked for over four connections, in turn with views that do nothing but send as many bytes, or ask one
question first: the ratio to those says more than a rate of this machine. Needs wrk (Debian: apt install wrk). Where
nginx is installed, the article is also asked for through it, in turn with the same bytes as a file that nginx has.
"""

import argparse
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.readers import front
from pain_site.stack.environment import site_environment
from pain_site.stack.manage import manage_command
from pain_site.stack.servers.child import Child, wait_until
from pain_site.stack.servers.data_stores import Servers
from pain_site.stack.state import State

with ExitStack() as stack:
    free = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _number in range(3)]
    SITE, YARDSTICK, FRONT = [server.getsockname()[1] for server in free]
CONNECTIONS, ROUNDS = 4, 5
HEADERS = {"Accept-Encoding": "gzip, deflate, br", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
ARTICLE = "/back-pain/slipped-disc/"
SCHEMES = {FRONT: "https"}
A_FILE = "nginx: the same as a file"
GZIP = {"Accept-Encoding": "gzip"}  # which nginx has files of
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Measured:
    """Of one kind of answer: how many a second, the slowest of a hundred and the processor's time of each in ms."""

    rate: float
    p99: float
    python: float
    postgresql: float


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not installed: apt install wrk")
    with tempfile.TemporaryDirectory(prefix="readers-") as folder:
        state = State(folder)
        state.make()
        servers = Servers(state, {}, say=lambda line: None)
        web = []
        try:
            servers.start()
            env = environment(state, servers)
            prepare(servers, env)
            web = [gunicorn(SITE, state, env, "settings"), gunicorn(YARDSTICK, state, env, "yardstick_settings")]
            for each in web:
                each.start()
                wait_until(lambda port=each.port: answers(port), seconds=60)
                if not answers(each.port):
                    raise SystemExit(f"Nobody answers at {each.port}:\n{each.last_lines()}")
            if shutil.which("nginx"):
                web.append(front.nginx(FRONT, SITE, state, Path(folder) / "nginx", front.plain(SITE, ARTICLE)))
                web[-1].start()
            found = measure(web, servers, options.seconds)
        finally:
            for each in web:
                each.stop()
            servers.stop()
    show(found)
    if options.json:
        said = {"machine": machine(), "measured": {kind: asdict(each) for kind, each in found.items()}}
        options.json.write_text(json.dumps(said, indent=1))


def environment(state, servers):
    own = site_environment({"PATH": os.environ["PATH"]}, state=state, port=SITE)
    return (
        own
        | servers.addresses()
        | {
            "DJANGO_SETTINGS_MODULE": "benchmarks.readers.settings",
            "BASE_URL": "https://127.0.0.1",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SECRET_KEY": "for-a-benchmark-only-and-longer-than-fifty-characters-as-it-should-be",
        }
    )


def prepare(servers, env):
    owner = env | servers.addresses(as_owner=True)
    roles = ["--web-role", servers.web_role, "--readers-role", servers.readers_role]
    run = [
        (owner, ["migrate", "--verbosity", "0", *roles]),
        (env, ["collectstatic", "--no-input", "--verbosity", "0"]),
        (owner | {"DJANGO_SETTINGS_MODULE": "pain_site.settings.dev"}, ["load_demo"]),
    ]
    for environ, command in run:
        subprocess.run(manage_command(*command), env=environ, check=True, stdout=subprocess.DEVNULL)


def gunicorn(port, state, env, settings):
    command = ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--worker-class", "gthread"]
    more = ["--threads", "4", "--keep-alive", "75", "--no-control-socket", "pain_site.wsgi:application"]
    env = env | {"DJANGO_SETTINGS_MODULE": f"benchmarks.readers.{settings}"}
    child = Child(f"web-{port}", [sys.executable, *command, *more], state=state, env=env)
    child.port = port
    return child


def answers(port):
    try:
        return get(port, "/bare/" if port == YARDSTICK else "/").status == 200
    except OSError:
        return False


def get(port, path):
    return urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=HEADERS))


def measure(web, servers, seconds):
    """Each in turn, several times, so that what else the machine does meets all of them; the medians."""
    etag = get(SITE, ARTICLE).headers["ETag"]
    kinds = {
        "a bare view": (YARDSTICK, "/bare/", {}),
        "a view with one question": (YARDSTICK, "/one-query/", {}),
        "an article, kept": (SITE, ARTICLE, {}),
        "one question, 304": (YARDSTICK, "/one-query-304/", {}),
        "an article, 304": (SITE, ARTICLE, {"If-None-Match": etag}),
        "the home page, kept": (SITE, "/", {}),
        "a topic, kept": (SITE, "/back-pain/", {}),
        "A to Z": (SITE, "/a-z/", {}),
        "our people": (SITE, "/about/people/", {}),
        "an edition, rendered": (SITE, f"{ARTICLE}editions/1/", {}),
        "a history": (SITE, f"{ARTICLE}history/", {}),
        "corrections": (SITE, "/corrections/", {}),
        "a search": (SITE, "/search/?q=sciatica", {}),
    }
    pids = {each.port: workers_of(each.process.pid) for each in web}
    if FRONT in pids:
        pids[FRONT] += pids[SITE]
        kinds |= {A_FILE: (FRONT, front.FILE, GZIP), "nginx: an article": (FRONT, ARTICLE, GZIP)}
    postmaster = servers.postgres.child.process.pid
    rounds = {kind: [] for kind in kinds}
    for _round in range(ROUNDS):
        for kind, (port, path, headers) in kinds.items():
            rounds[kind].append(once(port, path, headers, seconds, pids[port], postmaster))
    return {kind: Measured(*map(statistics.median, zip(*found, strict=True))) for kind, found in rounds.items()}


def once(port, path, headers, seconds, pids, postmaster):
    python, postgresql = processor(pids), processor(children_of(postmaster))
    sent = [word for name, value in (HEADERS | headers).items() for word in ("-H", f"{name}: {value}")]
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "--latency",
        *sent,
        f"{SCHEMES.get(port, 'http')}://127.0.0.1:{port}{path}",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said and "304" not in path and "If-None-Match" not in headers:
        raise SystemExit(f"Some were refused at {path}:\n{said}")
    number = int(re.search(r"(\d+) requests in", said)[1])
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    p99 = float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    used = processor(pids) - python, processor(children_of(postmaster)) - postgresql
    return rate, p99, *(1000 * each / number for each in used)


def processor(pids):
    """Seconds of the processor that these processes have used."""
    used = 0
    for pid in pids:
        with suppress(FileNotFoundError):  # PostgreSQL's helpers come and go
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            used += int(fields[11]) + int(fields[12])
    return used / TICKS


def children_of(pid):
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


def workers_of(pid):
    time.sleep(1)
    return children_of(pid)


def machine():
    model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    return {
        "date": time.strftime("%Y-%m-%d"),
        "processor": model[1] if model else "unknown",
        "processors": os.cpu_count(),
        "python": sys.version.split()[0],
    }


def show(found):
    one, one_304 = found["a view with one question"].rate, found["one question, 304"].rate
    print(f"{'':28}{'a second':>10}{'ratio':>8}{'p99 ms':>9}{'Python ms':>11}{'PostgreSQL ms':>15}")
    for kind, each in found.items():
        beside = found[A_FILE].rate if kind.startswith("nginx") else one_304 if "304" in kind else one
        ratio = each.rate / beside
        print(f"{kind:28}{each.rate:10,.0f}{ratio:8.2f}{each.p99:9.1f}{each.python:11.2f}{each.postgresql:15.2f}")


if __name__ == "__main__":
    main()
