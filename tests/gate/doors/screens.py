"""Doors on Wagtail's own screens for pages, tried by a superuser."""

from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, Locale, Page, Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield

from articles.pages import ArticlePage, HomePage
from tests.factories.drafts import fresh
from tests.gate.doors.actions import LANGUAGES
from tests.gate.doors.registry import door
from tests.gate.doors.site import MARKER, PLANTED, article_form
from tests.gate.doors.workshop import holds, live_row_holds, newest_draft_holds, only_the_draft_holds, wagtail_serves


@door("the publish button of the edit screen")
def publish_button(site):
    form = article_form(site.article, title=PLANTED)

    response = site.post("wagtailadmin_pages:edit", site.article.pk, form={**form, "action-publish": "yes"})

    assert response.status_code == 302
    assert only_the_draft_holds(site.article)


@door("a date to go live slipped into the edit form, and Wagtail's clock")
def date_slipped_in(site):
    past = timezone.now() - timezone.timedelta(hours=1)
    dates = {"go_live_at": past.isoformat(), "approved_go_live_at": past.isoformat(), "action-publish": "yes"}

    response = site.post(
        "wagtailadmin_pages:edit", site.article.pk, form=article_form(site.article, title=PLANTED) | dates
    )
    call_command("publish_scheduled")

    assert response.status_code == 302
    assert only_the_draft_holds(site.article)


@door("the publish button on an article that was never published")
def publish_button_on_new_article(site):
    page = site.new_article(title="Not yet")

    form = article_form(page, title=PLANTED)
    response = site.post("wagtailadmin_pages:edit", page.pk, form={**form, "action-publish": "yes"})

    assert response.status_code == 302
    assert live_row_holds(page), "of a page that is not live Wagtail writes the draft into the row itself"
    assert not fresh(page).live


@door("the publish button of the screen for a new page")
def create_and_publish(site):
    form = article_form(ArticlePage(title=PLANTED, slug="new-article", standfirst="New."))

    response = site.post(
        "wagtailadmin_pages:add", "articles", "articlepage", site.topic.pk, form={**form, "action-publish": "yes"}
    )

    assert response.status_code == 302
    page = ArticlePage.objects.get(slug="new-article")
    assert holds(page) and not page.live


@door("a second home page, created and published below Wagtail's root")
def second_home_page(site):
    root = Page.objects.get(depth=1)
    form = {"title": PLANTED, "slug": "second-home", "standfirst": "", "change_class": "new", "change_note": ""}
    form |= {"publish_after": "", "action-publish": "yes", **nested_form_data({"chosen": streamfield([])})}

    response = site.post("wagtailadmin_pages:add", "articles", "homepage", root.pk, form=form)

    assert response.status_code == 403
    assert wagtail_serves(HomePage.objects.get(slug="second-home")), "Wagtail's root has its own permission tester"


@door("publishing in bulk")
def bulk_publish(site):
    site.draft()
    new = site.new_article()

    response = site.post(
        "wagtail_bulk_action",
        "wagtailcore",
        "page",
        "publish",
        query=f"?id={site.topic.pk}&id={site.article.pk}&id={new.pk}",
        form={"include_descendants": "on"},
    )

    assert response.status_code == 302
    assert only_the_draft_holds(site.article) and not fresh(new).live


@door("the copy screen, with the copy kept live")
def copy_kept_live(site):
    site.draft()
    form = {"new_title": PLANTED, "new_slug": "copied", "new_parent_page": site.topic.pk, "publish_copies": "on"}

    response = site.post("wagtailadmin_pages:copy", site.article.pk, form=form)

    assert "You do not have permission to publish pages" in response.content.decode()
    assert not ArticlePage.objects.filter(slug="copied").exists()


@door("the copy screen, with the copy as an alias")
def copy_as_alias(site):
    ArticlePage.objects.filter(pk=site.article.pk).update(title=PLANTED)
    form = {"new_title": PLANTED, "new_slug": "alias", "new_parent_page": site.topic.pk, "alias": "on"}

    response = site.post("wagtailadmin_pages:copy", site.article.pk, form=form)

    assert "You do not have permission to publish pages" in response.content.decode()
    assert not ArticlePage.objects.filter(slug="alias").exists()


@door("the copy screen, with a draft as the copy")
def copy_as_draft(site):
    form = {"new_title": PLANTED, "new_slug": "copied", "new_parent_page": site.topic.pk}

    response = site.post("wagtailadmin_pages:copy", site.article.pk, form=form)

    assert response.status_code == 302
    assert live_row_holds(ArticlePage.objects.get(slug="copied"))


@door("the screen that translates a page and all below it, published by Wagtail")
def translated_on_its_screen(site):
    with override_settings(WAGTAIL_I18N_ENABLED=True, LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES):
        french = Locale.objects.create(language_code="fr")
        site.draft()
        form = {"locales": [french.pk], "include_subtree": "on"}

        response = site.post("simple_translation:submit_page_translation", site.home.pk, form=form)

        translated = site.article.get_translation(french)
        site.draft(translated).get_latest_revision().publish()

    assert response.status_code == 302 and wagtail_serves(translated)


@door("a copy of the whole site below Wagtail's root, kept live")
def copy_of_everything(site):
    root = Page.objects.get(depth=1)
    form = {"new_title": PLANTED, "new_slug": "copied", "new_parent_page": root.pk}
    form |= {"publish_copies": "on", "copy_subpages": "on"}

    response = site.post("wagtailadmin_pages:copy", site.home.pk, form=form)

    assert response.status_code == 302
    copied = HomePage.objects.get(slug="copied")
    assert wagtail_serves(copied) and copied.get_descendants().live().filter(slug="inversion-therapy").exists()


@door("the screen that makes an alias a page of its own")
def convert_alias(site):
    alias = site.article.create_alias(update_slug="alias")
    ArticlePage.objects.filter(pk=alias.pk).update(title=PLANTED)

    response = site.post("wagtailadmin_pages:convert_alias", alias.pk)

    assert response.status_code == 302
    assert wagtail_serves(alias) and fresh(alias).live_revision


@door("the screen that moves a page", moves=True)
def move_screen(site):
    ArticlePage.objects.filter(pk=site.article.pk).update(title=PLANTED)
    elsewhere = site.other_topic()

    response = site.post("wagtailadmin_pages:move_confirm", site.article.pk, elsewhere.pk)

    assert response.status_code == 302
    assert wagtail_serves(site.article) and site.article.get_parent().pk == elsewhere.pk


@door("the screen that puts pages in order")
def reorder(site):
    ArticlePage.objects.filter(pk=site.article.pk).update(title=PLANTED)
    site.draft()

    response = site.post("wagtailadmin_pages:set_page_position", site.article.pk, query="?position=0")

    assert response.status_code == 200
    assert site.topic.get_children().first().pk == site.article.pk and wagtail_serves(site.article)


@door("the screen that unpublishes, and a draft of the page that is not live then")
def unpublish_screen(site):
    refused = site.post("wagtailadmin_pages:unpublish", site.article.pk)
    assert refused.status_code == 302 and site.article.live

    site.article.unpublish()
    site.post("wagtailadmin_pages:edit", site.article.pk, form=article_form(site.article, title=PLANTED))

    assert live_row_holds(site.article) and not site.article.live


@door("unpublishing in bulk")
def bulk_unpublish(site):
    site.draft()

    site.post("wagtail_bulk_action", "wagtailcore", "page", "unpublish", query=f"?id={site.article.pk}")

    assert site.article.live


@door("moving in bulk", moves=True)
def bulk_move(site):
    ArticlePage.objects.filter(pk=site.article.pk).update(title=PLANTED)
    elsewhere = site.other_topic()

    site.post(
        "wagtail_bulk_action",
        "wagtailcore",
        "page",
        "move",
        query=f"?id={site.article.pk}",
        form={"chooser": elsewhere.pk},
    )

    assert wagtail_serves(site.article) and site.article.get_parent().pk == site.topic.pk


@door("deleting, on its screen and in bulk")
def delete_screens(site):
    site.draft()

    site.post("wagtailadmin_pages:delete", site.article.pk)
    site.post("wagtail_bulk_action", "wagtailcore", "page", "delete", query=f"?id={site.article.pk}")

    assert site.article.live


@door("an older draft taken back and published in one go")
def revert_and_publish(site):
    older = site.draft().get_latest_revision()
    site.draft(title="Inversion therapy")

    response = site.post(
        "wagtailadmin_pages:revisions_revert",
        site.article.pk,
        older.pk,
        form={**article_form(site.article, title=PLANTED), "action-publish": "yes"},
    )

    assert response.status_code == 302
    assert only_the_draft_holds(site.article)


@door("an autosave over the newest draft")
def autosave(site):
    newest = site.draft(title="Harmless").get_latest_revision()

    response = site.post(
        "wagtailadmin_pages:edit",
        site.article.pk,
        form={**article_form(site.article, title=PLANTED), "overwrite_revision_id": newest.pk},
        headers={"accept": "application/json"},
    )

    assert response.json()["revision_id"] == newest.pk
    assert MARKER in Revision.objects.get(pk=newest.pk).content["title"]


@door("the preview panel of the edit screen", unseen=True)
def preview_panel(site):
    desk = site.browser
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[site.article.pk])

    sent = desk.post(address, article_form(site.article, title=PLANTED))
    shown = desk.get(address + "?mode=").content.decode()
    site.draft()

    assert sent.json()["is_valid"] and MARKER in shown


@door("the view of the newest draft", unseen=True)
def view_draft(site):
    site.draft()

    shown = site.browser.get(reverse("wagtailadmin_pages:view_draft", args=[site.article.pk]))

    assert MARKER in shown.content.decode()


@door("a comment beside the text")
def comment(site):
    said = Comment.objects.create(page=site.article, user=site.boss, text=PLANTED, contentpath="title")

    site.draft(standfirst="Another.")

    assert said.revision_created_id is None and live_row_holds(site.article)


@door("an edit form with more fields than it has")
def fields_slipped_in(site):
    form = article_form(site.article, title=PLANTED)
    form |= {"live": "on", "live_revision": 1, "current_edition": 1, "fact_checked_by": PLANTED, "expire_at": ""}

    site.post("wagtailadmin_pages:edit", site.article.pk, form=form)

    assert only_the_draft_holds(site.article)
    assert MARKER not in site.article.get_latest_revision().content["fact_checked_by"]


@door("a new draft of every kind of page, beside those that are published")
def drafts_of_every_kind(site):
    drafts = site.drafts_of_every_kind()

    assert len(drafts) == 4 and all(newest_draft_holds(page) and not page.live for page in drafts)
