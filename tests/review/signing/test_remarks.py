"""Remarks on passages: nobody contributes by one, unless their very words are taken; what blocks keeps from signing."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from editorial.review.signing.discussion.remarking import remark
from editorial.review.signing.discussion.remarks import Remark
from editorial.review.signing.experts import EXPERTS
from editorial.review.signing.rules import unmet_before_publishing
from editorial.review.signing.signing import MayNotSignError, ask_for_changes, waiting_for
from editorial.review.signing.taking_over import CannotBeTakenError, take_over
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import body, edited, fresh, section, shown_digest, submitted
from tests.factories.pages import article
from tests.factories.signing import credentialed, signed
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db

TEXT = "<p>Take 5 mg &amp; rest.[1] Then walk. Walk, and Walk again.</p>"


@pytest.fixture(scope="module")
def made(scene):
    writer, checker = UserFactory(writer=True), credentialed(SignOffKind.FACT_CHECK)
    page = submitted(article("Heat", by=writer, sections=body(section("Dose", TEXT, anchor="dose"))))
    return {"page": page, "writer": writer.pk, "checker": checker.pk}


@pytest.fixture
def page(made):
    return fresh(made["page"])


@pytest.fixture
def writer(made):
    return get_user_model().objects.get(pk=made["writer"])


@pytest.fixture
def checker(made):
    return get_user_model().objects.get(pk=made["checker"])


def remarks(page):
    return f"/admin/review/{page.pk}/remarks/"


def send(client, user, page, **form):
    client.logout()
    logged_in(client, user)
    return client.post(remarks(page), form, follow=True).content.decode()


def form(**said):
    return {"remark": "", **{f"remark-{name}": value for name, value in said.items()}}


def sent_back(page, checker):
    ask_for_changes(page, by=checker, comment="See my remarks.")
    return fresh(page)


def test_a_remark_changes_nothing_and_makes_nobody_a_contributor(client, page, checker):
    send(client, checker, page, **form(quote="Then walk.", comment="How far?", suggestion="Then walk a little."))

    made = Remark.objects.get()
    assert (made.by, made.quote, made.suggestion) == (checker, "Then walk.", "Then walk a little.")
    assert checker.pk not in Draft.of(page).contributors
    signed(page, by=checker)


def test_one_that_blocks_keeps_everybody_from_signing_until_it_is_settled(client, page, checker, writer):
    made = remark(Draft.of(page), by=checker, quote="5 mg", comment="Too much.", is_blocking=True)
    with pytest.raises(MayNotSignError, match="Nobody can sign this text before"):
        signed(page, by=checker)

    assert "Who made this remark, or an editor" in send(client, writer, page, settle=made.pk)
    send(client, checker, page, settle=made.pk)

    signed(page, by=checker)


def test_one_that_blocks_keeps_what_is_signed_already_from_going_out(checker):
    page = submitted(article(publish_after=timezone.now() + timedelta(hours=1)))
    while waiting_for(page):
        signed(page)
    remark(Draft.of(page), by=checker, quote="", comment="Too much.", is_blocking=True)

    unmet = unmet_before_publishing(Draft.of(page))

    assert any("before the remark of" in sentence for sentence in unmet)


def test_whoever_settles_what_was_settled_meanwhile_changes_nothing(client, page, checker, writer):
    made = remark(Draft.of(page), by=checker, quote="5 mg & rest", suggestion="4 mg")
    stale = Remark.objects.get(pk=made.pk)
    send(client, writer, sent_back(page, checker), take=made.pk)

    stale.settle(checker)

    made.refresh_from_db()
    assert made.was_taken and made.settled_by == writer


def test_what_is_sent_twice_is_kept_once(client, page, checker, writer):
    for _time in range(2):
        send(client, checker, page, **form(quote="Then walk.", comment="How far?"))
    thread = Remark.objects.get()
    for _time in range(2):
        send(client, writer, page, answer=thread.pk, comment="As far as you like.")

    assert Remark.objects.count() == 2


def test_an_answer_that_is_too_long_is_shown_again(client, page, checker, writer):
    thread = remark(Draft.of(page), by=checker, quote="5 mg", comment="Too much.")

    shown = send(client, writer, page, answer=thread.pk, comment="A" * 4000 + " the end")

    assert "Your answer has 4008 characters. Shorten it to 4000." in shown
    assert 'A the end" data-names>' in shown
    assert Remark.objects.count() == 1


@pytest.mark.parametrize("number", ["abc", "", "²", "9" * 5000])
def test_what_is_no_number_settles_and_answers_nothing(client, page, checker, number):
    logged_in(client, checker)

    assert client.post(remarks(page), {"settle": number}).status_code == 404
    assert client.post(remarks(page), {"answer": number, "comment": "Yes."}).status_code == 404
    assert client.post(f"/admin/review/{page.pk}/", {"settle": number}).status_code == 404


def test_an_editor_settles_one_that_blocks_but_not_in_their_own_text(client, checker):
    author = UserFactory(editor=True)
    page = submitted(article(by=author))
    made = remark(Draft.of(page), by=checker, quote="vertebrae", comment="This may harm.", is_blocking=True)

    assert "if it blocks, not the author" in send(client, author, page, settle=made.pk)
    made.refresh_from_db()
    assert made.settled_at is None

    send(client, UserFactory(editor=True), page, settle=made.pk)
    signed(page, by=checker)


def test_one_that_blocks_is_told_before_somebody_signs_and_changes_can_be_asked_for(client, page, checker):
    logged_in(client, checker)
    screen = f"/admin/review/{page.pk}/"
    assert 'name="sign"' in client.get(screen).content.decode()

    remark(Draft.of(page), by=checker, quote="5 mg", comment="Too much.", is_blocking=True)

    shown = client.get(screen).content.decode()
    assert f"Nobody can sign this text before the remark of {checker} is settled" in shown
    assert 'name="sign"' not in shown
    assert 'name="ask"' in shown


def test_a_writer_takes_the_words_over_with_one_press_and_who_said_them_contributed(client, page, checker, writer):
    made = remark(Draft.of(page), by=checker, quote="5 mg & rest", suggestion="4 mg & rest <well>")
    page = sent_back(page, checker)

    shown = send(client, writer, page, take=made.pk)

    assert f"The words of {checker} stand in the draft" in shown
    draft = Draft.of(page)
    assert "4 mg &amp; rest &lt;well&gt;" in draft.text
    assert {checker.pk, writer.pk} <= draft.contributors
    with pytest.raises(MayNotSignError, match="You changed this text"):
        signed(submitted(page), by=checker)


def test_words_in_a_title_stay_as_they_are_written(page, checker, writer):
    page = edited(sent_back(page, checker), title="Pain & sleep")
    made = remark(Draft.of(page), by=checker, quote="Pain & sleep", suggestion="Pain, rest & sleep")

    take_over(made, by=writer)

    assert Draft.of(page).document["title"] == "Pain, rest & sleep"


@pytest.mark.parametrize("text", ["Pain > 5 days", "Pain < 5 days or > 7"])
def test_words_are_taken_over_beside_signs_that_stand_in_tags_elsewhere(page, checker, writer, text):
    page = edited(sent_back(page, checker), title=text)
    made = remark(Draft.of(page), by=checker, quote="5 days", suggestion="6 days")

    take_over(made, by=writer)

    assert Draft.of(page).document["title"] == text.replace("5", "6")


def test_words_of_a_line_that_has_marks_elsewhere_are_taken_over(page, checker, writer):
    marked = '<p>Take <b>5 mg</b> at <a href="https://example.org/6 mg">night</a>, or 6 mg.[1]</p>'
    page = edited(sent_back(page, checker), body=body(section("Dose", marked, anchor="dose")))

    for quote, suggestion in (("5 mg", "4 mg"), ("6 mg", "7 mg")):
        take_over(remark(Draft.of(page), by=checker, quote=quote, suggestion=suggestion), by=writer)

    text = Draft.of(fresh(page)).text
    assert "<b>4 mg</b>" in text and "or 7 mg" in text and "example.org/6" in text


def test_who_takes_them_contributed_as_well(client, page, checker):
    made = remark(Draft.of(page), by=checker, quote="5 mg", suggestion="4 mg")
    page, editor = sent_back(page, checker), credentialed(SignOffKind.FACT_CHECK, user=UserFactory(editor=True))

    send(client, editor, page, take=made.pk)

    assert {checker.pk, editor.pk} <= Draft.of(page).contributors
    with pytest.raises(MayNotSignError, match="You changed this text"):
        signed(submitted(page), by=editor)
    signed(page)


def test_words_are_taken_over_once_and_what_became_of_them_is_kept(client, page, checker, writer):
    made = remark(Draft.of(page), by=checker, quote="5 mg", suggestion="4 mg or 5 mg")
    page = sent_back(page, checker)
    send(client, writer, page, take=made.pk)
    taken = Draft.of(page).digest

    assert "This remark was settled meanwhile" in send(client, writer, page, take=made.pk)
    send(client, checker, page, settle=made.pk)

    assert Draft.of(page).digest == taken
    kept = Remark.objects.get(pk=made.pk)
    assert (kept.settled_by, kept.was_taken) == (writer, True)


@pytest.mark.parametrize(
    ("quote", "sentence"), [("rest. Then", "does not stand in the text like that"), ("Walk", "more than once")]
)
def test_words_whose_place_is_not_certain_are_left_to_the_writer(client, page, checker, writer, quote, sentence):
    made = remark(Draft.of(page), by=checker, quote=quote, suggestion="other words")
    page = sent_back(page, checker)
    before = Draft.of(page).digest

    assert sentence in send(client, writer, page, take=made.pk)

    assert Draft.of(page).digest == before


@pytest.mark.parametrize(
    ("quote", "part"),
    [
        *(
            ("5 mg", part)
            for part in (
                *("15 mg", "2.5 mg", "2–5 mg", "2 – 5 mg", "0,5 mg", "5 mgs", "5 mg/kg", "5 mg / kg", "5 mg·kg⁻¹"),
                *("5 mg ⋅ kg", "5 mg—10 mg", "5 mg - 10 mg", "2<b>5 mg</b>", "5 mg<sup>2</sup>"),
            )
        ),
        *(("500 mg", f"2{space}500 mg") for space in (" ", "\u00a0", "\u202f", "’")),
        ("2", "2 500 mg"),
        ("5", "5 % of it"),
    ],
)
def test_words_are_not_taken_over_within_other_words_or_numbers(page, checker, writer, quote, part):
    made = remark(Draft.of(page), by=checker, quote="5 mg", suggestion="10 mg")
    Remark.objects.filter(pk=made.pk).update(quote=quote)
    page = edited(sent_back(page, checker), body=body(section("Dose", f"<p>Take {part} a day.[1]</p>", anchor="dose")))
    before = Draft.of(page).digest

    with pytest.raises(CannotBeTakenError, match="does not stand in the text like that"):
        take_over(made, by=writer)

    assert Draft.of(fresh(page)).digest == before


@pytest.mark.parametrize("button", ["settle", "take"])
def test_an_answer_that_was_typed_is_kept_whichever_button_is_pressed(client, page, checker, writer, button):
    made = remark(Draft.of(page), by=checker, quote="5 mg", suggestion="4 mg")
    page = sent_back(page, checker)

    send(
        client, writer if button == "take" else checker, page, comment="Changed in the table, too.", **{button: made.pk}
    )

    made.refresh_from_db()
    assert made.settled_at
    assert [one.comment for one in made.answers.all()] == ["Changed in the table, too."]


def test_open_remarks_stand_above_settled_ones(page, checker):
    settled, still_open = (
        remark(Draft.of(page), by=checker, quote="", comment=words) for words in ("First.", "Second.")
    )
    settled.settle(checker)

    assert list(Remark.objects.threads_on(page)) == [still_open, settled]


def test_nothing_is_taken_over_while_the_text_is_in_review(client, page, checker, writer):
    made = remark(Draft.of(page), by=checker, quote="5 mg", suggestion="4 mg")

    assert "The text is in review" in send(client, writer, page, take=made.pk)


def test_who_spoke_before_is_told_of_an_answer(client, page, checker, writer):
    made = remark(Draft.of(page), by=checker, quote="5 mg", comment="Where from?")
    delivered().clear()

    send(client, writer, page, answer=made.pk, comment="From the leaflet.")

    assert [letter.to for letter in delivered()] == [[checker.email]]
    assert "From the leaflet." in delivered()[0].body


def test_the_texts_writer_is_told_at_once_of_one_that_blocks_and_of_no_other(client, page, checker, writer):
    delivered().clear()

    send(client, checker, page, **form(quote="5 mg", comment="Where from?"))
    assert delivered() == []
    for _press in range(2):
        send(client, checker, page, **form(quote="5 mg", comment="Far too much.", is_blocking="on"))

    (letter,) = delivered()
    assert letter.to == [writer.email] and letter.subject.startswith("Nobody can sign “Heat” now")
    assert "Far too much." in letter.body


def test_a_writer_who_may_see_no_draft_any_more_is_told_nothing_of_it(page, checker, writer):
    writer.groups.set([Group.objects.get(name=EXPERTS)])
    delivered().clear()

    remark(Draft.of(page), by=checker, quote="5 mg", comment="Far too much.", is_blocking=True)

    assert delivered() == []


def test_a_writer_cannot_block_and_an_empty_remark_is_none(client, page, writer, checker):
    send(client, writer, page, **form(quote="5 mg", comment="Mine.", is_blocking="on"))
    assert not Remark.objects.get().is_blocking

    assert "Say something about it" in send(client, checker, page, **form(quote="5 mg"))
    assert Remark.objects.count() == 1


def test_who_may_not_see_the_draft_says_nothing_about_it(client, page):
    logged_in(client, UserFactory(triager=True))

    assert client.post(remarks(page), form(quote="5 mg", comment="Hm.")).status_code in {302, 403}
    assert not Remark.objects.exists()


def test_a_remark_on_a_text_that_moved_meanwhile_is_about_the_one_that_was_read(client, page, checker):
    read = shown_digest(page)
    page.current_workflow_state.cancel(user=page.owner)
    page = submitted(edited(page, standfirst="Changed."))

    send(client, checker, page, digest=read, **form(quote="5 mg", comment="Too much."))
    send(client, checker, page, digest="0" * 64, **form(quote="Then walk.", comment="How far?"))

    assert [made.digest for made in Remark.objects.order_by("pk")] == [read, shown_digest(page)]
    logged_in(client, checker)
    assert "about an earlier draft" in client.get(f"/admin/review/{page.pk}/").content.decode()
