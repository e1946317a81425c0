"""Moving in: the file is read twice, once for what it holds and once for its texts.

Each item is one transaction with its row, so an interrupted run has done some items and nothing of the others. A second
run changes nothing. A newer export renews drafts that nobody touched; where both sides changed, ours stays.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from articles.record.published.addresses import absolute
from articles.record.published.editions import Edition
from articles.stores.locks import alone
from editorial.accounts.users import User

from ..moved_in import MovedInThing, MovingIn
from .comments import Comments, nobody_keeps_comments
from .drafts import Drafts, known_by
from .exported.content import content_of
from .exported.contents import NEVER_SHOWN, TEXTS, Contents, Entry, key_of
from .exported.export import Item, read_export
from .exported.stream import RefusedExportError
from .exported.too_much import TooMuchError
from .fetching import fetch
from .pictures import Folder, NotTakenError, Pictures
from .places import Places, lead_from
from .preparing import prepare
from .report import Outcome, Report

logger = logging.getLogger(__name__)

#: Items whose words are elsewhere: in posts that use them, or in the site's own looks.
_KNOWN = {"attachment", "wp_block", "nav_menu_item"}
#: What came of items that have no page of their own here.
_WITHOUT_PAGE = {Outcome.OTHER, Outcome.SKIPPED, Outcome.FAILED}


class Progress(Protocol):
    """Is told how far a run is."""

    def __call__(self, done: int, total: int, words: str = "") -> None: ...


@dataclass(frozen=True)
class Options:
    """What whoever moves in chose."""

    media: Path | None = None
    fetch: bool = False
    dry_run: bool = False
    resume: bool = False
    as_articles: bool = False
    prepares_legacy: bool = False
    comments: bool = False


def move_in(path: Path, options: Options, report: Report, *, by: User | None, progress: Progress) -> None:
    """Bring a file's posts and pages in as drafts; RefusedExportError for a file that cannot be."""
    if options.comments and nobody_keeps_comments():
        raise RefusedExportError(_("Comments become readers’ reports, which this site was set up without."))
    size = path.stat().st_size
    with _alone(), Contents.of(path, lambda read: progress(read, size, _("read"))) as contents:
        for sentence in contents.site.notes:
            report.note(sentence)
        if options.dry_run or by is None:
            _Rehearsal(path, contents, options, report, progress).run()
        else:
            _Run(path, contents, options, report, by, progress).run()
            if options.prepares_legacy:
                _prepare(contents, report, progress)
        _tell_of_the_rest(contents, report)


def _prepare(contents: Contents, report: Report, progress: Progress) -> None:
    """Gather what may go out unreviewed, once two people have decided so. Nothing does by this."""
    run = prepare(site_of(contents.site.address), contents.digest, progress)
    if run is None:
        report.note(_("Nothing that came in is fit to go out unreviewed."))
        return
    told = {
        "texts": run.batch.texts.count(),
        "others": len(run.left_out),
        "address": absolute(reverse("exchange:legacy_batch", args=[run.pk])),
    }
    report.note(
        _(
            "%(texts)d texts wait for two editors, who decide whether they go out unreviewed; %(others)d others need a "
            "hand first: %(address)s"
        )
        % told
    )


@contextmanager
def _alone() -> Iterator[None]:
    """One run at a time: two would make everything twice."""
    with alone("exchange: moving in") as is_ours:
        if not is_ours:
            raise RefusedExportError(_("Somebody is moving in already. Wait until that run is over."))
        yield


class _Pass:
    """One way through the items of a file."""

    is_rehearsal = False

    def __init__(self, path: Path, contents: Contents, options: Options, report: Report, progress: Progress) -> None:
        self.path = path
        self.contents = contents
        self.report = report
        self.progress = progress
        self.site = site_of(contents.site.address)
        self.comments = Comments(self.site, is_wanted=options.comments, is_rehearsal=self.is_rehearsal)

    def run(self) -> None:
        for place, item in enumerate(self.items(), start=1):
            self.progress(place, self.contents.total, _("items"))
            if item.kind in TEXTS:
                entry = self.contents.by_key(key_of(item))
                hands: list[str] = []
                outcome, page = self.outcome_of(place, item, entry, hands)
                comments = self.comments.of(item, page, came_in=outcome not in _WITHOUT_PAGE)
                self.report.add(item.number, item.kind, item.title, item.link, outcome, page, hands, comments)
            else:
                self.comments.of(item, None, came_in=False)
        for sentence in self.comments.summary():
            self.report.note(sentence)

    def items(self) -> Iterator[Item]:
        return (part for part in read_export(self.path) if isinstance(part, Item))

    def outcome_of(self, place: int, item: Item, entry: Entry | None, hands: list[str]) -> tuple[Outcome, int | None]:
        if item.status in NEVER_SHOWN:
            hands.append(_("Its status there is “%s”, which WordPress shows to nobody.") % item.status)
            return Outcome.SKIPPED, None
        if entry is None or entry.place != place:
            hands.append(_("An item with the same number stands before it in the file."))
            return Outcome.FAILED, None
        return self.try_one(place, item, entry, hands)

    def try_one(self, place: int, item: Item, entry: Entry, hands: list[str]) -> tuple[Outcome, int | None]:
        """One item's trouble does not stop the others."""
        try:
            return self.one(place, item, entry, hands)
        except TooMuchError as refused:
            hands.append(str(refused))
        except Exception:
            logger.exception("item %s of an export could not come in", item.number)
            hands.append(_("It could not be made a page; the log of the program says why."))
        return Outcome.FAILED, None

    def one(self, place: int, item: Item, entry: Entry, hands: list[str]) -> tuple[Outcome, int | None]:
        raise NotImplementedError


class _Rehearsal(_Pass):
    """Says what would come in, and writes nothing."""

    is_rehearsal = True

    def one(self, place: int, item: Item, entry: Entry, hands: list[str]) -> tuple[Outcome, int | None]:
        content = content_of(item, self.contents)
        hands += [*content.hands, *content.told]
        return Outcome.WOULD, None


class _Run(_Pass):
    """Makes drafts."""

    def __init__(
        self, path: Path, contents: Contents, options: Options, report: Report, by: User, progress: Progress
    ) -> None:
        super().__init__(path, contents, options, report, progress)
        source = Folder(options.media) if options.media else fetch if options.fetch else None
        self.pictures = Pictures(self.site, source, by)
        self.places = Places(contents, self.site, by)
        self.drafts = Drafts(contents, self.site, self.places, self.pictures, by=by, as_articles=options.as_articles)
        self.resume = options.resume
        self.before = 0

    def run(self) -> None:
        unfinished = MovingIn.objects.filter(file_digest=self.contents.digest, ended_at=None).order_by("-pk").first()
        resumed = unfinished if self.resume else None
        self.moving_in = resumed or MovingIn.objects.create(file_digest=self.contents.digest)
        self.before = self.moving_in.done
        if self.before:
            self.report.note(_("The first %d items were done before the interruption.") % self.before)
        texts = sum(self.contents.counts[kind] for kind in TEXTS)
        for number, entry in enumerate(self.contents.texts(), start=1):
            self.progress(number, texts, _("pages"))
            if entry.is_text and entry.key not in self.drafts.deleted:
                self._place(entry)
        super().run()
        self.lead_from_pictures()
        MovingIn.objects.filter(pk=self.moving_in.pk).update(ended_at=timezone.now())

    def _place(self, entry: Entry) -> None:
        """One item's trouble does not stop the others, nor every time when somebody goes on."""
        try:
            self.drafts.place(entry)
        except Exception:
            logger.exception("item %s of an export got no page", entry.number)

    def one(self, place: int, item: Item, entry: Entry, hands: list[str]) -> tuple[Outcome, int | None]:
        if entry.key in self.drafts.deleted:
            hands.append(_("Its page was deleted here, and does not come back."))
            return Outcome.SKIPPED, None
        if entry.key not in self.drafts.pages:
            hands.append(_("No place could be made for it; the log of the program says why."))
            return Outcome.FAILED, None
        page_id = self.drafts.pages[entry.key]
        row = MovedInThing.objects.get(site=self.site, kind="item", key=entry.key)
        if place <= self.before and (row.stage, row.digest) == (MovedInThing.Stage.CAME_IN, item.digest):
            hands += row.facts.get("hands", [])
            return Outcome.UNCHANGED, page_id
        outcome = self._wanted(row, item)
        if outcome is Outcome.OTHER:
            hands.append(_("An item of another site with the same address and number came in before it."))
            return outcome, None
        if outcome in (Outcome.CONFLICT, Outcome.UPDATED):
            lead_from(entry.addresses, Page(pk=page_id), self.site)  # it may be found elsewhere there by now
        if outcome is Outcome.CONFLICT:
            hands.append(_("Somebody worked on the draft here, and it changed there too. Compare them."))
        elif outcome is Outcome.UNCHANGED:
            self.drafts.count_reads(row, item)
        else:
            try:
                with transaction.atomic():
                    hands += self.drafts.write(row, item)
                    self._is_done(place)
            except BaseException:
                self.places.made.clear()  # what was made for it is not there either
                raise
        return outcome, page_id

    def _is_done(self, place: int) -> None:
        MovingIn.objects.filter(pk=self.moving_in.pk).update(done=place)

    def _wanted(self, row: MovedInThing, item: Item) -> Outcome:
        if row.stage == MovedInThing.Stage.PLACED:
            return Outcome.NEW
        if all(row.facts.get(name) != value for name, value in known_by(item).items()):
            return Outcome.OTHER
        if row.digest == item.digest and not any(map(self._is_there_now, row.facts.get("lacking", []))):
            return Outcome.UNCHANGED
        latest = Page.objects.values_list("latest_revision_id", flat=True).get(pk=row.page_id)
        touched = latest != row.revision or Edition.objects.filter(page=row.page).exists()
        if touched:
            return Outcome.UNCHANGED if row.digest == item.digest else Outcome.CONFLICT
        return Outcome.UPDATED

    def _is_there_now(self, address: str) -> bool:
        """Whether a picture can be had that could not be had before."""
        if not isinstance(self.pictures.source, Folder):
            return False
        try:
            self.pictures.kept(address)
        except NotTakenError:
            return False
        return True

    def lead_from_pictures(self) -> None:
        """The page that WordPress made for each picture leads to the text that the picture belongs to."""
        for entry in self.contents.of_kind("attachment"):
            parent = self.contents.by_number(entry.parent)
            if parent and parent.key in self.drafts.pages:
                lead_from(entry.addresses, Page(pk=self.drafts.pages[parent.key]), self.site)


def account_of_nobody() -> User:
    """Whose drafts are those for which nobody was named: an account that cannot log in, so it never signs."""
    email = f"moved-in@{urlsplit(settings.BASE_URL).hostname or 'localhost'}"
    names = {"first_name": "Moved in", "last_name": "from WordPress", "is_active": False}
    return User.objects.filter(email=email).first() or User.objects.create_user(email, **names)


def site_of(address: str) -> str:
    """What a site is known by, whatever its protocol."""
    parts = urlsplit(address.strip())
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}"[:200]


def _tell_of_the_rest(contents: Contents, report: Report) -> None:
    """What is in the file and is no text: nothing is passed over in silence."""
    menus = [entry.title or entry.slug for entry in contents.of_kind("nav_menu_item")]
    if menus:
        named = Truncator(", ".join(filter(None, menus))).chars(1000)
        sentence = ngettext(
            "%(number)d entry of menus stayed out; choose the topics of the home page instead: %(named)s",
            "%(number)d entries of menus stayed out; choose the topics of the home page instead: %(named)s",
            len(menus),
        )
        report.note(sentence % {"number": len(menus), "named": named})
    for term in contents.site.terms:
        if term.description:
            told = {"name": term.name or term.slug, "taxonomy": term.taxonomy, "words": term.description}
            report.note(_("The description of “%(name)s” (%(taxonomy)s) stayed out: %(words)s") % told)
    for kind, number in sorted(contents.counts.items()):
        if kind not in {*TEXTS, *_KNOWN}:
            sentence = ngettext(
                "%(number)d item of the kind “%(kind)s” stayed out.",
                "%(number)d items of the kind “%(kind)s” stayed out.",
                number,
            )
            report.note(sentence % {"number": number, "kind": kind})
