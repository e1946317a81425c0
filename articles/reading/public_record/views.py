"""The reader's views of the public record: what happened to a page, what changed, and how it came about."""

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...characters.whole_numbers import whole_number
from ...record.published.addresses import absolute
from ...record.published.editions import ChangeClass
from ...record.published.reported_months import ReportedMonth
from ...record.published.status import PublicationStatus
from ..addresses.page_addresses import Addresses, comparison_url, edition_url, history_url, linked_page_ids
from ..caching.versions import by_version, by_version_and_log
from ..listings.cards import frame_links, home_link, in_frame
from ..machines.access import noted
from ..notices import away_notice
from ..page.open_editions import gone, publication_at, requires_open_edition
from ..page.readings import MOVED_IN, Reading
from ..structured_data import ListPage, script_text
from . import reported_months
from .comparison import changes_between, unchanged_between
from .corrections import PER_PAGE, asked_for, corrections, is_spotless
from .history import CompareForm, History
from .record_page import told
from .trust_record import trust_record

#: Of so many months readers are told at once; the record has them all.
MONTHS_SHOWN = 24


@require_safe
def history(request, path):
    """Everything that happened to a page. That of a retracted page stays readable; its texts do not."""
    publication = publication_at(path)
    retracted = publication.status == PublicationStatus.RETRACTED
    if not publication.is_readable and not retracted:
        return gone(request, publication, away_notice(publication))
    return events_of(request, publication, retracted)


@by_version
def events_of(request, publication, retracted):
    """The same, of a page whose history readers get."""
    events = History(publication)
    chosen = request.GET if CompareForm.base_fields.keys() & request.GET.keys() else None
    form = CompareForm(chosen, numbers=events.numbers) if len(events.numbers) > 1 else None
    if form and form.is_valid():
        return redirect(comparison_url(publication.path, *form.chosen))
    context = {
        **frame(publication),
        "history": events,
        "meta_description": _("Every edition of “%s”: who signed it, and what changed.") % publication.edition.title,
        "compare_form": form,
        "away": retracted and away_notice(publication),
        "robots": "noindex" if retracted else "",
    }
    return render(request, "articles/history.html", context)


@requires_open_edition
@by_version
def comparison(request, publication, before, after):
    """What changed between two editions, the older one first."""
    if before.number >= after.number:
        raise Http404
    pages = linked_page_ids(before.content) | linked_page_ids(after.content)
    titles = {page: link["title"] for page, link in Addresses(pages).by_page.items()}
    # What each change is and says stands over the comparison.
    old, new = ({**edition.content, "change": None} for edition in (before, after))
    context = {
        **frame(publication, above=[{"title": _("History"), "url": history_url(publication.path)}]),
        "editions": [about(publication, edition) for edition in (before, after)],
        "changes": changes_between(old, new, titles),
        "unchanged": unchanged_between(old, new, titles),
        "robots": "noindex",
    }
    return render(request, "articles/comparison.html", context)


@requires_open_edition
@noted
@by_version_and_log
def record(request, publication, edition):
    """The trust record of an edition, for programs."""
    options = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(trust_record(edition, publication), json_dumps_params=options)


@requires_open_edition
@by_version_and_log
def record_page(request, publication, edition):
    """The same for people, which checks itself in their browser."""
    edition_page = {"title": _("Edition %d") % edition.number, "url": edition_url(publication.path, edition.number)}
    context = {
        **frame(publication, above=[{"title": _("History"), "url": history_url(publication.path)}, edition_page]),
        **told(edition, publication),
        "page_title": edition.title,
        "number": edition.number,
        "edition_url": edition_page["url"],
        "emergency": edition.override,
        "robots": "noindex",
    }
    return render(request, "articles/record.html", context)


@require_safe
@by_version
def corrections_page(request):
    """Everything that we got wrong, newest first; `before` is the sequence to go on from."""
    asked = request.GET.get("before", "")
    before = whole_number(asked)
    if asked and before is None:
        raise Http404
    found = corrections(before, limit=PER_PAGE + 1)
    entries, address = found[:PER_PAGE], reverse("corrections")
    page = ListPage(address, _("Corrections and retractions"), [home_link()])
    links = frame_links(version=request.reader_version)
    context = {
        **in_frame(links),
        "page_title": page.title,
        "meta_description": _("Everything that we got wrong and put right, newest first, and what we took back."),
        "canonical_url": "" if before else absolute(address),
        "structured_data": script_text(page, links["policies"]),
        "breadcrumb": page.breadcrumb,
        "entries": entries,
        "is_spotless": not entries and is_spotless(),
        "asked_for": asked_for(),
        "next_url": f"{address}?before={entries[-1]['sequence']}" if len(found) > PER_PAGE else "",
        "first_url": address if before else "",
    }
    return render(request, "articles/corrections.html", context)


@require_safe
def what_readers_told_us(request):
    """What came of readers' reports, month by month, from the record."""
    address = reverse("what_readers_told_us")
    page = ListPage(address, _("What readers told us"), [home_link()])
    context = {
        "page_title": page.title,
        "meta_description": _("How many readers reported a problem, how many texts changed for it, and how soon."),
        "canonical_url": absolute(address),
        "breadcrumb": page.breadcrumb,
        "months": [reported_months.in_words(month) for month in ReportedMonth.objects.newest_first()[:MONTHS_SHOWN]],
    }
    return render(request, "articles/what_readers_told_us.html", context)


def frame(publication, above=()):
    """What every page about a published page shows around it."""
    reading = Reading(publication.edition.content, publication=publication)
    here = {"title": reading.title, "url": reading.path}
    return {
        "page_title": reading.title,
        "path": reading.path,
        "breadcrumb": [*reading.breadcrumb, here, *above],
        "status_notice": reading.status_notice,
    }


def about(publication, edition):
    """One of two compared editions."""
    return {
        "number": edition.number,
        "url": edition_url(publication.path, edition.number),
        "date": edition.created_at,
        "change_label": MOVED_IN if edition.is_legacy else ChangeClass(edition.change_class).label,
        "note": edition.change_note,
    }
