"""Who signs, and what they sign and publish.

Both are here since neither is without the other: readers can look up a signer, whose page somebody has signed.
"""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from articles.pages import ArticlePage, PolicyPage, TopicPage
from articles.record.assertions import said_by_sign_off
from articles.record.published.drafts import Draft
from articles.record.signed.claim_checks import Verdict
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.credentials import CREDENTIAL_FOR, Credential
from editorial.accounts.log_in.reauthentication import Authentication
from editorial.review.publishing.publishing import publish
from editorial.review.signing.claim_checks import claims_of, record_verdicts
from editorial.review.signing.rules import eligible_signers, signatures_missing
from editorial.review.signing.signing import Signature, put_signature, sign, waiting_for
from editorial.review.signing.statements import checklist, statement
from tests.factories.accounts import UserFactory
from tests.factories.authority import issued, link
from tests.factories.drafts import add_page, edited, fresh, home, person, submitted


def credentialed(kind, *, user=None, name="Dr Robin Reviewer", expires_in_days=365, introduced=True, **details):
    """A user who holds a credential for one kind of sign-off; `introduced` by a published page of their own."""
    user = user or UserFactory(reviewer=True)
    page = person(name, saved=False, post_nominals="MBBS", job_title="Physician")
    link(page, user)
    expires_on = timezone.localdate() + timedelta(days=expires_in_days)
    issued(page, CREDENTIAL_FOR[SignOffKind(kind)], expires_on=expires_on.isoformat(), **details)
    page.save_revision(user=page.owner)
    if introduced:
        about()
        published(page)
    return user


def introduce(user):
    """The user, after their own page was published as it is now: readers can look them up."""
    about()
    published(edited(user.person_account.person))
    return user


def appointed_editor():
    """An editor with the credential that emergencies and waivers ask for."""
    return credentialed(SignOffKind.EDITORIAL, user=UserFactory(editor=True))


def shared_editor():
    """The appointed editor who decides what no test asks about."""
    board = Credential.objects.valid().filter(kind="editorial", register="Board of Tests")
    held = board.select_related("person__account__user").first()
    return held.person.account.user if held else credentialed("editorial", introduced=False, register="Board of Tests")


def able_to_sign(page, kind, draft=None):
    """Somebody who may give this sign-off on the page's newest draft; made, where there is nobody."""
    return found_able_to_sign(draft or Draft.of(page), kind) or made_able_to_sign(page, kind)


def found_able_to_sign(draft, kind):
    return min(eligible_signers(draft, kind), key=lambda user: user.pk, default=None)


def made_able_to_sign(page, kind):
    return credentialed(kind, introduced=isinstance(page, ArticlePage | TopicPage))


def just_authenticated():
    """What a signer's session says when they gave their password a moment ago."""
    return Authentication(at=timezone.now(), methods=["password"])


def signature(kind, shown, **changes):
    """What a signer who has no interest answers, and the words that they are asked with; `shown` is a digest."""
    given = {
        "shown_digest": shown,
        "interest_answer": "none",
        "authenticated": just_authenticated(),
        "checklist": [{"question": question, "answer": "yes"} for question in checklist(kind)],
        "statement": statement(kind),
    }
    return Signature(**given | changes)


def signed(page, by=None, **changes):
    """A sign-off of the kind that the page waits for, by somebody who may give it unless `by` says who."""
    draft = Draft.of(page)
    kind = changes.pop("kind", None) or waiting_for(page)
    by = by or able_to_sign(page, kind, draft)
    if kind == SignOffKind.FACT_CHECK:
        find_claims_supported(draft, by=by)
    return sign(page, by=by, kind=kind, signature=signature(kind, changes.pop("shown_digest", draft.digest), **changes))


def find_claims_supported(draft, by):
    """A fact checker's verdicts on the claims that a draft marks."""
    claims = claims_of(draft) if draft.claims else []
    verdicts = [(item, Verdict.SUPPORTED if item["marked"] else Verdict.GIVEN_UP, "As it says.") for item in claims]
    record_verdicts(draft.page, verdicts, by=by)


def signed_with(passkey, page, by, **changes):
    """A sign-off of the kind that the page waits for, with a passkey; `changes` as in `signature`.

    `moved` is what was changed between the passkey's signature and its arrival here.
    """
    moved, kind, draft = changes.pop("moved", {}), changes.pop("kind", None) or waiting_for(page), Draft.of(page)
    if kind == SignOffKind.FACT_CHECK:
        find_claims_supported(draft, by=by)
    given = signature(kind, draft.digest, **changes)
    row = {name: getattr(given, name) for name in ("statement", "checklist", "interest_answer", "interests")}
    said = said_by_sign_off(SignOff(page_id=page.pk, digest=draft.digest, kind=kind, **row))
    assertion = passkey.sign(said)
    return sign(page, by=by, kind=kind, signature=replace(given, **{"assertion": assertion, **moved}))


@transaction.atomic
def published(page):
    """The page, after everybody needed has signed; its edition is what readers get.

    PostgreSQL judges signatures and edition as ever. What is left out is the workflow around them, which
    hands on the draft that it has locked, as this does.
    """
    draft, by = signed_outside_the_workflow(page)
    publish(page, by=by, draft=draft)
    return fresh(page)


@transaction.atomic
def signed_outside_the_workflow(page):
    """(The draft, on which everybody needed has signed, the last of them)."""
    draft, by = Draft.locked(page), None
    while kinds := signatures_missing(draft):
        kind = kinds[0]
        by = found_able_to_sign(draft, kind)
        if by is None:
            by = made_able_to_sign(page, kind)
            draft = Draft.locked(page)  # whoever was made has a page, which may stand below this one
        if kind == SignOffKind.FACT_CHECK:
            find_claims_supported(draft, by=by)
        put_signature(draft, by=by, kind=kind, signature=signature(kind, draft.digest))
    return draft, by


def published_through_the_workflow(page):
    """The page, which the last signature published: the desk's own way, with its letters."""
    return signed_by_all(page)


def signed_by_all(page):
    """The page, after the workflow asked everybody needed and they signed."""
    page = submitted(page)
    while waiting_for(page):
        signed(page)
        page = fresh(page)
    return page


def published_home():
    page = home()
    return page if page.editions.exists() else published(page)


def about():
    """The published policy page below which people stand."""
    front = published_home()  # whose signer may have brought it
    found = PolicyPage.objects.filter(slug="about").first()
    found = found or add_page(front, PolicyPage(title="About us", slug="about", policy_kind="section"))
    return found if found.editions.exists() else published(found)
