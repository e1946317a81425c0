"""What the record, the library and review itself know of a page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.published.status_changes import StatusChange
from articles.record.signed.claim_checks import ClaimCheck, Verdict
from articles.record.signed.draft_records import DraftRecord
from articles.record.signed.risk import RiskAssessment, RiskTier
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.interests import InterestDeclaration
from articles.references.integrity.status import Status
from articles.references.library.integrity_facts import IntegrityFact
from articles.references.library.links import LinkStatus
from articles.references.library.references import Reference

from ..signing.discussion.change_requests import ChangeRequest
from .pieces import Piece, Words, moment, name_of

CHAINED: dict[str, Words] = {"sequence": gettext_lazy("Number in the record"), "hash": gettext_lazy("Hash")}

STATUSES: dict[str, Words] = dict(PublicationStatus.choices)


def own_pieces(page: Page, publication: Publication) -> dict[str, Piece]:
    return {
        "sign-offs": sign_offs(page),
        "drafts": drafts(page),
        "claims": claims(page),
        "references": references(publication),
        "change-requests": change_requests(page),
        "interests": interests(page),
        "risk": risk(page),
        "status": status(page),
    }


def sign_offs(page: Page) -> Piece:
    given = SignOff.objects.filter(page_id=page.pk).without_texts().select_related("waiver").order_by("sequence")
    return Piece(
        _("Sign-offs"),
        _("Every signature on a text of this page, also on those that became no edition, with what was asked."),
        {
            "kind": _("Kind"),
            "name": _("Who"),
            "credentials": _("Credentials as shown"),
            "signed_at": _("When"),
            "digest": _("Digest of the text"),
            "statement": _("What was signed"),
            "checklist": _("Checklist"),
            "interests": _("Interests declared"),
            "waiver": _("Why an editor let them sign all the same"),
            "authenticated_by": _("Logged in by"),
            "passkey": _("Signed with a passkey"),
            **CHAINED,
        },
        [
            {
                "kind": one.kind,
                "name": one.shown["name"],
                "credentials": one.shown["credentials"],
                "signed_at": moment(one.signed_at),
                "digest": one.digest,
                "statement": one.statement,
                "checklist": one.checklist,
                "interests": one.interests,
                "waiver": one.waiver.reason if one.waiver else "",
                "authenticated_by": one.authenticated_by,
                "passkey": one.assertion,
                "sequence": one.sequence,
                "hash": one.hash,
            }
            for one in given
        ],
        {"kind": dict(SignOffKind.choices)},
    )


def drafts(page: Page) -> Piece:
    saved = DraftRecord.objects.of_page(page).select_related("user").order_by("pk")
    return Piece(
        _("Drafts"),
        _("Who saved a draft, and the digest of what it said. Whoever moved it cannot sign. The drafts are not here."),
        {"saved_at": _("When"), "user": _("Who"), "digest": _("Digest of the text")},
        [{"saved_at": moment(one.saved_at), "user": name_of(one.user), "digest": one.digest} for one in saved],
    )


def claims(page: Page) -> Piece:
    checks = ClaimCheck.objects.filter(page_id=page.pk).select_related("checked_by").order_by("sequence")
    return Piece(
        _("Verdicts on claims"),
        _("What fact checkers found when they compared each claim that the writer marked with its sources."),
        {
            "claim": _("Claim"),
            "verdict": _("Verdict"),
            "passage": _("Words of the source"),
            "checked_by": _("Who"),
            "checked_at": _("When"),
            **CHAINED,
        },
        [
            {
                "claim": one.text,
                "verdict": one.verdict,
                "passage": one.passage,
                "checked_by": name_of(one.checked_by),
                "checked_at": moment(one.checked_at),
                "sequence": one.sequence,
                "hash": one.hash,
            }
            for one in checks
        ],
        {"verdict": dict(Verdict.choices)},
    )


def references(publication: Publication) -> Piece:
    items = publication.edition.content.get("references", [])
    works, facts = Reference.objects.of_items(items), IntegrityFact.objects.about(items)
    return Piece(
        _("References and their checks"),
        _("What the edition that readers get cites, and what the watch on retractions and addresses found last."),
        {
            "number": _("Number"),
            "text": _("Work"),
            "doi": "DOI",
            "pmid": "PMID",
            "url": _("Address"),
            "integrity": _("Standing"),
            "since": _("Since"),
            "checked_at": _("Asked last"),
            "address_status": _("Its address"),
            "address_checked_at": _("Address tried last"),
        },
        [
            {
                "number": number,
                "text": item["text"],
                "doi": item["doi"],
                "pmid": item["pmid"],
                "url": item["url"],
                "integrity": fact.status if fact else (work.status if work else ""),
                "since": moment(fact.status_on) if fact else None,
                "checked_at": moment(work.checked_at) if work else None,
                "address_status": work.link_status if work else "",
                "address_checked_at": moment(work.link_checked_at) if work else None,
            }
            for number, (item, work, fact) in enumerate(zip(items, works, facts, strict=True), start=1)
        ],
        {"integrity": dict(Status.choices), "address_status": dict(LinkStatus.choices)},
    )


def change_requests(page: Page) -> Piece:
    asked = ChangeRequest.objects.filter(page_id=page.pk).select_related("asked_by", "settled_by").order_by("pk")
    return Piece(
        _("Requests for changes"),
        _("What somebody who could have signed asked for instead, and who said that it was settled."),
        {
            "kind": _("Kind"),
            "comment": _("What was asked for"),
            "digest": _("Digest of the text"),
            "asked_by": _("Who"),
            "asked_at": _("When"),
            "settled_by": _("Settled by"),
            "settled_at": _("Settled"),
        },
        [
            {
                "kind": one.kind,
                "comment": one.comment,
                "digest": one.digest,
                "asked_by": name_of(one.asked_by),
                "asked_at": moment(one.asked_at),
                "settled_by": name_of(one.settled_by),
                "settled_at": moment(one.settled_at),
            }
            for one in asked
        ],
        {"kind": dict(SignOffKind.choices)},
    )


def interests(page: Page) -> Piece:
    rows = InterestDeclaration.objects.filter(page_id=page.pk)
    declared = rows.select_related("signer", "waiver__waived_by").order_by("sequence")
    return Piece(
        _("Declared interests"),
        _("Interests that people named when asked to sign. They kept them from it, unless an editor waived it."),
        {
            "signer": _("Who"),
            "interests": _("Interests"),
            "declared_at": _("When"),
            "waived_by": _("Waived by"),
            "reason": _("Why"),
            **CHAINED,
        },
        [
            {
                "signer": name_of(one.signer),
                "interests": one.interests,
                "declared_at": moment(one.declared_at),
                "waived_by": name_of(waiver.waived_by) if waiver else "",
                "reason": waiver.reason if waiver else "",
                "sequence": one.sequence,
                "hash": one.hash,
            }
            for one in declared
            for waiver in [getattr(one, "waiver", None)]
        ],
    )


def risk(page: Page) -> Piece:
    said = RiskAssessment.objects.of_page(page.pk).select_related("set_by").order_by("sequence")
    return Piece(
        _("How risky it is"),
        _("The word of an editor: a high risk needs two medical reviews."),
        {"tier": _("Risk"), "reason": _("Why"), "set_by": _("Who"), "set_at": _("When"), **CHAINED},
        [
            {
                "tier": one.tier,
                "reason": one.reason,
                "set_by": name_of(one.set_by),
                "set_at": moment(one.set_at),
                "sequence": one.sequence,
                "hash": one.hash,
            }
            for one in said
        ],
        {"tier": dict(RiskTier.choices)},
    )


def status(page: Page) -> Piece:
    changes = StatusChange.objects.filter(page_id=page.pk).order_by("sequence")
    return Piece(
        _("Changes of status"),
        _("When readers were given a notice, lost the text or got an older edition back, and by whose decision."),
        {
            "before": _("Before"),
            "status": _("After"),
            "edition": _("Edition"),
            "notice": _("What readers were told"),
            "reason": _("Why"),
            "decided_by": _("Who"),
            "confirmed_by": _("Who agreed"),
            "decided_at": _("When"),
            **CHAINED,
        },
        [
            {
                "before": one.before,
                "status": one.status,
                "edition": one.edition.number,
                "notice": one.notice,
                "reason": one.reason,
                "decided_by": name_of(one.decided_by),
                "confirmed_by": name_of(one.confirmed_by),
                "decided_at": moment(one.decided_at),
                "sequence": one.sequence,
                "hash": one.hash,
            }
            for one in changes.select_related("edition", "decided_by", "confirmed_by")
        ],
        {"before": STATUSES, "status": STATUSES},
    )
