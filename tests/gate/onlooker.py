"""Whoever looks at the site after every step, and knows by rules written here once more what must be so.

The rules are asked from the tables and from the reader's side, so that a hole in the gate's own functions is seen.
"""

import re

from django.test import Client

from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.signers.credentials import Credential, PersonAccount
from tests.gate import oracle
from tests.gate.rereading import Memory
from tests.plugins.stores import forget_what_was_kept

MARK = re.compile(r"mark\d+x")


class Onlooker:
    """Has looked at everything when it is made, and looks again only at what can have changed since.

    `pages` are the ids of those that are acted on. `lawful` are the editions that were found to be: no number is given
    twice, also after a rollback.
    """

    def __init__(self, pages):
        self.pages, self.turn, self.lawful = pages, 0, set()
        self.memory = Memory()
        own, around = self.memory.answer(self.paths)
        for path in [*own, *around]:
            self.memory.answer(self.marks_at, path)
        self.at_first = self.memory

    def begin_again(self):
        """All is as it was when this was made."""
        forget_what_was_kept()
        self.memory, self.turn = self.at_first.once_more(), 0

    def look(self):
        """AssertionError where something is not as it must be."""
        self.memory.forget_what_may_have_changed()
        self.memory.answer(self.every_edition_was_allowed)
        self.readers_see_editions_only()
        self.memory.answer(self.who_may_sign_follows_from_the_record)

    def every_edition_was_allowed(self):
        for edition in Edition.objects.exclude(pk__in=self.lawful):
            assert oracle.findings(edition) == []
            self.lawful.add(edition.pk)

    def readers_see_editions_only(self):
        """On the pages that are acted on, and on one of the others in turn."""
        allowed = self.memory.answer(self.allowed_marks)
        own, around = self.memory.answer(self.paths)
        self.turn += 1
        for path in [*own, around[self.turn % len(around)]]:
            seen = self.memory.answer(self.marks_at, path)
            assert seen <= allowed, f"{path} shows {sorted(seen - allowed)}"

    def allowed_marks(self):
        """All that may stand anywhere."""
        current = Publication.objects.readable().select_related("edition")
        allowed = {mark for publication in current for mark in MARK.findall(publication.edition.document)}
        # The history on a page tells what each of its editions changed.
        notes = Edition.objects.filter(page__in=[publication.page_id for publication in current])
        allowed |= {mark for note in notes.values_list("change_note", flat=True) for mark in MARK.findall(note)}
        # In place of a text that was taken away stand its title, as it was signed, and why.
        titles = Publication.objects.values_list("edition__title", flat=True)
        # Of one that was retracted also the way to its history, which begins with its address, as it was signed.
        retracted = Publication.objects.filter(status=PublicationStatus.RETRACTED).select_related("edition")
        slugs = [publication.edition.content["slug"] for publication in retracted]
        return allowed | {mark for words in (*titles, *slugs) for mark in MARK.findall(words)}

    def paths(self):
        """Where readers get the pages that are acted on, and where they get others."""
        own = Publication.objects.filter(page_id__in=self.pages).values_list("path", flat=True)
        around = Publication.objects.exclude(page_id__in=self.pages).values_list("path", flat=True)
        return list(own), list(around)

    def marks_at(self, path):
        return set(MARK.findall(Client().get(path).content.decode()))

    def who_may_sign_follows_from_the_record(self):
        assert oracle.accounts() == set(PersonAccount.objects.values_list("person", "user"))
        assert oracle.credentials() == set(Credential.objects.standing().values_list("pk", "person", "expires_on"))
