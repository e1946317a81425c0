"""Finding what is published at an address, and saying why readers do not get it any more."""

from functools import lru_cache, wraps

from django.db.models import TextField
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...extensions import help_numbers
from ...record.published.addresses import home_path
from ...record.published.editions import Edition
from ...record.published.publications import Publication
from ...record.published.status import PublicationStatus
from ...record.statements import Slot, columns_of
from ...stores.databases import planned_once
from ..addresses.asked_once import once
from ..addresses.page_addresses import Addresses, history_url, parent_paths
from ..addresses.publication_lists import Compiled
from ..listings import cards
from ..notices import away_notice, ended_notice
from ..translations import language_of


@once
def publication_at(path):
    """What is published at an address, in whatever status, with the version of what readers get; or Http404."""
    found = _at().asked(path=f"/{path}")["at"]
    if not found:
        raise Http404
    return found[0]


@lru_cache(maxsize=1)
def _at():
    return Compiled(
        {"at": Publication.objects.at(Slot("path")).versioned()},
        {"reader_version": TextField()},
        own=columns_of(Publication),
        of_edition=columns_of(Edition),
        cursor=planned_once,
    )


def requires_open_edition(view):
    """The view gets the publication and the editions whose numbers stand in its address.

    Where the page was taken away, or an edition was for an emergency that is over, readers are told so instead.
    """

    @require_safe
    @wraps(view)
    def wrapped(request, path, *numbers):
        publication = publication_at(path)
        if not publication.is_readable:
            return gone(request, publication, away_notice(publication))
        editions = [get_object_or_404(publication.editions, number=int(number)) for number in numbers]
        for edition in editions:
            if not edition.is_open:
                return gone(request, publication, ended_notice(edition))
        return view(request, publication, *editions)

    return wrapped


def gone(request, publication, notice, status=410):
    """What readers get in place of a text that they do not get any more."""
    if request.path.endswith(".json"):
        return JsonResponse({key: str(value or "") for key, value in notice.items()}, status=status)
    language = language_of({"language": publication.edition.language})
    is_about_health = publication.edition.kind in ("article", "topic")
    with translation.override(language):
        context = {
            **around(publication, language),
            "page_title": publication.edition.title,
            "away": notice,
            "links": ways_on(publication),
            "is_about_health": is_about_health,
            "region": help_numbers.get("region", None) if is_about_health else None,
            "robots": "noindex",
        }
        return render(request, "articles/withdrawn.html", context, status=status)


def ways_on(publication):
    """What else there is about the page itself."""
    if publication.is_readable:
        return [{"title": _("Read the current edition"), "url": publication.path}]
    corrections = {"title": _("All corrections and retractions"), "url": reverse("corrections")}
    if publication.status != PublicationStatus.RETRACTED:
        return [corrections]
    return [{"title": _("History of this page"), "url": history_url(publication.path)}, corrections]


def around(publication, language):
    """What to read instead of a text: what is most like it, or else the newest of its topics; and those topics."""
    topics, home = publication.edition.topics or [], home_path(language)
    addresses = Addresses(topics, parent_paths(publication.path), language)
    instead = cards.related_articles(publication.page_id, language)
    if topics and not instead:
        about = Publication.objects.of_kind("article").in_topics(topics[:1]).in_language(language)
        instead = cards.cards(about.exclude(page_id=publication.page_id).newest_first())
    links = cards.frame_links(language)
    return {
        "breadcrumb": addresses.breadcrumb(publication.path, home),
        "topics": addresses.links(topics),
        "instead": instead,
        **cards.in_frame(links),
        **({} if home == "/" else {"home_url": home}),
    }
