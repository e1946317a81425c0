"""A page is reviewed again by one press: people are asked to sign the words that readers get."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format

from articles.record.published.drafts import Draft
from articles.record.published.editions import ChangeClass
from articles.record.published.publications import Publication
from articles.record.signed.sign_offs import SignOffKind
from editorial.planning.review_due.again import NotAgainError, review_again
from editorial.planning.review_due.review_rules import ReviewRule
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, fresh
from tests.factories.pages import article, published_article
from tests.factories.signing import signed

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(scene):
    return published_article()


@pytest.fixture
def page(made):
    """An article that readers get."""
    return fresh(made)


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def shown(page):
    return Publication.objects.select_related("edition").get(page_id=page.pk)


def test_one_press_asks_for_new_signatures_and_the_last_one_makes_the_edition(page, editor):
    before = shown(page)

    review_again(page, by=editor)
    signed(fresh(page))
    signed(fresh(page))

    after = shown(page)
    assert (after.edition.number, after.edition.change_class) == (2, ChangeClass.REVIEWED)
    assert after.edition.content["sections"] == before.edition.content["sections"]
    assert {sign_off.kind for sign_off in after.edition.sign_offs} == {
        SignOffKind.FACT_CHECK,
        SignOffKind.MEDICAL_REVIEW,
    }
    assert not set(after.edition.sign_off_ids) & set(before.edition.sign_off_ids)


def test_readers_are_told_the_day_that_it_is_where_the_site_is(page, editor, settings):
    settings.TIME_ZONE = "Pacific/Kiritimati"
    today = date_format(timezone.localdate(timezone=timezone.get_default_timezone()), "j F Y")

    with timezone.override("Etc/GMT+12"):  # whoever presses it is a day behind
        review_again(page, by=editor)

    assert Draft.of(page).document["change"]["note"] == f"Review of {today}: nothing needed changing."


def test_a_first_edition_is_no_review_of_anything(editor):
    with pytest.raises(NotAgainError, match="Readers do not get"):
        review_again(article(), by=editor)


def test_whoever_opens_the_review_does_not_sign_it(page, editor):
    review_again(page, by=editor)

    assert editor.pk in Draft.of(page).contributors


def test_a_draft_that_says_something_else_is_not_lost(page, editor):
    edited(page, standfirst="Half finished.")

    with pytest.raises(NotAgainError, match="the standfirst"):
        review_again(page, by=editor)

    assert Draft.of(page).document["standfirst"] == "Half finished."
    assert Draft.of(page).document["change"]["class"] == ChangeClass.NEW


def test_a_review_is_not_opened_twice(page, editor):
    review_again(page, by=editor)

    with pytest.raises(NotAgainError, match="in review already"):
        review_again(fresh(page), by=editor)


def test_somebody_who_neither_edits_nor_owns_it_does_not_open_it(page):
    with pytest.raises(PermissionDenied):
        review_again(page, by=UserFactory(writer=True))


def test_whoever_sees_to_its_reviews_opens_it(page):
    owner = UserFactory(writer=True)
    ReviewRule.objects.create(page=page.get_parent(), owner=owner)

    review_again(page, by=owner)

    assert fresh(page).current_workflow_state
