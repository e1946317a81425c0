"""The API's addresses. Each finds publications and editions and says what `schemas` says."""

from functools import wraps
from urllib.parse import urlencode

from django.db.models import OuterRef, Subquery
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from ninja import NinjaAPI, Query, Status
from ninja.decorators import decorate_view
from ninja.errors import ValidationError
from wagtail.utils.urlpatterns import decorate_urlpatterns

from ...extensions import given_to_programs
from ...record.published.addresses import absolute
from ...record.published.publications import Publication
from ...record.published.status import PublicationStatus
from ...record.published.status_changes import StatusChange
from ..addresses.page_addresses import edition_url, record_url
from ..notices import away_notice, ended_notice
from ..page.readings import Reading
from ..paging import cut, key_of
from ..site_settings import this_site
from ..translations import language_of
from .access import limited
from .paging import after
from .questions import PageFilters, WithdrawalFilters
from .schemas import Editions, Page, Refusal, Summaries, Withdrawals


class EditionsAPI(NinjaAPI):
    """An API that answers HEAD wherever it answers GET, as every server has to (RFC 9110, 9.1)."""

    def _get_urls(self):
        return decorate_urlpatterns(super()._get_urls(), answering_head)


def answering_head(view):
    """The view, also for who asks for the headers alone; a program that asks in a wrong way gets no text for people."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        asked, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        try:
            response = view(request, *args, **kwargs)
        finally:
            request.method = asked
        if response.status_code != 405:
            return response
        allowed = sorted({*response["Allow"].split(", "), *(["HEAD"] if "GET" in response["Allow"] else [])})
        refusal = {"detail": f"Here can be asked with {', '.join(allowed)}, and not with {asked}."}
        return JsonResponse(refusal, status=405, headers={"Allow": ", ".join(allowed)})

    return answered


api = EditionsAPI(
    title=lazy(lambda: f"{this_site().name}: editions", str)(),
    version="1",
    description=(
        "Everything that readers get, as they get it. Ask for what changed at least every seven days, and for "
        "withdrawals at least daily: show no text that has been withdrawn."
    ),
    docs_url=None,
    urls_namespace="api",
)


#: What any address can answer instead; a list can be asked for what makes no sense.
REFUSALS = {404: Refusal, 429: Refusal}
LIST_REFUSALS = {422: Refusal, 429: Refusal}


@api.exception_handler(ValidationError)
def not_understood(request, error):
    """What is wrong with a question, in one sentence for each of its parts, as all refusals are."""
    said = [f"{fault['loc'][-1]}: {fault['msg']}." for fault in error.errors]
    return api.create_response(request, {"detail": " ".join(said)}, status=422)


def nothing_here(request, rest=""):
    """For an address that the API does not have: a program gets no page for people."""
    return JsonResponse(
        {"detail": f"There is nothing here. {reverse('api:openapi-json')} lists what there is."}, status=404
    )


@api.get("/pages/", response={200: Summaries, **LIST_REFUSALS}, summary="Current editions, longest unchanged first")
@decorate_view(limited)
def pages(request, filters: Query[PageFilters]):
    rows = Publication.objects.readable().select_related("edition").defer("edition__document")
    wanted = {
        "edition__kind": filters.kind,
        "edition__topics__contains": filters.topic and [filters.topic],
        "published_at__gte": filters.modified_since,
        "edition__created_at__gte": filters.new_edition_since,
        "reviewed_at__date__gte": filters.reviewed_since,
        "review_due_at__date__lt": filters.review_due_before,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    found, more = cut(after(rows, filters.after, "published_at"), filters.limit)
    return {
        "pages": [summary(publication) for publication in found],
        "next": next_address(request, found[-1].published_at, found[-1].pk) if more else None,
    }


@api.get(
    "/pages/{int:page}/",
    response={200: Page, 401: Refusal, 410: Refusal, **REFUSALS},
    summary="What readers get of a page now",
)
@decorate_view(limited)
def page(request, page: int):
    publication = published(page)
    if not publication.is_readable:
        return gone(away_notice(publication))
    given_to_programs.given(request, publication.edition_id)
    return whole(publication, publication.edition)


@api.get(
    "/pages/{int:page}/editions/", response={200: Editions, 410: Refusal, **REFUSALS}, summary="All editions of a page"
)
@decorate_view(limited)
def editions(request, page: int):
    publication = published(page)
    if not publication.is_readable:
        return gone(away_notice(publication))
    rows = publication.editions.unexpired().defer("document").order_by("number")
    return {"editions": [edition_summary(publication, row) for row in rows]}


@api.get(
    "/pages/{int:page}/editions/{int:number}/",
    response={200: Page, 401: Refusal, 410: Refusal, **REFUSALS},
    summary="One edition",
)
@decorate_view(limited)
def edition(request, page: int, number: int):
    publication = published(page)
    found = get_object_or_404(publication.editions, number=number)
    if not publication.is_readable:
        return gone(away_notice(publication))
    if not found.is_open:
        return gone(ended_notice(found))
    given_to_programs.given(request, found.pk)
    return whole(publication, found)


@api.get(
    "/withdrawals/",
    response={200: Withdrawals, **LIST_REFUSALS},
    summary="What was withdrawn, put under review or given back",
)
@decorate_view(limited)
def withdrawals(request, filters: Query[WithdrawalFilters]):
    path = Publication.objects.filter(page_id=OuterRef("page_id")).values("path")
    rows = StatusChange.objects.select_related("edition").defer("edition__document").annotate(path=Subquery(path))
    if filters.since:
        rows = rows.filter(decided_at__gte=filters.since)
    found, more = cut(after(rows, filters.after, "decided_at"), filters.limit)
    return {
        "withdrawals": [withdrawal(change) for change in found],
        "next": next_address(request, found[-1].decided_at, found[-1].pk) if more else None,
    }


def published(page):
    return get_object_or_404(Publication.objects.select_related("edition"), page_id=page)


def gone(notice):
    """What is answered in place of a text that readers do not get any more: the editors' words, or else ours."""
    return Status(410, {"detail": notice["notice"] or str(notice["sentence"])})


def next_address(request, moment, pk):
    """The same question, from where this answer ends."""
    query = request.GET.dict() | {"after": key_of(moment, pk)}
    return absolute(f"{request.path}?{urlencode(query)}")


def summary(publication):
    edition = publication.edition
    return {
        "id": publication.page_id,
        "kind": edition.kind,
        "language": language_of({"language": edition.language}),
        "name": edition.title,
        "description": edition.standfirst or "",
        "url": absolute(publication.path),
        "api_url": absolute(reverse("api:page", args=[publication.page_id])),
        "edition": edition.number,
        "digest": edition.digest,
        "date_published": publication.first_published_at,
        "date_modified": publication.modified_at,
        "last_reviewed": day(publication.reviewed_at),
        "next_review": day(publication.review_due_at),
        "moved_in_unreviewed": edition.is_legacy,
        "published_in_emergency": edition.is_emergency,
        "under_review": publication.notice if publication.status == PublicationStatus.UNDER_REVIEW else "",
    }


def day(moment):
    return timezone.localdate(moment) if moment else None


def edition_summary(publication, edition):
    return {
        "number": edition.number,
        "created": edition.created_at,
        "digest": edition.digest,
        "change_class": edition.change_class,
        "change_note": edition.change_note,
        "url": absolute(edition_url(publication.path, edition.number)),
        "api_url": absolute(reverse("api:edition", args=[publication.page_id, edition.number])),
        "record_url": absolute(record_url(publication.path, edition.number)),
    }


def whole(publication, edition):
    """One edition with everything that a reader sees in it."""
    reading = Reading(edition.content, edition=edition, publication=publication)
    own = edition_summary(publication, edition)
    return {
        **summary(publication),
        "language": reading.language,
        "name": reading.title,
        "description": reading.standfirst,
        "url": absolute(publication.path) if reading.is_current else own["url"],
        "api_url": own["api_url"],
        "edition": edition.number,
        "digest": edition.digest,
        "date_modified": publication.modified_at if reading.is_current else edition.created_at,
        "last_reviewed": reading.reviewed_on,
        "next_review": reading.next_review_due,
        "is_current": reading.is_current,
        "not_yet_medically_reviewed": (reading.emergency_notice or {}).get("text", ""),
        "moved_in_unreviewed": edition.is_legacy,
        "published_in_emergency": edition.is_emergency,
        "not_yet_reviewed": told_of_moved_in(reading),
        "original_changed": (reading.outdated_notice or {}).get("text", ""),
        "key_points": [{"html": point} for point in reading.key_points],
        "sections": reading.sections,
        "topics": linked(reading.topics),
        "subjects": reading.about,
        "groups": [{"heading": group["heading"], "pages": linked(group["links"])} for group in reading.groups],
        "people": [*map(in_byline, reading.bylines), *people_who_signed(reading)],
        "references": reading.references,
        "newer_source_since": reading.newer_source_since,
        "corrections": [row["note"] for row in reading.corrections],
        "editions_url": absolute(reverse("api:editions", args=[publication.page_id])),
        "record_url": own["record_url"],
    }


def told_of_moved_in(reading):
    notice = reading.legacy_notice
    return f"{notice['heading']}. {notice['text']}" if notice else ""


def linked(links):
    """Pages of ours, by their names and whole addresses."""
    return [{"name": link["title"], "url": absolute(link["url"])} for link in links]


def in_byline(byline):
    return {
        "name": byline["name"],
        "credentials": byline["credentials"],
        "role": byline["role"],
        "url": absolute(byline["url"]) if byline["url"] else "",
    }


def people_who_signed(reading):
    for sign_off, shown in zip(reading.given, reading.sign_offs, strict=True):
        yield {
            "name": shown["name"],
            "credentials": shown["credentials"],
            "role": sign_off.kind,
            "url": absolute(shown["url"]) if shown["url"] else "",
            "signed_on": shown["date"],
        }


def withdrawal(change):
    return {
        "id": change.page_id,
        "name": change.edition.title,
        "url": absolute(change.path),
        "status": change.status,
        "notice": change.notice,
        "edition": change.edition.number,
        "decided": change.decided_at,
    }
