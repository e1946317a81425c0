"""A time that nobody plans for is refused where it is typed, and one that is there breaks no screen in any zone."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, fresh, submitted
from tests.factories.pages import article
from tests.gate.doors.site import article_form

pytestmark = pytest.mark.django_db

AT_THE_END = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)


@pytest.fixture(params=["Asia/Tokyo", "America/Los_Angeles"])
def desk(client, request):
    """An administrator's client, in the time of a place far to the east or west."""
    user = UserFactory(is_superuser=True)
    UserProfile.objects.update_or_create(user=user, defaults={"current_time_zone": request.param})
    logged_in(client, user)
    return client


@pytest.mark.parametrize("time", ["9999-12-31 23:59", "0001-01-01 00:00", "2100-01-01 12:00", "0999-12-31 23:59"])
def test_a_time_that_nobody_plans_for_is_refused_beside_its_field(desk, time):
    page = article()

    answer = desk.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), article_form(page, publish_after=time))

    assert answer.status_code == 200 and answer.context["form"].errors["publish_after"]
    assert fresh(page).get_latest_revision_as_object().publish_after is None


def test_a_text_that_has_one_is_shown_to_whoever_reviews_it(desk):
    page = submitted(edited(article(), publish_after=AT_THE_END))

    assert desk.get(reverse("review:page", args=[page.pk])).status_code == 200


def test_a_text_that_has_one_can_be_put_right(desk):
    page = edited(article(), publish_after=AT_THE_END)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    assert desk.get(edit).status_code == 200
    assert desk.post(edit, article_form(page)).status_code == 302
    assert fresh(page).get_latest_revision_as_object().publish_after is None
