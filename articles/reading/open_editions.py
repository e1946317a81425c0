"""Finding what is published at an address, and saying why readers do not get it any more."""

from functools import wraps

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..record.publications import Publication
from ..record.status import PublicationStatus
from .notices import away_notice, ended_notice
from .readings import history_url


def publication_at(path):
    """What is published at an address, in whatever status, or Http404."""
    return get_object_or_404(Publication.objects.at(f"/{path}").select_related("edition"))


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
    links = [{"title": _("All corrections and retractions"), "url": reverse("corrections")}]
    if publication.is_readable:
        links = [{"title": _("Read the current edition"), "url": publication.path}]
    elif publication.status == PublicationStatus.RETRACTED:
        links.insert(0, {"title": _("History of this page"), "url": history_url(publication.path)})
    context = {
        "page_title": publication.edition.title,
        "away": notice,
        "links": links,
        "is_about_health": publication.edition.kind == "article",
        "robots": "noindex",
    }
    return render(request, "articles/withdrawn.html", context, status=status)
