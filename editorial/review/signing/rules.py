"""What a text still needs, and why somebody may not sign it: all unmet requirements at once, each a sentence."""

from __future__ import annotations

from itertools import chain

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.pages import EditionedPage
from articles.pages.zone import moment_with_zone
from articles.record.document import ReaderDocument, canonical
from articles.record.published.addresses import NoAddressError
from articles.record.published.drafts import Draft
from articles.record.published.editions import ChangeClass, Edition
from articles.record.refusals import Refusal
from articles.record.signed.pictures import SiteImage
from articles.record.signed.risk import RiskAssessment
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.credentials import Credential
from articles.writing.checks import (
    retracted_sources,
    unmet_by_citations,
    unmet_by_claims,
    unmet_by_gaps,
    unmet_by_pictures,
)
from editorial.accounts.users import User

from ..extensions import keeps_from_publishing, unmet_requirements
from .experts import kept_out_of


def signatures_needed(draft: Draft, *, emergency: bool = False) -> dict[str, int]:
    """How many sign-offs of each kind this text needs, as the database's gate asks for them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, needed FROM articles_required_today(%s, %s::jsonb, %s)",
            [draft.page.pk, draft.text, emergency],
        )
        return dict(cursor.fetchall())


def signatures_missing(draft: Draft) -> list[str]:
    """The kinds of sign-off that this exact text lacks today. One whose signer may not give it any more is lacking."""
    return _as_it_was_signed(draft)[0]


def _as_it_was_signed(draft: Draft) -> tuple[list[str], bool]:
    """The kinds of sign-off that are lacking, and whether a claim was found unsupported, perhaps after one was given.

    Another fact checker may have found that while the first one's signature did not count.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT ARRAY(
                SELECT needs.kind FROM articles_required_today(%(page)s, %(document)s::jsonb, false) AS needs
                WHERE needs.needed > (
                    SELECT count(*) FROM articles_standing_sign_offs(%(page)s, %(document)s::jsonb, %(digest)s) AS given
                    WHERE given.kind = needs.kind)),
                EXISTS (SELECT articles_unsupported_claims(%(page)s))
            """,
            {"page": draft.page.pk, "document": draft.text, "digest": draft.digest},
        )
        missing, is_unsupported = cursor.fetchone()
    return missing, is_unsupported


def unmet_before_review(draft: Draft) -> list[str]:
    """What a draft must have before people are asked to sign it."""
    checks = [
        _unlinked_translation,
        _unfinished_article,
        unmet_by_gaps,
        unmet_by_citations,
        _unfinished_pictures,
        _missing_pictures,
        _unreviewed_dose,
    ]
    unmet = [*_published_before(draft), *_unfinished_change(draft), *unmet_by_claims(draft.claims)]
    return [*unmet, *(sentence for check in checks for sentence in check(draft.page, draft.document))]


def unmet_before_publishing(draft: Draft) -> list[str]:
    """Everything that keeps this exact text from being published now."""
    page, latest, unmet = draft.page, draft.record, unmet_before_review(draft)
    if latest is None or latest.digest != draft.digest:
        unmet.append(
            _(
                "Something that this page shows changed after the draft was saved. "
                "Save the draft again, then have it signed."
            )
        )
    missing, is_unsupported = _as_it_was_signed(draft)
    for kind in missing:
        unmet.append(_("The sign-off is missing or no longer valid: %s.") % SignOffKind(kind).label.lower())
        unmet += _risk_said_by_writer(page) if kind == SignOffKind.MEDICAL_REVIEW else []
    unmet += [str(Refusal("claim_not_supported"))] if is_unsupported else []
    try:
        _address = draft.address
    except NoAddressError as error:
        unmet.append(str(error))
    unmet += filter(None, keeps_from_publishing.given(page.pk).values())
    if page.publish_after and page.publish_after > timezone.now():
        unmet.append(_("It is to be published after %s.") % moment_with_zone(page.publish_after))
    return [*unmet, *chain.from_iterable(unmet_requirements.given(draft).values())]


def unmet_by_imported(draft: Draft) -> list[str]:
    """What keeps a text that was moved in from going out unreviewed, whoever decides about it.

    Not what our own style asks of an article, such as references, and not whether it stands elsewhere, too, as it did
    on the former site: that is what its first review is for.
    """
    page, document = draft.page, draft.document
    checks = [retracted_sources, _missing_pictures, _unreviewed_dose]
    unmet = [sentence for check in checks for sentence in check(page, document)]
    if draft.record is None or draft.record.digest != draft.digest:
        unmet.append(_("Something that this page shows changed after it came in."))
    return [*unmet, *filter(None, keeps_from_publishing.given(page.pk).values())]


def signing_refusal(user: User, draft: Draft, kind: str, credential: Credential | None) -> Refusal | None:
    """Why this person may not give this sign-off, as the database says; None when they may."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, detail FROM articles_signing_refusal(%s, %s::jsonb, %s, %s, %s)",
            [draft.page.pk, draft.text, kind, user.pk, credential.pk if credential else None],
        )
        code, detail = cursor.fetchone()
    return Refusal(code, detail) if code else None


def eligible_signers(draft: Draft, kind: str) -> set[User]:
    """The users who may give this sign-off on this text: licensed, with no part in it, and not kept from seeing it.

    One question to the database, however many people there are.
    """
    eligible = RawSQL("SELECT articles_eligible_signers(%s, %s::jsonb, %s)", [draft.page.pk, draft.text, kind])
    signed = SignOff.objects.on(draft.page, draft.digest).values("signer")
    able = User.objects.filter(pk__in=eligible).exclude(pk__in=signed)
    return set(able.exclude(pk__in=kept_out_of(draft.page)))


def _published_before(draft: Draft) -> list[str]:
    """A text becomes an edition once: another way back to it would pass by whoever left it behind."""
    newest = draft.newest_edition
    if newest is None:
        return []
    if newest.digest == draft.digest and newest.is_signed:
        return [_("Nothing has changed since edition %d.") % newest.number]
    same = Edition.objects.of_page(draft.page).signed().filter(digest=draft.digest).first()
    if same is None:
        return []
    return [_("This is the text of edition %d again. To show it to readers, put that edition back.") % same.number]


def _unfinished_change(draft: Draft) -> list[str]:
    change, newest = draft.document["change"], draft.newest_edition
    if newest is None or (not newest.is_signed and not Edition.objects.of_page(draft.page).signed().exists()):
        return (
            [] if change["class"] == ChangeClass.NEW else [_("The first edition is “new”: say so under “This change”.")]
        )
    if change["class"] == ChangeClass.NEW:
        return [_("Say under “This change” what kind of change this is: only the first edition is “new”.")]
    if change["class"] == ChangeClass.REVIEWED and not says_the_same(draft):
        return [str(Refusal("reviewed_says_something_else"))]
    if not change["note"] and change["class"] != ChangeClass.TYPO:
        return [_("Write the public note about this change: readers are told what changed.")]
    return []


def says_the_same(draft: Draft) -> bool:
    """Whether a draft says what readers get now, but for what it says of the change; as the database says it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_says_the_same(%s, %s::jsonb)", [draft.page.pk, draft.text])
        return bool(cursor.fetchone()[0])


def _risk_said_by_writer(page: EditionedPage) -> list[str]:
    said = RiskAssessment.objects.said_by_writer(page.pk)
    if said is None:
        return []
    return [
        _(
            "%s said how risky it is and has written words of it since: "
            "it needs two medical reviews until another editor says it."
        )
        % said.set_by
    ]


def _unlinked_translation(page: EditionedPage, document: ReaderDocument) -> list[str]:
    translates = document.get("translates")
    if not translates:
        return []
    newest = Edition.objects.filter(page_id=translates["page"]).order_by("-number").first()
    if newest is None:
        return [_("The original of this translation has not been published yet.")]
    if not 1 <= (translates["edition"] or 0) <= newest.number:
        return [_("Say which edition of the original this translates: the newest is edition %d.") % newest.number]
    return []


def _unfinished_article(page: EditionedPage, document: ReaderDocument) -> list[str]:
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


def _unfinished_pictures(page: EditionedPage, document: ReaderDocument) -> list[str]:
    return list(unmet_by_pictures(page))


def _missing_pictures(page: EditionedPage, document: ReaderDocument) -> list[str]:
    if not document["images"]:
        return []
    there = SiteImage.objects.filter(sha256__in=document["images"])
    if {image.sha256 for image in there if image.hash_of_bytes() == image.sha256} >= set(document["images"]):
        return []
    return [_("A picture of this page is missing, or its file was changed. Upload it again and choose it.")]


def _unreviewed_dose(page: EditionedPage, document: ReaderDocument) -> list[str]:
    if SignOffKind.MEDICAL_REVIEW in page.required_sign_offs:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_dose_in(%s::jsonb)", [canonical(document)])
        (dose,) = cursor.fetchone()
    return [str(Refusal("dose_not_reviewed", dose))] if dose else []
