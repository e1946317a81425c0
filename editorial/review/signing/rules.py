"""What a text still needs, and why somebody may not sign it: all unmet requirements at once, each a sentence."""

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.record.addresses import NoAddressError, address_for
from articles.record.document import canonical, digest, reader_document
from articles.record.draft_records import DraftRecord
from articles.record.editions import ChangeClass, Edition
from articles.record.pictures import SiteImage
from articles.record.refusals import Refusal
from articles.record.sign_offs import SignOff, SignOffKind
from articles.writing.checks import unmet_by_citations


def signatures_needed(page, document, *, emergency=False):
    """How many sign-offs of each kind this page needs, as the database's gate asks for them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, needed FROM articles_required_for(%s, %s::jsonb, %s)",
            [page.pk, canonical(document), emergency],
        )
        return dict(cursor.fetchall())


def signatures_missing(page, document, text):
    """The kinds of sign-off that this exact text still lacks."""
    given = list(SignOff.objects.on(page, digest(text)).values_list("kind", flat=True))
    return [kind for kind, count in signatures_needed(page, document).items() if given.count(kind) < count]


def unmet_before_review(page, document):
    """What a draft must have before people are asked to sign it."""
    checks = [
        _unfinished_change,
        _unlinked_translation,
        _unfinished_article,
        unmet_by_citations,
        _missing_pictures,
    ]
    return [sentence for check in checks for sentence in check(page, document)]


def unmet_before_publishing(page, document, text):
    """Everything that keeps this exact text from being published now."""
    unmet = unmet_before_review(page, document)
    newest = Edition.objects.newest_of(page)
    latest = DraftRecord.objects.of_page(page).order_by("-pk").first()
    if newest and newest.digest == digest(text) and not newest.is_emergency:
        unmet.append(_("Nothing has changed since edition %d.") % newest.number)
    if latest is None or latest.digest != digest(text):
        unmet.append(
            _(
                "Something that this page shows changed after the draft was saved. "
                "Save the draft again, then have it signed."
            )
        )
    for kind in signatures_missing(page, document, text):
        unmet.append(_("The sign-off is missing: %s.") % SignOffKind(kind).label.lower())
    try:
        address_for(page, document["slug"])
    except NoAddressError as error:
        unmet.append(str(error))
    if page.publish_after and page.publish_after > timezone.now():
        when = date_format(timezone.localtime(page.publish_after), "DATETIME_FORMAT")
        unmet.append(_("It is to be published after %s.") % when)
    return unmet


def signing_refusal(user, page, document, kind, credential):
    """Why this person may not give this sign-off, as the database says; None when they may."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, detail FROM articles_signing_refusal(%s, %s::jsonb, %s, %s, %s)",
            [page.pk, canonical(document), kind, user.pk, credential and credential.pk],
        )
        code, detail = cursor.fetchone()
    return Refusal(code, detail) if code else None


def _unfinished_change(page, document):
    change = document["change"]
    if Edition.objects.newest_signed_of(page) is None:
        return (
            [] if change["class"] == ChangeClass.NEW else [_("The first edition is “new”: say so under “This change”.")]
        )
    if change["class"] == ChangeClass.NEW:
        return [_("Say under “This change” what kind of change this is: only the first edition is “new”.")]
    if not change["note"] and change["class"] != ChangeClass.TYPO:
        return [_("Write the public note about this change: readers are told what changed.")]
    return []


def _unlinked_translation(page, document):
    translates = document.get("translates")
    if not translates:
        return []
    newest = Edition.objects.filter(page_id=translates["page"]).order_by("-number").first()
    if newest is None:
        return [_("The original of this translation has not been published yet.")]
    if not 1 <= (translates["edition"] or 0) <= newest.number:
        return [_("Say which edition of the original this translates: the newest is edition %d.") % newest.number]
    return []


def _unfinished_article(page, document):
    if document["kind"] != "article":
        return []
    wanted = {
        _("Write the standfirst."): document["standfirst"],
        _("Write at least one section."): document["sections"],
        _("Say who wrote the article: add a byline."): any(b["role"] == "written" for b in document["bylines"]),
        _("Give at least one reference."): document["references"],
        _("Describe the main picture for people who cannot see it."): not document["hero"] or document["hero"]["alt"],
    }
    return [sentence for sentence, there in wanted.items() if not there]


def _missing_pictures(page, document):
    there = SiteImage.objects.filter(sha256__in=document["images"])
    if {image.sha256 for image in there if image.hash_of_bytes() == image.sha256} >= set(document["images"]):
        return []
    return [_("A picture of this page is missing, or its file was changed. Upload it again and choose it.")]


def eligible_signers(page, kind):
    """The users who may give this sign-off on the newest draft: licensed, and with no part in the text.

    One question to the database, however many people there are.
    """
    text = canonical(reader_document(page.get_latest_revision_as_object()))
    eligible = RawSQL("SELECT articles_eligible_signers(%s, %s::jsonb, %s)", [page.pk, text, kind])
    signed = SignOff.objects.on(page, digest(text)).values("signer")
    return set(get_user_model().objects.filter(pk__in=eligible).exclude(pk__in=signed))
