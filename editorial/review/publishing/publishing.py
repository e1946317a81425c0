"""The one way in which an edition comes into being."""

import logging

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from articles.pages import ArticlePage
from articles.record.document import canonical, digest, reader_document
from articles.record.draft_records import DraftRecord
from articles.record.editions import Edition
from articles.record.pictures import EditionImage, SiteImage
from articles.record.publications import Publication
from articles.record.sign_offs import SignOff, SignOffKind
from articles.signals import edition_published
from articles.writing.claims import keep_claims

from ..signing.rules import signatures_needed, unmet_before_publishing
from .publications import show_new_edition

logger = logging.getLogger(__name__)


class NotReadyError(Exception):
    """The text cannot be published now. `unmet` holds every reason, each a sentence."""

    def __init__(self, unmet):
        super().__init__(" ".join(unmet))
        self.unmet = unmet


@transaction.atomic
def publish(page, *, by=None):
    """Publish a page's newest draft, if exactly that text has every required sign-off; the edition, or NotReadyError.

    The draft is rendered again here, so that whatever changed after people signed is seen.
    """
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    revision = page.get_latest_revision()
    draft = revision.as_object()
    document = reader_document(draft)
    text = canonical(document)
    unmet = unmet_before_publishing(draft, document, text)
    if unmet:
        raise NotReadyError(unmet)
    return create_edition(page, revision, document, text, by=by)


def create_edition(page, revision, document, text, *, by, override=None):
    """Make the edition and show it to readers; inside the caller's transaction, which has locked the page."""
    keep_pictures(document)
    edition = insert_edition(page, document, text, override)
    show_new_edition(page, edition)
    revision.publish(user=by, skip_permission_checks=True)
    if isinstance(page, ArticlePage):
        note_on_article(page, edition)
        keep_claims(revision.as_object(), edition)
    log(page, "review.publish", user=by, data={"edition": edition.number, "digest": edition.digest})
    edition_published.send(Edition, edition=edition)
    return edition


def publish_when_ready(page, *, by=None):
    """Publish if nothing is missing; None when something is, which is the normal case while people still review."""
    try:
        return publish(page, by=by)
    except NotReadyError as error:
        logger.info("page %s is not published: %s", page.pk, error)
        return None


def publish_due():
    """Publish what is signed and whose time has come; the editions. One page's trouble does not stop the others."""
    return [edition for edition in map(publish_when_ready, signed_and_unpublished()) if edition]


def signed_and_unpublished():
    """The pages whose newest draft carries a sign-off and is not an edition."""
    newest_draft = DraftRecord.objects.filter(page=OuterRef("page")).order_by("-pk").values("digest")[:1]
    published = Edition.objects.filter(page=OuterRef("page"), digest=OuterRef("digest"))
    signed = SignOff.objects.filter(~Exists(published), digest=Subquery(newest_draft)).values("page")
    return Page.objects.filter(pk__in=signed).specific()


def keep_pictures(document):
    """Store the pictures that the edition shows under their own hash, where nothing overwrites them."""
    for image in SiteImage.objects.filter(sha256__in=document["images"]).order_by("sha256").distinct("sha256"):
        EditionImage.objects.keep(image.read_bytes())


def insert_edition(page, document, text, override=None):
    """Insert the row that PostgreSQL judges; it is returned as it was stored."""
    newest = Edition.objects.newest_of(page)
    edition = Edition.objects.create(
        page_id=page.pk,
        number=newest.number + 1 if newest else 1,
        previous=newest,
        document=text,
        digest=digest(text),
        draft_record=DraftRecord.objects.of_page(page).order_by("-pk").first(),
        sign_off_ids=sorted(counting_sign_offs(page, document, text, emergency=bool(override))),
        change_class=document["change"]["class"],
        change_note=document["change"]["note"],
        override=override,
    )
    edition.refresh_from_db()
    return edition


def counting_sign_offs(page, document, text, *, emergency):
    """The ids of the sign-offs that allow this text: the earliest of each kind, as many as are needed."""
    given = SignOff.objects.on(page, digest(text)).order_by("pk")
    return [
        sign_off_id
        for kind, count in signatures_needed(page, document, emergency=emergency).items()
        for sign_off_id in given.of_kind(kind).values_list("pk", flat=True)[:count]
    ]


def note_on_article(page, edition):
    """Copy who signed and when to the page, for the desk's listings and reports. Readers' pages never read these."""
    by_kind = {sign_off.kind: sign_off for sign_off in edition.sign_offs}
    checked_by, checked_on = _who_and_when(by_kind.get(SignOffKind.FACT_CHECK))
    reviewed_by, reviewed_on = _who_and_when(by_kind.get(SignOffKind.MEDICAL_REVIEW))
    publication = Publication.objects.get(page_id=page.pk)
    ArticlePage.objects.filter(pk=page.pk).update(
        current_edition=edition,
        fact_checked_by=checked_by,
        fact_checked_on=checked_on,
        medically_reviewed_by=reviewed_by,
        medically_reviewed_on=reviewed_on,
        last_modified_on=timezone.localdate(publication.published_at),
        next_review_due=publication.review_due_at and timezone.localdate(publication.review_due_at),
    )


def _who_and_when(sign_off):
    """Name and day of a signature; empty where there is none, as on an emergency edition."""
    return (sign_off.shown["name"], timezone.localdate(sign_off.signed_at)) if sign_off else ("", None)
