"""Naming somebody in a remark: they are told once, and see it on their home page until they open it."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from editorial.letters.outbox.letter import Letter
from editorial.review.authority.inviting_experts import invite_again
from editorial.review.signing.discussion.mentions import CannotBeNamedError, Mention, named_in, who_may_see
from editorial.review.signing.discussion.remarking import answer, remark
from editorial.review.signing.discussion.remarks import Remark
from editorial.review.signing.experts import EXPERTS, ExpertInvitation
from editorial.review.signing.permissions import may_see_drafts
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import fresh, submitted
from tests.factories.pages import article
from tests.factories.signing import appointed_editor, credentialed
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db

CHECK = SignOffKind.FACT_CHECK
PEOPLE = {
    "writer": {"writer": True, "first_name": "Wim", "last_name": "Writer"},
    "twin": {"writer": True, "first_name": "Wim", "last_name": "Writer-Jones"},
    "triager": {"triager": True, "first_name": "Tara", "last_name": "Triage"},
    "guest": {"group": EXPERTS, "first_name": "Eve", "last_name": "Extern"},
    "stranger": {"group": EXPERTS, "first_name": "Sid", "last_name": "Stranger"},
}


@pytest.fixture(scope="module")
def made(scene):
    """A text in review, and people who may and may not see it."""
    people = {name: UserFactory(**about) for name, about in PEOPLE.items()}
    page = submitted(article("Heat", by=people["writer"]))
    people["checker"] = credentialed(CHECK)
    people["editor"] = appointed_editor()
    for name in ("guest", "stranger"):
        credentialed(CHECK, user=people[name])
    last_day = timezone.localdate() + timedelta(9)
    invite_again(page, CHECK, people["guest"], by=people["editor"], last_day=last_day)
    return {"page": page, **{name: user.pk for name, user in people.items()}}


@pytest.fixture
def page(made):
    return fresh(made["page"])


@pytest.fixture
def people(made):
    return {name: get_user_model().objects.get(pk=pk) for name, pk in made.items() if name != "page"}


def said(page, by, comment):
    return remark(Draft.of(page), by=by, quote="It may help", comment=comment)


def home_of(client, user):
    client.logout()
    logged_in(client, user)
    return client.get("/admin/", follow=True).content.decode()


def test_whoever_may_see_the_text_can_be_named_and_nobody_else(page, people):
    found = set(who_may_see(page))

    everybody = get_user_model().objects.all()
    assert found == {user for user in everybody if may_see_drafts(user, page)}
    assert {people["writer"], people["checker"], people["guest"], people["editor"]} <= found
    assert not {people["triager"], people["stranger"]} & found


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("@Wim Writer, is that so?", ["writer"]),
        ("(@wim writer-jones) and @Eve Extern.", ["twin", "guest"]),
        ("Ask {writer} or @{writer}.", ["writer"]),
        ("@{WRITER}!", ["writer"]),
        ("5 mg @ 8 o’clock; write to a@b.example", []),
    ],
)
def test_a_name_in_full_or_an_address_names_somebody(page, people, words, names):
    words = words.format(writer=people["writer"].email, WRITER=people["writer"].email.upper())

    assert named_in(words, page) == [people[name] for name in names]


def test_who_may_not_see_the_text_is_refused_like_somebody_who_is_not_there(page, people):
    def refusal(words):
        with pytest.raises(CannotBeNamedError) as refused:
            named_in(words, page)
        return str(refused.value)

    there, not_there = people["triager"].email, "nobody@example.org"
    assert refusal(f"@{there}").replace(there, "X") == refusal(f"@{not_there}").replace(not_there, "X")
    assert "Nobody who may see this text is called “@Tara”" in refusal("@Tara Triage")
    assert "Nobody who may see this text" in refusal("@Sid Stranger")
    assert "Nobody who may see this text" in refusal("@" + "x" * 3000)


def test_people_of_one_name_are_named_by_their_address(client, page, people):
    other = UserFactory(writer=True, first_name="Wim", last_name="Writer")
    with pytest.raises(CannotBeNamedError, match="Several people"):
        named_in("@Wim Writer", page)

    assert named_in(f"@{other.email}", page) == [other]
    logged_in(client, people["checker"])
    offered = client.get(reverse("review:people_to_name", args=[page.pk])).json()["people"]
    assert {"name": "Wim Writer", "write": other.email} in offered
    assert {"name": "Eve Extern", "write": "Eve Extern"} in offered
    client.logout()
    logged_in(client, people["guest"])
    offered = client.get(reverse("review:people_to_name", args=[page.pk])).json()["people"]
    assert offered and not any("@" in person["write"] for person in offered), "Nobody outside is given an address."


def test_whoever_is_named_is_told_once_and_sees_it_until_they_open_it(client, page, people):
    delivered().clear()
    said(page, people["checker"], "@Wim Writer and again @Wim Writer: <script>alert(1)</script>?")

    (letter,) = [letter for letter in delivered() if letter.to == [people["writer"].email]]
    assert "names you in a remark on “Heat”" in letter.subject
    shown = home_of(client, people["writer"])
    assert "Remarks that name you" in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert(1)" not in shown
    client.get(reverse("review:remarks", args=[page.pk]))
    assert "Remarks that name you" not in client.get("/admin/").content.decode()


def test_what_is_settled_names_nobody_any_more(client, page, people):
    made = said(page, people["checker"], "Where from?")
    answer(made, by=people["writer"], comment="@Eve Extern knows.")
    assert "Remarks that name you" in home_of(client, people["guest"])

    made.settle(people["checker"])

    assert "Remarks that name you" not in home_of(client, people["guest"])


def test_an_answer_that_names_who_spoke_before_is_one_letter(page, people):
    made = said(page, people["writer"], "Where from?")
    answer(made, by=people["checker"], comment="@Wim Writer: from the leaflet.")

    about = Letter.objects.filter(recipient=people["writer"], page_id=page.pk, kind__in=["named", "changes"])
    assert [letter.kind for letter in about] == ["named"]


def test_who_is_invited_no_more_is_told_nothing_more(client, page, people):
    made = said(page, people["guest"], "Where from?")
    said(page, people["checker"], "@Eve Extern?")
    ExpertInvitation.objects.update(ended_at=timezone.now())

    answer(made, by=people["writer"], comment="From the leaflet.")

    assert not Letter.objects.filter(recipient=people["guest"], occasion__startswith="answer").exists()
    assert "Remarks that name you" not in home_of(client, people["guest"])


def test_a_remark_that_names_nobody_is_not_kept_and_what_was_typed_stands_there(client, page, people):
    made = said(page, people["writer"], "Where from?")
    logged_in(client, people["checker"])
    screen = reverse("review:remarks", args=[page.pk])

    typed = {"remark": "", "remark-quote": "It may help", "remark-comment": "Ask @Tara Triage <b>"}
    shown = client.post(screen, typed).content.decode()
    assert "Nobody who may see this text is called “@Tara”" in shown
    assert "Ask @Tara Triage &lt;b&gt;" in shown
    shown = client.post(screen, {"answer": made.pk, "comment": 'No "@Tara'}).content.decode()
    assert "Nobody who may see this text is called" in shown
    assert 'value="No &quot;@Tara"' in shown

    assert (Remark.objects.count(), Mention.objects.count()) == (1, 0)


def test_only_who_may_see_the_text_is_told_whom_to_name(client, page, people):
    for name in ("triager", "stranger"):
        client.logout()
        logged_in(client, people[name])
        assert client.get(reverse("review:people_to_name", args=[page.pk])).status_code in (302, 403)
