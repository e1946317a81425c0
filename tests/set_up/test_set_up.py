"""A new site is set up in the admin: by plain forms, in any order, and with nothing but drafts."""

import html
import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from articles.pages import HomePage, PersonPage, PolicyPage, TopicPage
from articles.reading.site_settings import this_site
from articles.record.published.drafts import Draft
from articles.record.signed.draft_records import DraftRecord
from articles.record.signers.authority import AuthorityEvent
from editorial.letters.outbox.letter import Letter
from editorial.review.authority.appointing import appoint_editor
from editorial.review.signing.permissions import EDITORS, is_in
from editorial.review.signing.rules import unmet_before_review
from pain_site.set_up import making, steps
from pain_site.set_up.starters import ORDER, missing_starters, starter
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.signing import published_home

pytestmark = pytest.mark.django_db

SAID = {"publisher": "Society & Friends", "email": "us@example.org", "post": "1 High Street", "standfirst": "On pain."}
SOMEBODY = {"first_name": "Ed", "last_name": "Itor", "email": "ed@example.org", "job_title": "Editor"}


@pytest.fixture
def administrator(client):
    return logged_in(client, UserFactory(is_superuser=True))


@pytest.fixture
def by():
    return UserFactory(is_superuser=True)


def step(slug):
    return reverse("set_up", args=[slug])


def test_an_administrator_of_a_new_site_is_offered_to_set_it_up(administrator):
    page = administrator.get(reverse("wagtailadmin_home")).content.decode()

    assert "Set up this site" in page and step("pages") in page


def test_the_admin_bears_the_name_that_the_site_was_given(administrator):
    administrator.post(step("site"), {"name": "Aching Less", "region": ""})

    page = administrator.get(reverse("wagtailadmin_home")).content.decode()

    assert re.search(r"Aching Less\s*</title>", page) and re.search(r"<h1[^>]*>\s*Aching Less\s*</h1>", page)


def test_nobody_else_is_offered_it(client):
    client.force_login(UserFactory(editor=True))

    assert "Set up this site" not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(step("site")).url == reverse("wagtailadmin_home")


def test_the_list_can_be_put_away_and_its_screens_stay(administrator):
    administrator.post(reverse("set_up_put_away"))

    assert 'id="panel-set-up' not in administrator.get(reverse("wagtailadmin_home")).content.decode()
    assert administrator.get(step("site")).status_code == 200


def test_it_begins_where_something_is_left(administrator):
    administrator.post(step("site"), {"name": "Ours", "region": "US"})

    assert this_site().name == "Ours"
    assert administrator.get(reverse("set_up_begin")).url != step("site")


def test_languages_are_named_with_why_they_cannot_be_changed_there(administrator, settings):
    page = administrator.get(step("site")).content.decode()

    assert settings.LANGUAGE_CODE in page and "CONTENT_LANGUAGES" in page


@pytest.mark.parametrize("slug", ["site", "pages", "topics", "editors"])
def test_each_step_can_be_skipped(administrator, slug):
    page = administrator.get(step(slug)).content.decode()

    assert "Skip for now" in page or "Leave it for now" in page


def test_an_empty_form_says_what_lacks(administrator):
    assert "This field is required." in administrator.post(step("editors"), {}).content.decode()
    assert "Choose a topic" in administrator.post(step("topics"), {}).content.decode()


def test_policy_pages_become_drafts_and_nothing_more(administrator):
    administrator.post(step("pages"), SAID | {"pages": missing_starters()})

    made = PolicyPage.objects.filter(policy_kind="privacy").get()
    assert not made.live and not made.editions.exists()
    assert "Society &amp; Friends, 1 High Street" in made.get_latest_revision().content["body"]
    assert DraftRecord.objects.of_page(made).exists()


def test_no_text_of_ours_goes_into_review_with_a_gap(by):
    pages = making.make_policies(missing_starters(), by=by, words=making.words_for())
    open_ones = {page.policy_kind: unmet_before_review(Draft.of(page)) for page in pages}

    assert [kind for kind, unmet in open_ones.items() if not unmet] == ["people", "disclaimer"]


def test_a_kind_of_page_that_is_there_is_not_made_again(by):
    making.make_policies(ORDER, by=by, words=making.words_for())

    assert not missing_starters()
    assert making.make_policies(ORDER, by=by, words=making.words_for()) == []


@pytest.mark.parametrize("name", ORDER)
def test_each_text_is_of_a_kind_that_there_is(name):
    assert starter(name)["policy_kind"] in PolicyPage.PolicyKind.values


def test_the_home_page_that_is_there_stays(by):
    home = published_home()

    assert making.make_home(by=by) == home and HomePage.objects.count() == 1


def test_topics_become_drafts_each_once(administrator):
    administrator.post(step("topics"), {"suggested": ["Nerve pain"], "own": "Burning feet\n\nburning  FEET\n"})

    made = TopicPage.objects.filter(title__in=["Nerve pain", "Burning feet"])
    assert made.count() == 2 and not made.filter(live=True).exists()


def test_an_editor_is_written_to_and_decides_nothing_yet(administrator):
    before = AuthorityEvent.objects.count()

    administrator.post(step("editors"), SOMEBODY | {"last": ""})

    user = get_user_model().objects.get(email="ed@example.org")
    assert is_in(user, EDITORS) and not user.has_usable_password()
    assert "one of the editors" in Letter.objects.get(recipient=user).email.message
    assert PersonPage.objects.get(title="Ed Itor").live is False
    assert AuthorityEvent.objects.count() == before


def test_the_screen_says_how_the_owner_appoints_them(administrator, by):
    person = making.invite_first_editor(by=by, **SOMEBODY)
    command = f"manage.py appoint_editor ed@example.org {person.pk} --register"
    assert command in administrator.get(step("editors")).content.decode()

    appoint_editor(person, get_user_model().objects.get(email="ed@example.org"), register="Ours", reason="First.")

    assert command not in administrator.get(step("editors")).content.decode()


def test_an_address_in_a_command_is_nothing_but_an_address_to_a_shell(administrator, by):
    making.invite_first_editor(by=by, **{**SOMEBODY, "email": "$(reboot)@example.org"})

    shown = html.unescape(administrator.get(step("editors")).content.decode())

    assert "manage.py appoint_editor '$(reboot)@example.org' " in shown


def test_two_people_of_one_name_are_left_to_whoever_knows_them(administrator, by):
    making.invite_first_editor(by=by, **SOMEBODY)
    making.invite_first_editor(by=by, **{**SOMEBODY, "email": "other@example.org"})

    assert "manage.py appoint_editor" not in administrator.get(step("editors")).content.decode()


def test_an_address_that_has_an_account_is_refused(administrator, by):
    response = administrator.post(step("editors"), SOMEBODY | {"email": by.email.upper()})

    assert "Somebody has an account with this address already." in response.content.decode()


def done():
    return {step.slug for step, is_done in steps.checklist() if is_done}


def test_the_list_says_of_each_step_whether_it_is_done(by):
    assert not done() & {"site", "editors"}

    making.make_topics(["Gout"], by=by)
    UserFactory(editor=True)
    assert "topics" in done() and "editors" not in done()  # one is not enough

    UserFactory(editor=True)
    assert "editors" in done()


def test_home_of_an_administrator_asks_once_how_far_the_site_is_set_up(by, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert steps.shown_checklist()
    steps.put_away()
    with django_assert_num_queries(1):
        assert not steps.shown_checklist()
