"""The one way in which an edition comes into being."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update, update_reference_index_on_save

from articles.pages import ArticlePage
from articles.pages.zone import site_day
from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition
from articles.record.published.emergencies import EmergencyOverride
from articles.record.published.legacy import LegacyText
from articles.record.published.publications import Publication, review_due
from articles.record.refusals import Refusal, refusal_in
from articles.record.signed.draft_records import DraftRecord
from articles.record.signed.pictures import FalseWidthsError
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.signals import edition_published
from articles.writing.claims import keep_claims
from editorial.accounts.users import User

from ..log_actions import log
from ..signing.rules import unmet_before_publishing
from .publications import after_new_edition

logger = logging.getLogger(__name__)


class NotReadyError(Exception):
    """The text cannot be published now. `unmet` holds every reason, each a sentence."""

    def __init__(self, unmet: list[str]):
        super().__init__(" ".join(unmet))
        self.unmet = unmet


@transaction.atomic
def publish(page: Page, *, by: User | None = None, draft: Draft | None = None) -> Edition:
    """Publish a page's newest draft, if exactly that text has every required sign-off; the edition, or NotReadyError.

    The draft is rendered again here, so that whatever changed after people signed is seen; but for the last signature,
    whose own transaction rendered and locked it (`draft`).
    """
    draft = draft if draft and draft.is_locked else Draft.locked(page)
    if unmet := unmet_before_publishing(draft):
        raise NotReadyError(unmet)
    return create_edition(draft, by=by)


def create_edition(
    draft: Draft, *, by: User | None, override: EmergencyOverride | None = None, legacy: LegacyText | None = None
) -> Edition:
    """Make the edition and show it to readers; inside the caller's transaction, which has locked the page."""
    keep_pictures(draft)
    edition = insert_edition(draft, override, legacy)
    publication = after_new_edition(edition)
    if isinstance(draft.page, ArticlePage):
        note_on_article(draft.page, publication, edition)
        keep_claims(draft.claims, edition)
    MakeLive(draft, by=by).execute()
    if not publication.is_readable:  # it was taken away, and is given back by people
        Page.objects.filter(pk=draft.page.pk).update(live=False)
    log(draft.page, "review.publish", user=by, data={"edition": edition.number, "digest": edition.digest})
    edition_published.send(Edition, edition=edition)
    return edition


class MakeLive(PublishPageRevisionAction):
    """Wagtail's way of marking a page as published, with the draft at hand. PostgreSQL has judged whether it may be."""

    def __init__(self, draft: Draft, *, by: User | None):
        self.revision, self.object, self.user = draft.revision, draft.page, by
        self.changed, self.log_action, self.previous_revision = True, False, None

    def execute(self, skip_permission_checks: bool = True) -> None:
        """What the page refers to is noted once, not again for each of its parts."""
        self.object.is_signed = True
        with disable_reference_index_auto_update():
            super().execute(skip_permission_checks=True)
        update_reference_index_on_save(self.object)


def publish_when_ready(page: Page, *, by: User | None = None, draft: Draft | None = None) -> Edition | None:
    """Publish if nothing is missing; None when something is, which is the normal case while people still review."""
    try:
        return publish(page, by=by, draft=draft)
    except NotReadyError as error:
        logger.info("page %s is not published: %s", page.pk, error)
        return None


def is_scheduled(draft: Draft) -> bool:
    """Whether nothing keeps a text from being published but that its time has not come."""
    time = draft.page.publish_after
    return bool(time and time > timezone.now()) and len(unmet_before_publishing(draft)) == 1


def publish_due() -> list[Edition]:
    """Publish what is signed and whose time has come; the editions. One page's trouble does not stop the others."""
    return [edition for edition in map(_publish_if_due, signed_and_unpublished()) if edition]


def _publish_if_due(page: Page) -> Edition | None:
    try:
        return publish_when_ready(page)
    except Exception:  # whatever it is: the pages after this one are due as well
        logger.exception("page %s could not be published", page.pk)
        return None


def signed_and_unpublished() -> QuerySet[Page]:
    """The pages whose newest draft carries a sign-off and is not a signed edition.

    Its words may be out already, in an emergency or moved in: they are published anew, with their signatures.
    """
    newest_draft = DraftRecord.objects.filter(page=OuterRef("page")).order_by("-pk").values("digest")[:1]
    published = Edition.objects.signed().filter(page=OuterRef("page"), digest=OuterRef("digest"))
    waiting = SignOff.objects.filter(~Exists(published), digest=Subquery(newest_draft))
    signed = waiting.exclude(kind=SignOffKind.EMERGENCY).values("page")
    return Page.objects.filter(pk__in=signed).specific()


def keep_pictures(draft: Draft) -> None:
    """Before the record is locked: store the pictures that the edition shows, unless that was done."""
    try:
        _kept = draft.pictures
    except FalseWidthsError as error:
        raise NotReadyError([str(error)]) from error


def insert_edition(
    draft: Draft, override: EmergencyOverride | None = None, legacy: LegacyText | None = None
) -> Edition:
    """Insert the row that PostgreSQL judges, as it was stored; NotReadyError with the reason where it refuses.

    Only the row is taken back then: signatures that the caller has just put stay.
    """
    if draft.record is None:
        raise NotReadyError([str(Refusal("draft_not_recorded"))])
    newest, change = draft.newest_edition, draft.document["change"]
    edition = Edition(
        page_id=draft.page.pk,
        number=newest.number + 1 if newest else 1,
        previous=newest,
        document=draft.text,
        digest=draft.digest,
        draft_record=draft.record,
        sign_off_ids=[] if legacy else sorted(counting_sign_offs(draft, emergency=bool(override))),
        change_class=change["class"],
        change_note=change["note"],
        override=override,
        legacy=legacy,
    )
    try:
        with transaction.atomic():
            edition.save()
    except IntegrityError as error:
        raise NotReadyError([str(refusal_in(error))]) from error
    edition.refresh_from_db()
    return edition


#: The earliest sign-offs of each kind that a text needs, as many as it needs.
COUNTING = """
    SELECT earliest.id
    FROM articles_required_today(%(page)s, %(document)s::jsonb, %(emergency)s) AS needs,
         LATERAL (SELECT id FROM articles_standing_sign_offs(%(page)s, %(document)s::jsonb, %(digest)s) AS given
                  WHERE given.kind = needs.kind ORDER BY id LIMIT needs.needed) AS earliest
"""


def counting_sign_offs(draft: Draft, *, emergency: bool) -> list[int]:
    """The ids of the sign-offs that allow this text today: the earliest of each kind, as many as are needed."""
    about = {"page": draft.page.pk, "document": draft.text, "digest": draft.digest, "emergency": emergency}
    with connection.cursor() as cursor:
        cursor.execute(COUNTING, about)
        return [pk for (pk,) in cursor.fetchall()]


def note_on_article(page: ArticlePage, publication: Publication, edition: Edition) -> None:
    """Copy who signed and when to the page, for the desk's listings and reports. Readers' pages never read these."""
    checks, reviews = (
        [sign_off for sign_off in edition.sign_offs if sign_off.kind == kind]
        for kind in (SignOffKind.FACT_CHECK, SignOffKind.MEDICAL_REVIEW)
    )
    due = review_due(reviews[-1].signed_at if reviews else None, edition.content["review_interval_months"])
    page.current_edition = edition
    page.written_by = _names(byline for byline in edition.content["bylines"] if byline["role"] == "written")
    page.fact_checked_by, page.fact_checked_on = _who_and_when(checks)
    page.medically_reviewed_by, page.medically_reviewed_on = _who_and_when(reviews)
    page.last_modified_on = site_day(publication.published_at)
    page.next_review_due = due and site_day(due)


def note_on_live_article(publication: Publication, edition: Edition) -> None:
    """The same where no draft is published: an edition was put back."""
    article = ArticlePage.objects.filter(pk=publication.page_id).first()
    if article is not None:
        note_on_article(article, publication, edition)
        article.save(clean=False, update_fields=ArticlePage.WRITTEN_BY_PUBLISHING)


def _who_and_when(sign_offs: list[SignOff]) -> tuple[str, date | None]:
    """All names and the last day; empty where nobody signed, as on an emergency edition."""
    if not sign_offs:
        return "", None
    return _names(sign_off.shown for sign_off in sign_offs), site_day(sign_offs[-1].signed_at)


def _names(people: Iterable[dict[str, Any]]) -> str:
    """As many as the field holds."""
    return ", ".join(person["name"] for person in people)[:250]
