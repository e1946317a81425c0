"""Doors in the API of Wagtail's admin, which is always there: one for each of its actions on a page."""

from django.test import override_settings
from wagtail.models import Locale

from articles.pages import ArticlePage, HomePage
from tests.factories.drafts import fresh
from tests.gate.doors.actions import LANGUAGES
from tests.gate.doors.registry import door
from tests.gate.doors.site import PLANTED
from tests.gate.doors.workshop import live_row_holds, newest_draft_holds, only_the_draft_holds, wagtail_serves

#: Those that have a row here; the test compares with what Wagtail has.
TRIED = set()


def action(name, sentence, **changes):
    """A row for one action of the API."""
    TRIED.add(name)
    return door(f"the admin's API: {sentence}", **changes)


@action("publish", "publish")
def publish(site):
    site.draft()

    response = site.api(site.article, "publish")

    assert response.status_code == 403 and only_the_draft_holds(site.article)


@action("copy", "copy, which keeps the page live unless told otherwise")
def copy(site):
    site.draft()

    refused = site.api(site.article, "copy", title=PLANTED, slug="copied")
    draft = site.api(site.article, "copy", title=PLANTED, slug="copied", keep_live=False)

    assert (refused.status_code, draft.status_code) == (403, 201)
    assert live_row_holds(ArticlePage.objects.get(slug="copied"))


@action("copy", "copy of the home page below Wagtail's root, kept live")
def copy_home(site):
    response = site.api(site.home, "copy", title=PLANTED, slug="copied", recursive=True)

    assert response.status_code == 201 and wagtail_serves(HomePage.objects.get(slug="copied"))


@action("create_alias", "an alias")
def create_alias(site):
    HomePage.objects.filter(pk=site.home.pk).update(title=PLANTED)

    refused = site.api(site.article, "create_alias", update_slug="alias")
    below_root = site.api(site.home, "create_alias", update_slug="alias")

    assert (refused.status_code, below_root.status_code) == (403, 201)
    assert wagtail_serves(HomePage.objects.get(slug="alias"))


@action("convert_alias", "an alias made a page of its own")
def convert_alias(site):
    alias = site.article.create_alias(update_slug="alias")
    ArticlePage.objects.filter(pk=alias.pk).update(title=PLANTED)

    response = site.api(alias, "convert_alias")

    assert response.status_code == 200 and wagtail_serves(alias) and fresh(alias).live_revision


@action("copy_for_translation", "a translation, as an alias and as a page")
def copy_for_translation(site):
    ArticlePage.objects.filter(pk=site.article.pk).update(title=PLANTED)

    with override_settings(WAGTAIL_I18N_ENABLED=True, LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES):
        for language in ("fr", "de"):
            Locale.objects.create(language_code=language)
        alias = site.api(site.article, "copy_for_translation", locale="fr", copy_parents=True, alias=True)
        page = site.api(site.article, "copy_for_translation", locale="de", copy_parents=True)

    assert (alias.status_code, page.status_code) == (201, 201)
    translated = ArticlePage.objects.get(locale__language_code="fr", slug__startswith="inversion")
    assert wagtail_serves(translated)


@action("revert_to_page_revision", "an older draft taken back")
def revert(site):
    older = site.draft().get_latest_revision()
    site.draft(title="Inversion therapy")

    response = site.api(site.article, "revert_to_page_revision", revision_id=older.pk)

    assert response.status_code == 200 and only_the_draft_holds(site.article)


@action("move", "move", moves=True)
def move(site):
    ArticlePage.objects.filter(pk=site.article.pk).update(title=PLANTED)

    response = site.api(site.article, "move", destination_page_id=site.other_topic().pk, position="last-child")

    assert response.status_code == 200 and wagtail_serves(site.article)


@action("unpublish", "unpublish")
def unpublish(site):
    site.draft()

    response = site.api(site.home, "unpublish", recursive=True)

    assert response.status_code == 403 and site.home.live and site.article.live


@action("delete", "delete")
def delete(site):
    site.draft()

    response = site.api(site.article, "delete")

    assert response.status_code == 403 and newest_draft_holds(site.article)
