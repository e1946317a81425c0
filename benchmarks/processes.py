"""What the web processes take, run as the public site runs them: python -m benchmarks.processes [--processes N].

gunicorn with deploy/gunicorn.conf.py and the demo. How long it is until the first answer; and of each process, after
many requests and texts of readers: what it has in memory, what it has of its own, and its share: of what several
processes have together each has its part. Linux only, which says all this.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.readers.__main__ import ARTICLE, SITE, answers, environment, get, prepare
from pain_site.stack.servers.child import Child, wait_until
from pain_site.stack.servers.data_stores import Servers
from pain_site.stack.state import State

PATHS = (
    "/",
    ARTICLE,
    f"{ARTICLE}history/",
    "/back-pain/",
    "/search/?q=pain",
    "/search/?q=nobody+would+miss+me",
    "/topics/",
)
ROUNDS = 60
KINDS = {"all": "Rss", "its share": "Pss", "its own": "Private_Dirty"}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="processes-") as folder:
        state = State(folder)
        state.make()
        servers = Servers(state, {}, say=lambda line: None)
        web = None
        try:
            servers.start()
            env = environment(state, servers)
            prepare(servers, env)
            own = {"GUNICORN_BIND": f"127.0.0.1:{SITE}", "WEB_PROCESSES": str(options.processes)}
            command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "pain_site.wsgi"]
            web = Child("web", command, state=state, env=env | own)
            began = time.perf_counter()
            web.start()
            wait_until(lambda: answers(SITE), seconds=60)
            print(f"the first answer after {time.perf_counter() - began:.1f} s")
            for _round in range(ROUNDS * options.processes):
                for path in PATHS:
                    get(SITE, path)
            tell(web.process.pid)
        finally:
            if web:
                web.stop()
            servers.stop()


def tell(first):
    """A line for the process that was there first, and for each that it forked."""
    forked = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    print("MB in memory:", ", ".join(KINDS))
    for name, process in [("first", first), *(("forked", number) for number in forked)]:
        said = Path(f"/proc/{process}/smaps_rollup").read_text()
        kilobytes = [int(re.search(rf"^{kind}:\s+(\d+)", said, re.MULTILINE)[1]) for kind in KINDS.values()]
        print(f"{name:8}", *(f"{each / 1024:8.0f}" for each in kilobytes))


if __name__ == "__main__":
    main()
