"""A newer version of a cited work was found: the reviews of the articles that rest on the older one are opened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from articles.record.published.editions import Edition
from articles.references.library.integrity_facts import known_by
from articles.references.library.newer import NewerVersion, written
from articles.references.library.references import Citation
from articles.writing.claims import sentences_citing
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.writing import write
from editorial.review.signing.permissions import editors

from .guidelines import ReviewCall
from .review_rules import owner_of


@transaction.atomic
def call_for_reviews(newer: NewerVersion) -> list[ReviewCall]:
    """Have the pages reviewed by a day that rest on the older work, and tell whoever sees to them what does."""
    citations = _citations_of(newer).filter(edition__publication__reviewed_at__isnull=False)
    called = []
    for citation in citations.select_related("edition__page").order_by("edition_id"):
        if not _cites_it_already(citation.edition, newer):
            called += _call(newer, citation)
    return called


def _call(newer: NewerVersion, citation: Citation) -> list[ReviewCall]:
    page, due_at = citation.edition.page, timezone.now() + timedelta(days=settings.NEWER_SOURCE_DAYS)
    call, is_new = ReviewCall.objects.get_or_create(newer=newer, page=page, defaults={"due_at": due_at})
    if not is_new:
        return []
    log(page.specific, "planning.call_for_review", data={"change": str(newer)})
    owner = owner_of(page)
    context = {
        "title": citation.edition.title,
        "newer": newer,
        "number": citation.number,
        "day": timezone.localdate(due_at),
        "sentences": sentences_resting_on(citation.edition, citation.number),
        "claims": claims_resting_on(citation.edition, citation.number),
    }
    people, template = [owner] if owner else editors(), "planning/emails/newer_source.txt"
    link = reverse("planning:review", args=[page.pk])
    write(Kind.REVIEWS, f"newer source {newer.pk} {page.pk}", people, template, context, link=link, about=page)
    return [call]


def what_rests_on(edition: Edition, newer: NewerVersion) -> dict[str, Any]:
    """What of an edition rests on the older version: under which number, in which sentences and claims."""
    cited = _citations_of(newer).filter(edition=edition).order_by("number").first()
    number = cited.number if cited else 0
    sentences, claims = sentences_resting_on(edition, number), claims_resting_on(edition, number)
    return {"newer": newer, "number": number, "sentences": sentences, "claims": claims}


def sentences_resting_on(edition: Edition, number: int) -> list[str]:
    """The sentences of an edition that cite one of its references."""
    content = edition.content
    points = [point["html"] for point in content.get("key_points", []) if isinstance(point, dict)]
    texts = [*points, *(section["html"] for section in content.get("sections", []))]
    return [sentence for html in texts for sentence in sentences_citing(html, number)]


def claims_resting_on(edition: Edition, number: int) -> list[str]:
    """The marked claims of an edition that one of its references supports."""
    return [claim.text for claim in edition.claims.order_by("pk") if number in claim.numbers]


def _citations_of(newer: NewerVersion) -> QuerySet[Citation]:
    """Of the older work, also under a row that was merged into it."""
    return Citation.objects.filter(Q(reference=newer.reference_id) | Q(reference__merged_into=newer.reference_id))


def _cites_it_already(edition: Edition, newer: NewerVersion) -> bool:
    named = {name for item in edition.content.get("references", []) for name in written(known_by(item))}
    return bool(named & set(newer.own_names))
