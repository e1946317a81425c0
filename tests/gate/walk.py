"""A desk at random: people of every role do what they can, and what they cannot, in any order.

After each step an onlooker says whether what must hold does.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from wagtail.models import Page

from articles.pages import PersonPage
from articles.record.evidence import AppendOnlyError
from articles.record.published.editions import Edition
from articles.record.published.status import PublicationStatus
from articles.record.signed.risk import RiskTier
from articles.record.signers.authority import AuthorityEvent, AuthorityEventKind
from articles.record.signers.credentials import Credential, CredentialKind, PersonAccount
from articles.references.library.references import Reference
from editorial.accounts.users import User
from editorial.review.publishing import status
from editorial.review.publishing.emergency import call_emergency, confirm_emergency, end_emergencies
from editorial.review.publishing.publishing import NotReadyError, publish, publish_due
from editorial.review.publishing.status_proposals import StatusProposal
from editorial.review.signing.interests import declare, waive
from editorial.review.signing.risk import assess
from editorial.review.signing.signing import (
    ContentChangedError,
    MayNotSignError,
    Signature,
    ask_for_changes,
    sign,
    waiting_for,
)
from tests.factories.drafts import edited, shown_digest
from tests.factories.signing import just_authenticated
from tests.gate.onlooker import Onlooker

REFUSALS = (
    AppendOnlyError,
    ContentChangedError,
    DatabaseError,
    MayNotSignError,
    NotReadyError,
    PermissionDenied,
    ProtectedError,
    ValidationError,
)
WORDS = {"statement": "I stand by this.", "checklist": []}
WHAT_BECOMES_OF_A_CREDENTIAL = {
    "expires": (AuthorityEventKind.CREDENTIAL_LOOKED_UP, -1),
    "is prolonged": (AuthorityEventKind.CREDENTIAL_LOOKED_UP, 30),
    "is revoked": (AuthorityEventKind.CREDENTIAL_REVOKED, None),
}
pages = st.integers(0, 3)
people = st.integers(0, 9)


class Walk(RuleBasedStateMachine):
    """One walk, undone at its end. The walks of one test share what `of` sets.

    `cast` are the ids of the pages and of the people, `steps` counts what was tried, `onlooker` says what must be so.
    """

    cast = steps = onlooker = None

    @classmethod
    def of(cls, cast):
        return type("WalkOfTheDesk", (cls,), {"cast": cast, "steps": 0, "onlooker": Onlooker(cast["pages"])})

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.marks, self.shown = 0, {}
        self.onlooker.begin_again()

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    # The cast

    def page(self, number):
        found = Page.objects.filter(pk=self.cast["pages"][number]).first()
        return found and found.specific

    def person(self, number):
        """Somebody of the cast; in place of who was deleted, the last, who cannot be."""
        people = User.objects.filter(pk__in=[self.cast["people"][number], self.cast["people"][-1]])
        return people.order_by("pk").first()

    def try_to(self, act, *args, **kwargs):
        """Do it, or be refused: then nothing of it stays."""
        type(self).steps += 1
        try:
            with transaction.atomic():
                return act(*args, **kwargs)
        except REFUSALS:
            return None

    def mark(self):
        self.marks += 1
        return f"mark{self.marks}x"

    def signature(self, page, number=None):
        shown = self.shown.get(page.pk, "") if number == 0 else shown_digest(page)
        return Signature(shown_digest=shown, interest_answer="none", authenticated=just_authenticated(), **WORDS)

    # What writers do

    @rule(page=pages, person=people, what=st.sampled_from(["title", "standfirst", "slug"]))
    def edit(self, page, person, what):
        page = self.page(page)
        change = "update" if Edition.objects.of_page(page).signed().exists() else "new"
        words = {what: self.mark(), "change_class": change, "change_note": self.mark()}
        self.try_to(edited, page, by=self.person(person), **words)

    @rule(page=pages, person=people)
    def save_without_a_change(self, page, person):
        self.try_to(edited, self.page(page), by=self.person(person))

    @rule(page=pages, person=people, hours=st.sampled_from([-1, 1, None]))
    def schedule(self, page, person, hours):
        when = hours and timezone.now() + timedelta(hours=hours)
        self.try_to(edited, self.page(page), by=self.person(person), publish_after=when)

    @rule(page=pages, person=people)
    def revert(self, page, person):
        page = self.page(page)
        first = page.revisions.order_by("pk").first()
        self.try_to(lambda: first.as_object().save_revision(user=self.person(person), previous_revision=first))

    @rule(page=pages, person=people)
    def submit(self, page, person):
        page, user = self.page(page), self.person(person)
        self.shown[page.pk] = shown_digest(page)
        state = page.current_workflow_state
        if state and state.status == state.STATUS_NEEDS_CHANGES:
            self.try_to(state.resume, user=user)
        else:
            self.try_to(lambda: page.get_workflow().start(page, user))

    @rule(page=pages, person=people)
    def take_back(self, page, person):
        state = self.page(page).current_workflow_state
        if state:
            self.try_to(state.cancel, user=self.person(person))

    @rule(person=people)
    def reword_a_cited_work(self, person):
        work = Reference.objects.get(pk=self.cast["work"])
        work.text, work.changed_by = f"{self.mark()}. 2012.", self.person(person)
        self.try_to(work.save)

    @rule(number=people, person=people)
    def rename_somebody(self, number, person):
        page = PersonPage.objects.get(pk=self.cast["faces"][number % len(self.cast["faces"])])
        words = {"title": self.mark(), "change_class": "update", "change_note": self.mark()}
        self.try_to(edited, page, by=self.person(person), **words)

    # What reviewers do

    @rule(page=pages, person=people, stale=st.integers(0, 5))
    def sign(self, page, person, stale):
        page = self.page(page)
        kind = waiting_for(page)
        if kind:
            self.try_to(sign, page, by=self.person(person), kind=kind, signature=self.signature(page, stale))

    @rule(page=pages, writer=people)
    def bring_to_its_end(self, page, writer):
        """Chance alone seldom brings the right people in the right order: all of them in turn, the writer first."""
        self.edit(page, writer, "title")
        self.submit(page, writer)
        page = self.page(page)
        shown = self.signature(page)  # to all of them: nobody edits meanwhile
        for number in range(len(self.cast["people"])):
            kind = waiting_for(page)
            if not kind:
                return
            user = self.person((writer + number) % len(self.cast["people"]))
            self.try_to(sign, page, by=user, kind=kind, signature=shown)

    @rule(writer=people, helper=people)
    def bring_to_its_end_with_a_reworded_work(self, writer, helper):
        self.edit(0, writer, "standfirst")
        self.reword_a_cited_work(helper)
        self.bring_to_its_end(0, writer)

    @rule(page=pages, person=people)
    def reject(self, page, person):
        self.try_to(ask_for_changes, self.page(page), by=self.person(person), comment="Not yet.")

    @rule(page=pages, person=people, editor=people)
    def declare_and_waive(self, page, person, editor):
        declaration = self.try_to(declare, self.page(page), by=self.person(person), interests="Shares")
        if declaration:
            self.try_to(waive, declaration, by=self.person(editor), reason="Sold")

    # Who may sign: decided by any two, or by the owner of the database

    def decide_on(self, kind, first, second, **about):
        """Two people of the cast decide, or the owner, where both are the same."""
        by = {} if first == second else {"asked_by": self.person(first), "confirmed_by": self.person(second)}
        return self.try_to(AuthorityEvent.objects.create, kind=kind, reason="So.", **by, **about)

    @rule(person=people, first=people, second=people, what=st.sampled_from([*WHAT_BECOMES_OF_A_CREDENTIAL]))
    def change_credential(self, person, first, second, what):
        found = Credential.objects.standing().filter(person__account__user=self.cast["people"][person]).first()
        if found:
            kind, days = WHAT_BECOMES_OF_A_CREDENTIAL[what]
            details = {"expires_on": (timezone.now() + timedelta(days=days)).date().isoformat()} if days else {}
            about = {"person": found.person, "credential": found, "details": details}
            self.decide_on(kind, first, second, **about)

    @rule(person=people, first=people, second=people, kind=st.sampled_from(CredentialKind.values))
    def issue_credential(self, person, first, second, kind):
        page = PersonPage.objects.get(pk=self.cast["faces"][person % len(self.cast["faces"])])
        details = {"kind": kind, "register": "R", "number": self.mark()}
        self.decide_on(AuthorityEventKind.CREDENTIAL_ISSUED, first, second, person=page, details=details)

    @rule(number=people, other=people, first=people, second=people)
    def exchange_account(self, number, other, first, second):
        """Somebody's page becomes another's account."""
        page = PersonPage.objects.get(pk=self.cast["faces"][number % len(self.cast["faces"])])
        for account in PersonAccount.objects.filter(person=page):
            self.decide_on(AuthorityEventKind.ACCOUNT_UNLINKED, first, second, person=page, user=account.user)
        self.decide_on(AuthorityEventKind.ACCOUNT_LINKED, first, second, person=page, user=self.person(other))

    # What editors do

    @rule(page=pages, person=people, tier=st.sampled_from(RiskTier.values))
    def say_how_risky(self, page, person, tier):
        self.try_to(assess, self.page(page), by=self.person(person), tier=tier, reason=self.mark())

    @rule(page=st.integers(0, 1), person=people, writer=people)
    def bring_to_its_end_what_its_writer_called_harmless(self, page, person, writer):
        self.say_how_risky(page, person, RiskTier.STANDARD)
        self.edit(page, person, "title")
        self.bring_to_its_end(page, writer)

    @rule(page=pages, person=people, what=st.sampled_from(["hold", "lift"]))
    def notice(self, page, person, what):
        words = {"notice": "We are checking."} if what == "hold" else {}
        self.try_to(getattr(status, what), self.page(page), by=self.person(person), reason="A report", **words)

    @rule(page=pages, person=people, to=st.sampled_from(PublicationStatus.values))
    def propose(self, page, person, to):
        words = {"notice": "It was wrong.", "reason": "A report"}
        self.try_to(status.propose, self.page(page), by=self.person(person), status=to, **words)

    @rule(person=people, accept=st.booleans())
    def decide(self, person, accept):
        proposal = StatusProposal.objects.filter(decided_at__isnull=True).first()
        if proposal:
            self.try_to(status.decide, proposal, by=self.person(person), accept=accept)

    @rule(page=pages, person=people)
    def put_back(self, page, person):
        page = self.page(page)
        older = Edition.objects.of_page(page).order_by("number").first()
        if older:
            self.try_to(
                status.put_back, page, by=self.person(person), edition=older, notice="Wrong.", reason="A report"
            )

    @rule(page=pages, first=people, second=people)
    def emergency(self, page, first, second):
        page = self.page(page)
        words = {"reason": "A recall", "hours": 2}
        self.try_to(call_emergency, page, by=self.person(first), **words, signature=self.signature(page))
        self.try_to(confirm_emergency, page, by=self.person(second), signature=self.signature(page))

    # What nobody should be able to do

    @rule(page=pages)
    def publish_from_code(self, page):
        self.try_to(publish, self.page(page))

    @rule()
    def clock(self):
        self.try_to(publish_due)
        self.try_to(end_emergencies)

    @rule(page=pages, person=people)
    def publish_past_the_gate(self, page, person):
        revision = self.page(page).get_latest_revision()
        self.try_to(revision.publish, user=self.person(person), skip_permission_checks=True)

    @rule(page=pages)
    def approve_past_the_review_screen(self, page):
        state = self.page(page).current_workflow_task_state
        if state and state.status == state.STATUS_IN_PROGRESS:
            self.try_to(state.approve, user=self.person(9))

    @rule(page=pages)
    def write_into_the_live_row(self, page):
        page = self.page(page)
        page.title, page.live = self.mark(), True
        self.try_to(page.save)

    @rule(page=pages, place=st.integers(0, 1))
    def move(self, page, place):
        place = Page.objects.get(pk=self.cast["places"][place]).specific
        page = self.page(page)
        if page.can_move_to(place):
            self.try_to(page.move, place, pos="last-child", user=self.person(9))

    @rule(page=pages)
    def delete_page(self, page):
        page = self.page(page)
        if Edition.objects.of_page(page).exists():
            self.try_to(page.delete)

    @rule(person=people)
    def delete_person(self, person):
        self.try_to(self.person(person).delete)

    @rule(person=people, active=st.booleans())
    def deactivate(self, person, active):
        self.try_to(User.objects.filter(pk=self.cast["people"][person]).update, is_active=active)

    @invariant()
    def all_is_as_it_must_be(self):
        self.onlooker.look()
