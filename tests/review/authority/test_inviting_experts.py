"""Outside experts are invited to one article by a link, and sign it like anybody."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from articles.record.signed.sign_offs import SignOff, SignOffKind
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter
from editorial.planning.assigning import experts as planned
from editorial.planning.assigning.assignments import Answer, Assignment, ask
from editorial.planning.assigning.rota import by_turn
from editorial.planning.steps import Step
from editorial.review.authority import inviting_experts
from editorial.review.authority.deciding import decide
from editorial.review.authority.inviting_experts import invitation_of, key_of
from editorial.review.authority.proposals import AuthorityProposal
from editorial.review.signing.experts import EXPERTS, ExpertInvitation
from editorial.review.signing.permissions import may_see_drafts
from tests.accounts.passkey import SoftPasskey
from tests.factories.accounts import PASSWORD, UserFactory, logged_in
from tests.factories.drafts import edited
from tests.factories.pages import policy
from tests.factories.signing import appointed_editor, published, signed
from tests.letters.post import delivered
from tests.review.authority.conftest import CHECK, MINE, user

pytestmark = pytest.mark.django_db

FORM = {
    "invite": "",
    "invite-prefix_shown": "Dr",
    "invite-first_name": "Nia",
    "invite-last_name": "Outside",
    "invite-email": "nia@example.org",
    "invite-job_title": "Physiotherapist",
    "invite-credential_kind": "fact_checking",
    "invite-register": "Health and Care Professions Council",
    "invite-number": "PH7654321",
    "invite-last_day": str(timezone.localdate() + timedelta(20)),
    "invite-reason": "She knows about heat.",
}


def entering(client, somebody):
    client.logout()
    return logged_in(client, somebody)


def home_of(client, somebody):
    return entering(client, somebody).get("/admin/", follow=True).content.decode()


def newcomer(client, editor, page):
    """Somebody new, just invited on the screen."""
    entering(client, editor)
    delivered().clear()
    client.post(reverse("review:experts", args=[page.pk]), FORM)
    client.logout()
    return get_user_model().objects.get(email="nia@example.org")


def link_in_letter(somebody):
    (letter,) = [letter for letter in delivered() if letter.to == [somebody.email]]
    return re.search(r"/admin/account/invitation/\S+", letter.body)[0]


def test_only_an_appointed_editor_invites(client, mine):
    entering(client, UserFactory(editor=True))

    assert client.get(reverse("review:experts", args=[mine.pk])).status_code == 302


def test_an_editor_invites_somebody_new_and_the_link_is_kept_nowhere(client, editor, mine):
    expert = newcomer(client, editor, mine)

    assert [group.name for group in expert.groups.all()] == [EXPERTS]
    kinds = {proposal.kind for proposal in AuthorityProposal.objects.undecided().filter(asked_by=editor)}
    assert kinds == {"account_linked", "credential_issued"}
    letter = Letter.objects.get(recipient=expert)
    address = link_in_letter(expert)
    letter.refresh_from_db()
    assert letter.email.message == letter.email.html_message == ""
    assert "invitation/" not in letter.link
    assert client.get(address).status_code == 200
    assert MINE not in client.get(address).content.decode()


def test_by_the_link_they_choose_a_password_once_and_are_in(client, editor, mine):
    expert = newcomer(client, editor, mine)
    address = link_in_letter(expert)
    assert "too short" in client.post(address, {"password1": "abc", "password2": "abc"}).content.decode()

    answer = client.post(address, {"password1": PASSWORD, "password2": PASSWORD}, follow=True)

    assert MINE in answer.content.decode()
    client.logout()
    assert client.get(address).status_code == 404
    assert client.post(address, {"password1": "x" * 20, "password2": "x" * 20}).status_code == 404
    entering(client, expert)


def test_where_passkeys_sign_they_set_one_up_once_in_place_of_a_password(client, editor, mine, settings):
    settings.SIGNING = "passkey"
    expert = newcomer(client, editor, mine)
    address, phone = link_in_letter(expert), SoftPasskey()
    shown = client.get(address).content.decode()
    assert "password1" not in shown
    assert "is not right" in client.post(address, {"credential": phone.made_for("AAAA")}).content.decode()

    shown = client.get(address).content.decode()
    options = json.loads(re.search(r'id="passkey-options"[^>]*>(.*?)</script>', shown)[1])["creation_options"]
    made = phone.made_for(options["publicKey"]["challenge"])
    home = client.post(address, {"credential": made}, follow=True).content.decode()

    assert MINE in home
    assert expert.authenticator_set.get().type == "webauthn"
    assert not user(expert.pk).has_usable_password()
    client.logout()
    assert client.post(address, {"credential": made}).status_code == 404


def test_a_new_link_ends_the_old_and_both_end_in_time(client, editor, mine):
    expert = newcomer(client, editor, mine)
    old, invitation = link_in_letter(expert), ExpertInvitation.objects.get(expert=expert)

    inviting_experts.send_new_link(invitation, by=editor)

    assert client.get(old).status_code == 404
    invitation.refresh_from_db()
    assert invitation_of(key_of(invitation)) == invitation
    ExpertInvitation.objects.filter(pk=invitation.pk).update(link_sent_at=timezone.now() - timedelta(15))
    invitation.refresh_from_db()
    assert invitation_of(key_of(invitation)) is None


def test_nobody_guesses_or_changes_a_link(client, invitation):
    for key in ("x", "set-password", key_of(invitation)[:-1] + "A", "é" * 400):
        assert client.get(reverse("account_invitation", args=[key])).status_code == 404


def test_a_link_lets_nobody_into_an_account_that_has_a_way_in(client, invitation):
    assert client.get(reverse("account_invitation", args=[key_of(invitation)])).status_code == 404


def test_they_accept_are_asked_sign_and_nothing_else_is_asked_of_them(
    client, expert, invitation, mine, django_capture_on_commit_callbacks
):
    logged_in(client, expert)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("review:expert_answer", args=[invitation.pk]), {"accept": ""})
    assert Assignment.objects.get(person=expert).answer == Answer.ACCEPTED
    asked = Letter.objects.get(recipient=expert, kind=Kind.ASKED)
    assert "/planning/" not in asked.email.message, "They answer where they are invited."

    with django_capture_on_commit_callbacks(execute=True):
        signed(mine, by=user(expert.pk))

    assert Assignment.objects.get(person=expert).answer == Answer.DONE
    home = client.get("/admin/", follow=True).content.decode()
    assert "Thank you: you signed the text. Nothing else is asked of you." in home
    assert MINE not in home
    assert client.get(reverse("review:page", args=[mine.pk])).status_code == 302
    assert SignOff.objects.filter(signer=expert, page_id=mine.pk).exists(), "What they signed is kept."


def test_they_decline_with_a_suggestion_and_whoever_invited_them_is_told(client, expert, editor, invitation, mine):
    delivered().clear()
    logged_in(client, expert)
    address = reverse("review:expert_answer", args=[invitation.pk])
    assert "Say why" in client.post(address, {"decline": "", "suggestion": "Ada"}).content.decode()

    client.post(address, {"decline": "", "reason": "Not my field.", "suggestion": "Ada <ada@example.org>"})

    (letter,) = [letter for letter in delivered() if letter.to == [editor.email]]
    assert "Not my field." in letter.body
    assert "Ada <ada@example.org>" in letter.body
    assert not may_see_drafts(user(expert.pk), mine)


def test_they_are_asked_as_soon_as_they_could_sign(client, editor, mine, django_capture_on_commit_callbacks):
    expert = newcomer(client, editor, mine)
    invitation = ExpertInvitation.objects.get(expert=expert)
    inviting_experts.accept_invitation(invitation, by=expert)
    assert planned.ask_experts() == []

    second = appointed_editor()
    for proposal in AuthorityProposal.objects.undecided():
        decide(proposal, by=second, accept=True)
    published(edited(user(expert.pk).person_account.person, standfirst="Treats people with heat."))

    (asked,) = planned.ask_experts()
    assert (asked.person, asked.answer, asked.asked_by) == (expert, Answer.ACCEPTED, editor)
    assert planned.ask_experts() == []


def test_an_editor_calls_it_off_on_either_screen_and_they_get_one_letter(client, expert, editor, invitation, mine):
    inviting_experts.accept_invitation(invitation, by=expert)
    planned.ask_experts()
    delivered().clear()
    entering(client, editor)

    client.post(reverse("planning:page", args=[mine.pk]), {"withdraw": Assignment.objects.get(person=expert).pk})

    assert not ExpertInvitation.objects.standing().exists()
    assert [letter.subject for letter in delivered() if letter.to == [expert.email]] == [
        f"You are not asked any more to sign “{MINE}”"
    ]


def test_whose_last_day_is_past_is_not_counted_on(client, expert, invitation, mine):
    inviting_experts.accept_invitation(invitation, by=expert)
    planned.ask_experts()
    ExpertInvitation.objects.update(last_day=timezone.localdate() - timedelta(1))

    planned.let_go_of_those_out_of_time()

    assert Assignment.objects.get(person=expert).answer == Answer.LAPSED
    assert expert.pk not in Step.objects.of_page(mine).able
    assert "The day until which you were invited is past." in home_of(client, expert)


def test_the_home_page_says_what_is_missing(client, editor, mine):
    expert = newcomer(client, editor, mine)
    address = link_in_letter(expert)

    shown = client.post(address, {"password1": PASSWORD, "password2": PASSWORD}, follow=True).content.decode()

    assert "Two editors confirm that you are who you are" in shown
    assert "Read it" in shown
    assert "Review and sign" not in shown


def test_an_expert_is_invited_again_and_a_member_of_the_desk_is_not(client, expert, editor, invitation, mine, other):
    entering(client, editor)
    screen = reverse("review:experts", args=[other.pk])
    writer = UserFactory(writer=True)
    again = {"again": "", "again-kind": CHECK, "again-last_day": FORM["invite-last_day"]}

    client.post(screen, again | {"again-expert": writer.pk})
    client.post(screen, again | {"again-expert": expert.pk})

    assert {found.expert for found in ExpertInvitation.objects.about(other)} == {expert}
    assert may_see_drafts(user(expert.pk), other)
    shown = client.post(screen, FORM | {"invite": "", "invite-email": writer.email.upper()}).content.decode()
    assert "Somebody has an account with this address already." in shown


def test_nobody_from_outside_is_asked_for_an_editorial_approval(client, editor, expert):
    page = policy()
    last_day = timezone.localdate() + timedelta(9)
    with pytest.raises(ValidationError, match="Nobody from outside"):
        inviting_experts.invite_again(page, SignOffKind.EDITORIAL, expert, by=editor, last_day=last_day)
    entering(client, editor)

    assert client.get(reverse("review:experts", args=[page.pk])).status_code == 302


def test_the_rota_asks_nobody_from_outside(expert):
    assert expert not in by_turn([expert.pk])


def test_whoever_was_asked_before_they_accepted_has_accepted_that_as_well(expert, editor, invitation, mine):
    asked = ask(mine, CHECK, expert, by=editor)

    inviting_experts.accept_invitation(invitation, by=expert)

    asked.refresh_from_db()
    assert asked.answer == Answer.ACCEPTED
