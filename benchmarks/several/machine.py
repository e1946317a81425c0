"""A second machine: a web server and a worker that have the stores of the first, and a folder of their own."""

import os
import sys
from contextlib import contextmanager

from benchmarks.faults.site import NO_LIMITS, family
from pain_site.stack.environment import site_environment
from pain_site.stack.servers.child import Child, wait_until
from pain_site.stack.site import ALONE, CELERY_WORKER, status_of_home_page, web
from pain_site.stack.state import State

#: What several machines have to share, be it over a network file system.
SHARED = ("media", "edition-images", "moving-in", "static", "log")


class Machine:
    """What it keeps for itself is the disk on which reports wait."""

    def __init__(self, site, folder, port, **settings):
        self.state, self.port = State(folder / "second-machine"), port
        self.state.make()
        for name in SHARED:
            (site.state.folder / name).mkdir(exist_ok=True)
            (self.state.folder / name).symlink_to(site.state.folder / name)
        env = site_environment(os.environ | NO_LIMITS | settings, state=self.state, port=port)
        command = [*CELERY_WORKER, *ALONE, "--hostname", "second@%h", "--concurrency", "2"]
        self.web = web(self.state, env)
        self.worker = Child("worker", [sys.executable, *command], state=self.state, env=env)

    @contextmanager
    def running(self):
        try:
            self.start()
            yield self
        finally:
            self.web.stop()
            self.worker.stop()

    def start(self):
        for part in (self.web, self.worker):
            if part.process is None or part.has_ended():
                part.start()
        wait_until(lambda: status_of_home_page(self.port) == 200 and self.worker.has_said(" ready."), seconds=60)
        if status_of_home_page(self.port) != 200:
            raise SystemExit(f"The second machine does not answer:\n{self.web.last_lines()}")

    def family_of(self, part):
        return family(getattr(self, part).process.pid)
