"""The explorer shows what Wagtail's own shows, to whoever looks, of whatever pages."""

import re
from itertools import product

import pytest
from django.urls import reverse
from wagtail.admin.viewsets.pages import base_page_viewset, page_viewset_registry
from wagtail.models import GroupPagePermission, Page, PagePermissionTester

from articles.pages.explorer import ExplorerViewSet
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, fresh, home, submitted
from tests.factories.pages import article, published_article, shared_topic, topic

pytestmark = pytest.mark.django_db
#: What differs with each request.
MOVING = re.compile(
    r'nonce="[^"]*"|"CSRF_TOKEN": "[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"'
    r"|\b(just\s)?now\b|\w+\s(second|minute)s?\sago",
    re.IGNORECASE,
)


@pytest.fixture
def wagtails():
    """Puts Wagtail's own explorer in the place of ours, until the end of the test."""
    yield lambda: page_viewset_registry.register(Page, base_page_viewset, parent_models=[Page])
    ExplorerViewSet().on_register()


def shown(client, addresses):
    pages = [client.get(address) for address in addresses]
    assert {page.status_code for page in pages} == {200}
    return [[line.strip() for line in MOVING.sub("", page.text).splitlines() if line.strip()] for page in pages]


def pages_in_all_states(user):
    published_article("Published")
    edited(published_article("Edited since"), standfirst="Better.")
    submitted(article(title="In review"))
    below = topic("A draft of a topic", parent=shared_topic())
    locked = article(title="Locked by somebody", parent=below)
    Page.objects.filter(pk=locked.pk).update(locked=True, locked_by=user)
    submitted(edited(fresh(shared_topic()), standfirst="A topic in review.", change_class="update", change_note="New."))
    return home(), shared_topic(), below, locked, Page.get_first_root_node()


#: With languages there is more to show, and most of it to whoever may do everything.
LOOKS = [("editor", False), ("writer", False), ("is_superuser", False), ("is_superuser", True)]


@pytest.mark.parametrize(("role", "in_languages"), LOOKS)
def test_it_shows_what_wagtails_shows(client, wagtails, settings, role, in_languages):
    settings.WAGTAIL_I18N_ENABLED = in_languages
    logged_in(client, user := UserFactory(**{role: True}))
    pages = [reverse("wagtailadmin_explore", args=[page.pk]) for page in pages_in_all_states(user)]
    words = (
        "?q=published",
        "?q=topic&search_all=1",
        "?has_child_pages=false",
        f"?owner={user.pk}",
        "?ordering=-title",
        "?p=9",
    )
    addresses = [*pages, *(f"{pages[1]}{asked}" for asked in (*words, "?ordering=ord", "results/"))]
    ours = shown(client, addresses)

    wagtails()

    assert ours == shown(client, addresses)


def test_whoever_works_on_one_topic_explores_that_and_no_more(client):
    one, other = topic("One"), topic("Other")
    below = article(title="Below the one", parent=one)
    user = UserFactory(triager=True)
    GroupPagePermission.objects.create(group=user.groups.get(), page=one, permission_type="change")
    logged_in(client, user)

    explored = client.get(reverse("wagtailadmin_explore", args=[one.pk]))
    refused = client.get(reverse("wagtailadmin_explore", args=[other.pk]))

    assert below.title in explored.text
    assert refused.url == reverse("wagtailadmin_explore", args=[one.pk])


@pytest.mark.parametrize("is_superuser", [False, True])
@pytest.mark.parametrize("is_active", [False, True])
def test_a_draft_with_none_below_it_may_be_deleted_by_whom_wagtail_lets(is_superuser, is_active):
    user = UserFactory(triager=True, is_superuser=is_superuser, is_active=is_active)
    page, [group] = article(), user.groups.all()

    for granted in product([False, True], repeat=4):
        GroupPagePermission.objects.all().delete()
        for kind, is_granted in zip(["add", "change", "publish", "bulk_delete"], granted, strict=True):
            if is_granted:
                GroupPagePermission.objects.create(group=group, page=home(), permission_type=kind)
        for owner, live in product([user, None], [False, True]):
            Page.objects.filter(pk=page.pk).update(owner=owner, live=live)
            tester = fresh(page).permissions_for_user(type(user).objects.get(pk=user.pk))

            assert tester.can_delete_leaf() == PagePermissionTester.can_delete(tester), (granted, owner, live)
