"""The demo's desk: its people save, sign and publish as people do, and PostgreSQL judges."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from articles.record.published.drafts import Draft
from articles.record.signed.claim_checks import Verdict
from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.interests import InterestAnswer
from editorial.accounts.log_in.reauthentication import Authentication
from editorial.review.publishing.publishing import publish
from editorial.review.signing.claim_checks import claims_of, record_verdicts
from editorial.review.signing.rules import eligible_signers, signatures_needed
from editorial.review.signing.signing import Signature, put_signature, sign, waiting_for
from editorial.review.signing.statements import checklist, statement


class Desk:
    """Who does what with a page: accounts by the slugs of their people."""

    def __init__(self, users, people):
        self.users = users
        self.people = people
        self.turn = 0

    def save(self, page, user):
        page.owner = user
        Page.objects.filter(pk=page.pk).update(owner=user)
        page.save_revision(user=user, log_action=True)

    def submit(self, page, user):
        page = self.fresh(page)
        page.get_workflow().start(page, user)

    def publish(self, page, writer):
        """Save, have everybody sign whose signature the gate asks for, and publish."""
        self.save(page, writer)
        with transaction.atomic():
            draft = Draft.locked(page)
            for kind, count in signatures_needed(draft).items():
                for _signature in range(count):
                    signer = self.signer(draft, kind)
                    self.judge_claims(draft, kind, signer)
                    put_signature(draft, by=signer, kind=kind, signature=self.signature(kind, draft))
            publish(page, by=signer, draft=draft)

    def publish_by_workflow(self, page, writer):
        """Save, submit and sign until nobody is asked any more: the last signature publishes."""
        self.save(page, writer)
        self.submit(page, writer)
        while kind := waiting_for(self.fresh(page)):
            self.sign(page, kind)

    def fresh(self, page):
        """The page as the database has it now."""
        return page.specific_class.objects.get(pk=page.pk)

    def sign(self, page, kind):
        draft = Draft.of(page)
        signer = self.signer(draft, kind)
        self.judge_claims(draft, kind, signer)
        sign(page, by=signer, kind=kind, signature=self.signature(kind, draft))

    def judge_claims(self, draft, kind, signer):
        """A fact checker says of each claim that its sources support it, and of each mark that went that it did."""
        if kind != SignOffKind.FACT_CHECK or not draft.claims:
            return
        verdicts = [
            (claim, Verdict.SUPPORTED if claim["marked"] else Verdict.GIVEN_UP, "") for claim in claims_of(draft)
        ]
        record_verdicts(draft.page, verdicts, by=signer)

    def signature(self, kind, draft):
        return Signature(
            shown_digest=draft.digest,
            statement=statement(kind),
            interest_answer=InterestAnswer.NONE,
            authenticated=self.authenticated(),
            checklist=[{"question": question, "answer": "yes"} for question in checklist(kind)],
        )

    def authenticated(self):
        """The demo's people have just given their passwords."""
        return Authentication(at=timezone.now(), methods=["password"])

    def signer(self, draft, kind):
        """Somebody who may sign; they take turns."""
        able = sorted(eligible_signers(draft, kind), key=lambda user: user.pk)
        self.turn += 1
        return able[self.turn % len(able)]

    def somebody(self, role):
        return self.users[next(item["slug"] for item in self.people if item["role"] == role)]
