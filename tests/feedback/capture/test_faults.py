"""Nothing that readers send is lost, and the desk is told of all of it once: whatever is killed under load."""

import itertools
import signal
import sys
import threading
import time

import pytest

from editorial.feedback.reports.receipts import edition_token
from tests.feedback.capture.site import Site, members_of_group
from tests.feedback.form_time import time_in_form

READERS = 4
#: What the clock does each minute, after what lies on disk was brought in.
CATCH_UP = """
from editorial.feedback.tasks import catch_up, drain_spool
drain_spool()
catch_up()
"""


@pytest.fixture(scope="module")
def site():
    """The whole site on servers of its own, that keep what they have when they are killed."""
    with Site() as site:
        yield site


class Readers:
    """Some readers who send votes and comments as long as they are let, each comment another one."""

    def __init__(self, site):
        self.site = site
        self.stopped = threading.Event()
        self.numbers = itertools.count(1)
        self.votes, self.comments, self.refused = [], [], []
        self.opened = time_in_form(1)
        self.threads = [threading.Thread(target=self.go_on) for _ in range(READERS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *failure):
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def go_on(self):
        while not self.stopped.is_set():
            number = next(self.numbers)
            if number % 2:
                form = {"edition": 1, "token": edition_token(1), "helpful": "yes"}
                self.note(self.votes, number, self.site.send("/feedback/", form))
            else:
                comment = f"Sentence {number} about heat."
                form = {"edition": 1, "opened": self.opened, "reason": "not_accurate", "comment": comment}
                self.note(self.comments, comment, self.site.send("/feedback/report/", form))
            time.sleep(0.05)

    def note(self, thanked, what, status):
        (thanked if status == 303 else self.refused).append(what)


def killed(child):
    """The server, killed at once together with what it started, and away for two seconds."""
    child.process.send_signal(signal.SIGKILL)
    child.process.wait()
    time.sleep(2)
    assert members_of_group(child.process.pid) == []


@pytest.mark.skipif(sys.platform != "linux", reason="kills process groups as Linux does")
@pytest.mark.long
def test_what_readers_were_thanked_for_is_stored_and_told_once_whatever_is_killed(site):
    with Readers(site) as readers:
        time.sleep(1)
        killed(site.servers.postgres.child)
        site.servers.postgres.start()
        time.sleep(1)
        killed(site.servers.valkey.child)
        site.servers.valkey.start()
        time.sleep(1)
        killed(site.worker)
        site.worker.start()
        time.sleep(1)
    site.manage("shell", "-c", CATCH_UP)

    stored = [comment for (comment,) in site.rows("SELECT comment FROM feedback_report WHERE comment <> ''")]
    ((votes,),) = site.rows("SELECT count(*) FROM feedback_report WHERE helpful AND comment = ''")
    assert site.web.has_said("a report goes to disk")
    assert readers.refused == [] and len(readers.comments) > 20
    assert sorted(stored) == sorted(readers.comments)
    assert votes == len(readers.votes)
    told = site.rows("SELECT r.comment FROM letters_letter l JOIN feedback_report r ON l.occasion = 'report ' || r.id")
    assert sorted(comment for (comment,) in told) == sorted(readers.comments)
