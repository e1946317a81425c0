"""Which of the texts that came in make a batch, and which stay out of it until somebody had a hand in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import unescape

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.record.document import texts_of
from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition
from articles.record.published.legacy import ImportedText, LegacyBatch, LegacyText, as_it_came_in
from articles.record.published.publications import Publication
from editorial.review.signing.rules import unmet_by_imported

from ..legacy.runs import LegacyRun
from ..moved_in import MovedInThing
from .exported.blocks import TAG
from .exported.claims import says_reviewed

Told = Callable[[int, int, str], None]


@dataclass
class _Sorted:
    """The texts that go into a batch, by page, and why others stay out."""

    taken: dict[int, ImportedText] = field(default_factory=dict)
    left_out: dict[int, list[str]] = field(default_factory=dict)
    #: The pages that the taken texts name: topics and people.
    named: set[int] = field(default_factory=set)


def prepare(site: str, file_digest: str, progress: Told) -> LegacyRun | None:
    """A batch of what came in from a site as it is and needs no hand; None where there is nothing. It decides nothing.

    Topics and people come along where a text lies below them or names them: without them it would have no address.
    """
    moved_in = MovedInThing.objects.filter(site=site, page__isnull=False).exclude(kind="picture")
    things = {thing.page_id: thing for thing in moved_in if thing.page_id}
    texts = {text.page_id: text for text in as_it_came_in(things)}
    items = {page_id for page_id, thing in things.items() if thing.kind == "item"}
    items -= set(Edition.objects.filter(page__in=items).values_list("page", flat=True))
    pages, found = Page.objects.in_bulk([*texts]), _Sorted()
    for number, page_id in enumerate(sorted(items), start=1):
        progress(number, len(items), _("texts looked at"))
        _sort(page_id, things[page_id], texts.get(page_id), found)
    _take_along(texts, pages, found)
    _leave_out_orphans(pages, found)
    if not items & found.taken.keys():
        return None
    return _same_again(site, found) or _kept(site, file_digest, found, pages)


def _sort(page_id: int, thing: MovedInThing, text: ImportedText | None, found: _Sorted) -> None:
    why = list(thing.facts.get("withheld", []))
    if thing.stage != MovedInThing.Stage.CAME_IN:
        why.append(_("Its text has not come in."))
    elif text is None:
        why.append(_("Somebody has worked on it here: it is reviewed like any other text."))
    if why or text is None:
        found.left_out[page_id] = why
    else:
        _take(text, found)


def _take(text: ImportedText, found: _Sorted) -> None:
    """A text that came in as it is, unless something speaks against it as it would be published now."""
    draft = Draft.of(Page.objects.get(pk=text.page_id))
    document, why = draft.document, unmet_by_imported(draft)
    lines = [document["title"], document.get("standfirst", ""), *(TAG.sub(" ", html) for html in texts_of(document))]
    words = unescape(" ".join(lines))
    if claim := says_reviewed(words):
        why.append(_("Its text says that it was reviewed, which nobody here knows: “%s”") % claim)
    if why:
        found.left_out[text.page_id] = why
        return
    found.taken[text.page_id] = text
    found.named |= {byline["person"] for byline in document.get("bylines", [])} | set(document.get("topics", []))


def _take_along(texts: dict[int, ImportedText], pages: dict[int, Page], found: _Sorted) -> None:
    """The topics and people that the taken texts lie below or name, and what those lie below."""
    by_path = {page.path: page_id for page_id, page in pages.items()}
    wanted = {page_id for page_id in found.taken.keys() | found.named if page_id in pages}
    wanted |= {by_path[path] for page_id in wanted for path in _above(pages[page_id].path) if path in by_path}
    for page_id in sorted(wanted - found.taken.keys() - found.left_out.keys()):
        _take(texts[page_id], found)


def _leave_out_orphans(pages: dict[int, Page], found: _Sorted) -> None:
    """Texts that would have no address, because readers do not get what they lie below."""
    published = set(Publication.objects.readable().values_list("page__path", flat=True))
    for page_id in sorted(found.taken, key=lambda page_id: pages[page_id].path):
        path = pages[page_id].path
        parent = path[: -Page.steplen]
        if len(parent) <= Page.steplen or parent in published:
            published.add(path)
            continue
        del found.taken[page_id]
        above = Page.objects.filter(path=parent).first()
        title = above.get_admin_display_title() if above else ""
        found.left_out[page_id] = [_("It lies below “%s”, which readers do not get.") % title]


def _above(path: str) -> Iterable[str]:
    return (path[:length] for length in range(Page.steplen, len(path), Page.steplen))


def _same_again(site: str, found: _Sorted) -> LegacyRun | None:
    """The batch that waits for its decision, where it holds just this: the same import again changes nothing."""
    run = LegacyRun.objects.undecided().filter(batch__site=site).order_by("-pk").first()
    if run is None or set(run.batch.texts.values_list("imported", flat=True)) != {t.pk for t in found.taken.values()}:
        return None
    return run


@transaction.atomic
def _kept(site: str, file_digest: str, found: _Sorted, pages: dict[int, Page]) -> LegacyRun:
    """The batch, what is above before what is below it. It takes the place of one that waits for its decision."""
    LegacyRun.objects.undecided().filter(batch__site=site).update(turned_down_at=timezone.now())
    batch = LegacyBatch.objects.create(site=site, file_digest=file_digest)
    in_order = sorted(found.taken.values(), key=lambda text: (pages[text.page_id].depth, pages[text.page_id].path))
    LegacyText.objects.bulk_create(
        [
            LegacyText(batch=batch, place=place, page_id=text.page_id, digest=text.digest, imported=text)
            for place, text in enumerate(in_order)
        ],
        batch_size=1000,
    )
    titles = dict(Page.objects.filter(pk__in=found.left_out).values_list("pk", "draft_title"))
    left_out = [
        {"page": page_id, "title": titles.get(page_id, ""), "why": why}
        for page_id, why in sorted(found.left_out.items())
    ]
    return LegacyRun.objects.create(batch=batch, left_out=left_out)
