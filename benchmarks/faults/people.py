"""Who uses the site while its parts fail: each does one thing over and over, and keeps what came of it."""

import itertools
import re
import threading
import time
from dataclasses import dataclass

from .browser import Browser, LoggedOut, Refused

PASSWORD = "demo-only-password"
READ = ("/", "/back-pain/", "/back-pain/sciatica/", "/back-pain/slipped-disc/", "/search/?q=numb")
REPORTED = "/back-pain/sciatica/"


@dataclass(frozen=True)
class Attempt:
    """`what` is a sentence of ours that can be found again; `failure` is empty when the site said that it was done."""

    begun: float
    ended: float
    what: str
    failure: str = ""

    @property
    def succeeded(self):
        return not self.failure


class Person(threading.Thread):
    """Does `once` until the site is left alone; whoever is logged out begins anew."""

    pause = 0.3

    def __init__(self, address, stopped):
        super().__init__(daemon=True, name=type(self).__name__)
        self.address, self.stopped, self.attempts, self.numbers = address, stopped, [], itertools.count(1)
        self.browser = None

    def run(self):
        while not self.stopped.wait(self.pause):
            what, begun, failure = self.sentence(next(self.numbers)), time.monotonic(), ""
            try:
                self.begin()
                self.once(what)
            except Refused as refused:
                failure = str(refused)
                if isinstance(refused, LoggedOut):
                    self.browser = None
            self.attempts.append(Attempt(begun, time.monotonic(), what, failure))

    def successes(self, since):
        """How many attempts that were begun since then succeeded."""
        return sum(attempt.succeeded and attempt.begun > since for attempt in self.attempts)

    def sentence(self, number):
        return f"{self.name} {number}"

    def begin(self):
        """Whatever comes before it, unless it is done."""
        self.browser = self.browser or Browser(self.address)

    def once(self, what):
        raise NotImplementedError


class Reading(Person):
    pause = 0.1

    def once(self, what):
        path = READ[len(self.attempts) % len(READ)]
        status, _, text = self.browser.ask(path)
        if status != 200:
            raise Refused(f"{status} {path}")


class Voting(Person):
    def begin(self):
        if self.browser is None:
            browser = Browser(self.address)
            self.action, self.fields = browser.form(REPORTED, having="token")
            self.browser = browser

    def once(self, what):
        self.browser.send(self.action, [*self.fields, ("helpful", "yes")])


class Reporting(Person):
    """Each report is about other words, so that each can be told from the others."""

    def begin(self):
        if self.browser is None:
            browser = Browser(self.address)
            _, fields = browser.form(REPORTED, having="token")
            [edition] = re.findall(r"^(\d+):", dict(fields)["token"]) or [dict(fields).get("edition")]
            self.action, self.fields = browser.form(f"/feedback/report/?edition={edition}", having="comment")
            time.sleep(3)  # nobody writes a sentence in less, and who did would be taken for a program
            self.browser = browser

    def sentence(self, number):
        return f"Sentence {number} of this page should say which exercises are meant."

    def once(self, what):
        mine = {"comment": what, "reason": "not_accurate"}
        self.browser.send(self.action, [field for field in self.fields if field[0] not in mine] + list(mine.items()))


class Saving(Person):
    """A writer's drafts of a word of the glossary, a screen that needs no JavaScript."""

    pause, page, email = 1, "Placebo", "beatriz.oyelaran-holt@example.org"

    def begin(self):
        if self.browser is None:
            self.browser = Browser(self.address).log_in(self.email, PASSWORD)

    def sentence(self, number):
        return f"{self.page} {number}"

    def once(self, what):
        self.save(what)

    def save(self, title, *buttons):
        action, fields = self.browser.form(f"/admin/pages/{self.page_id}/edit/", having="definition")
        said = {"title": title, "change_class": "update", "change_note": "The title says how often it was changed."}
        kept = [field for field in fields if field[0] not in said]
        self.browser.send(action, [*kept, *said.items(), *buttons])


class Publishing(Saving):
    """A new edition of another word: written, submitted, signed by a fact checker and by a medical reviewer."""

    page = "Traction"
    signers = ("rohan.mistry-clarke@example.org", "ingrid.solvang-rao@example.org")

    def begin(self):
        if self.browser is None:
            self.signing = [Browser(self.address).log_in(email, PASSWORD) for email in self.signers]
        super().begin()

    def once(self, what):
        self.sign()  # what a failure left half-way: nobody edits a text that is in review
        self.save(what, ("action-submit", "1"))
        if self.sign() != len(self.signing):
            raise Refused("submitted, and not signed by all")

    def sign(self):
        """Sign as all who are asked to; how many were."""
        signed = 0
        for signer in self.signing:
            found = signer.form(f"/admin/review/{self.page_id}/", having="which_interests", must=False)
            if found:
                action, fields = found
                signer.send(action, [*fields, ("interests", "none"), ("agreed", "on"), ("sign", "1")])
                signed += 1
        return signed
