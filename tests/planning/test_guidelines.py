"""When a guideline changes, the articles that cite or name it are found, and their reviews are opened."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.pages import ReferenceItem
from editorial.letters.outbox.letter import Letter
from editorial.planning.review_due.due import pages_to_review
from editorial.planning.review_due.guidelines import GuidelineChange, call_for_reviews, concerned_by
from editorial.planning.review_due.reminders import tell_of_due_reviews
from editorial.planning.review_due.review_rules import ReviewRule
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import body, edited, fresh, section
from tests.factories.editions import taken_away
from tests.factories.pages import article, published_article
from tests.factories.signing import published

pytestmark = pytest.mark.django_db

GUIDELINE = "Low back pain and sciatica in over 16s"
CITES, NAMES, NEITHER = "It cites the guideline", "It names the guideline", "It has nothing to do with it"


@pytest.fixture(scope="module")
def made(scene):
    """The ids of an article that cites the guideline, of one that names it, and of one that does neither."""
    cited = ReferenceItem(text=f"NICE. {GUIDELINE}. 2016.", doi="10.1000/ng59")
    named = body(section("Advice", "The guideline NG59 advises exercise.[1]"))
    pages = [
        published(edited(article(CITES), references=[cited])),
        published_article(NAMES, sections=named),
        published_article(NEITHER),
    ]
    return [page.pk for page in pages]


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def change(editor, **said):
    words = {"title": GUIDELINE, "changed_on": date(2030, 5, 1), "what": "Exercise only.", "noted_by": editor}
    return GuidelineChange.objects.create(**{**words, **said})


def found(changed):
    return {one.publication.edition.title: one.why for one in concerned_by(changed)}


def test_what_cites_it_is_found_by_its_address(made, editor):
    for address in ("10.1000/ng59", "https://doi.org/10.1000/NG59"):
        assert found(change(editor, title="NG5", address=address)) == {CITES: "cites it as [1]"}


def test_what_cites_it_is_found_by_its_name_in_the_reference(made, editor):
    assert found(change(editor)) == {CITES: "cites it as [1]"}


def test_what_names_it_in_its_text_is_found_after_what_cites_it(made, editor):
    shown = found(change(editor, also_called="NG59\n"))

    assert list(shown) == [CITES, NAMES]
    assert shown[NAMES] == "names “NG59”"


def test_words_of_its_name_that_do_not_stand_together_find_nothing(made, editor):
    assert found(change(editor, title="exercise advises guideline")) == {}


def test_what_readers_do_not_get_is_not_found(made, editor):
    taken_away(fresh(pages_to_review().get(page_id=made[0]).page.specific))

    assert found(change(editor)) == {}


def test_a_name_that_is_too_short_is_refused_without_an_address(editor):
    words = {"changed_on": date(2030, 5, 1), "what": "Exercise only.", "noted_by": editor}

    with pytest.raises(ValidationError, match="at least 4 characters"):
        GuidelineChange(title="NG", **words).full_clean()
    GuidelineChange(title="NG", address="10.1000/ng59", **words).full_clean()


def test_the_review_of_what_an_editor_ticked_is_due_now_and_its_owner_is_told_once(made, editor):
    cites, names, _neither = made
    owner = UserFactory(writer=True)
    ReviewRule.objects.create(page_id=cites, owner=owner)
    changed = change(editor, also_called="NG59")

    call_for_reviews(changed, [cites], by=editor)
    call_for_reviews(changed, [cites], by=editor)
    tell_of_due_reviews()

    called = pages_to_review().get(page_id=cites)
    assert called.due <= timezone.now()
    assert called.called_because == GUIDELINE
    assert pages_to_review().get(page_id=names).called_at is None
    [letter] = Letter.objects.filter(recipient=owner)
    assert "Exercise only." in letter.email.message


def test_no_page_is_called_that_it_does_not_concern(made, editor):
    assert call_for_reviews(change(editor), [made[2]], by=editor) == []


def test_a_review_answers_the_call(made, editor):
    cites = made[0]
    call_for_reviews(change(editor), [cites], by=editor)
    page = pages_to_review().get(page_id=cites).page.specific

    published(edited(page, change_class="reviewed", change_note="Review of 2 May 2030: nothing needed changing."))

    answered = pages_to_review().get(page_id=cites)
    assert answered.called_at is None
    assert answered.due > timezone.now()


def test_only_editors_call(made, editor):
    with pytest.raises(PermissionDenied):
        call_for_reviews(change(editor), made, by=UserFactory(writer=True))


def test_an_editor_notes_it_and_opens_the_reviews_on_the_next_screen(client, made, editor):
    logged_in(client, editor)
    form = {"note": "", "title": GUIDELINE, "also_called": "NG59", "address": "", "what": "Exercise only."}
    shown = client.post(reverse("planning:guidelines"), {**form, "changed_on": "2030-05-01"}, follow=True)
    assert CITES in shown.content.decode()
    address = shown.redirect_chain[-1][0]

    shown = client.post(address, {"call": "", "page": [made[0], "x", "٣", "9" * 5000]}, follow=True).content.decode()

    assert "1 review is opened." in shown
    assert shown.count('type="checkbox" name="page"') == 1
    assert "Exercise only." in client.get(reverse("planning:review", args=[made[0]])).content.decode()
    assert GUIDELINE in client.get("/admin/reports/reviews-due/?when=late").content.decode()


def test_what_is_noted_twice_is_kept_once(client, editor):
    logged_in(client, editor)
    form = {
        "note": "",
        "title": GUIDELINE,
        "also_called": "",
        "address": "",
        "changed_on": "2030-05-01",
        "what": "Less.",
    }

    first, second = (client.post(reverse("planning:guidelines"), form) for _press in range(2))
    client.post(reverse("planning:guidelines"), form | {"what": "More."})

    assert first.url == second.url
    assert GuidelineChange.objects.count() == 2


def test_what_was_not_filled_in_is_said_and_nothing_is_lost(client, editor):
    logged_in(client, editor)

    shown = client.post(reverse("planning:guidelines"), {"note": "", "title": "NG", "what": "Exercise only."})

    assert "at least 4 characters" in shown.content.decode()
    assert "Exercise only." in shown.content.decode()


def test_writers_do_not_get_it(client, editor):
    logged_in(client, UserFactory(writer=True))

    assert client.get(reverse("planning:guidelines")).status_code == 302
    assert client.get(reverse("planning:guideline", args=[change(editor).pk])).status_code == 302


def test_it_asks_as_little_of_many_articles(made, editor):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            concerned_by(change(editor, also_called="NG59"))
        return len(queries)

    before = asked()
    for number in range(3):
        published_article(f"More {number}", sections=body(section("Advice", "NG59 advises exercise.[1]")))

    assert asked() == before
