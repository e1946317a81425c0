"""Doors in Wagtail's own code, which asks nobody for permission: publishing, scheduling, copying, aliases, moving."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.revert_to_page_revision import RevertToPageRevisionAction
from wagtail.models import Locale, Page, Revision
from wagtail.signals import page_published

from articles.pages import ArticlePage
from articles.record.published.addresses import NoAddressError
from editorial.review.publishing.publishing import publish_due
from tests.factories.drafts import add_page, fresh
from tests.gate.doors.registry import door
from tests.gate.doors.site import PLANTED
from tests.gate.doors.workshop import holds, live_row_holds, newest_draft_holds, only_the_draft_holds, wagtail_serves

LANGUAGES = [("en-gb", "English"), ("fr", "French")]


def an_hour_ago():
    return timezone.now() - timedelta(hours=1)


@door("a revision published from code")
def publish_revision(site):
    site.draft().get_latest_revision().publish()

    assert wagtail_serves(site.article)


@door("a revision published from code by a superuser, skipping the permission")
def publish_revision_as_superuser(site):
    site.draft().get_latest_revision().publish(user=site.boss, skip_permission_checks=True)

    assert wagtail_serves(site.article)


@door("a page's own publish method")
def publish_page(site):
    page = site.draft()

    page.publish(page.get_latest_revision())

    assert wagtail_serves(page)


@door("Wagtail's publishing for models that are no pages")
def publish_generic(site):
    PublishRevisionAction(site.draft().get_latest_revision()).execute()

    assert wagtail_serves(site.article)


@door("a new article published from code")
def publish_new_article(site):
    page = site.new_article()

    page.get_latest_revision().publish()

    assert wagtail_serves(page)


@door("a new article below a topic that is a draft, both published from code")
def publish_below_a_draft(site):
    above = site.drafts_of_every_kind()[0]
    page = site.new_article(parent=above)

    above.get_latest_revision().publish()
    page.get_latest_revision().publish()

    assert wagtail_serves(above) and wagtail_serves(page)


@door("a new disclaimer published from code")
def publish_new_disclaimer(site):
    for page in site.drafts_of_every_kind():
        page.get_latest_revision().publish()

    assert all(wagtail_serves(page) for page in Page.objects.filter(slug__startswith="new-"))


@door("a draft with a date to go live, and Wagtail's clock")
def go_live_at(site):
    page = site.draft(title=PLANTED, go_live_at=timezone.now() + timedelta(hours=1))
    revision = page.get_latest_revision()
    revision.publish()
    revision.refresh_from_db()
    assert revision.approved_go_live_at

    revision.content["go_live_at"], revision.approved_go_live_at = None, an_hour_ago()  # an hour or two later
    revision.save()
    call_command("publish_scheduled")

    assert wagtail_serves(page)


@door("a draft saved as approved to go live, and Wagtail's clock")
def approved_go_live_at(site):
    draft = site.article.get_latest_revision_as_object()
    draft.title = PLANTED
    draft.save_revision(user=site.boss, approved_go_live_at=an_hour_ago())

    call_command("publish_scheduled")

    assert wagtail_serves(site.article)


@door("Wagtail's clock under its older name")
def publish_scheduled_pages(site):
    newest = site.draft().latest_revision_id
    Revision.objects.filter(pk=newest).update(approved_go_live_at=an_hour_ago())

    call_command("publish_scheduled_pages")

    assert wagtail_serves(site.article)


@door("an older draft taken back as approved to go live, and Wagtail's clock")
def revert_to_go_live(site):
    older = site.draft().get_latest_revision()
    site.draft(title="Inversion therapy")

    RevertToPageRevisionAction(site.article, older, approved_go_live_at=an_hour_ago()).execute()
    call_command("publish_scheduled")

    assert wagtail_serves(site.article)


@door("our own clock, with a draft that nobody signed")
def our_own_clock(site):
    page = site.draft(title=PLANTED, publish_after=an_hour_ago())

    assert publish_due() == []
    assert only_the_draft_holds(page)


@door("a page copied from code, which keeps it live")
def copy(site):
    copied = site.article.copy(update_attrs={"title": PLANTED, "slug": "copied"})

    assert wagtail_serves(copied)


@door("a tree copied from code, which keeps it live")
def copy_tree(site):
    ArticlePage.objects.filter(pk=site.article.pk).update(title=PLANTED)

    copied = site.topic.copy(recursive=True, update_attrs={"slug": "copied"})

    assert any(wagtail_serves(page) for page in copied.get_children())


@door("an alias made from code")
def create_alias(site):
    ArticlePage.objects.filter(pk=site.article.pk).update(title=PLANTED)

    alias = site.article.create_alias(update_slug="alias")

    assert wagtail_serves(alias)


@door("an alias that follows what is published")
def alias_follows(site):
    alias = site.article.create_alias(update_slug="alias")

    site.draft().get_latest_revision().publish()

    assert wagtail_serves(alias)


@door("an alias that is handed its content")
def alias_is_handed_content(site):
    alias = site.article.create_alias(update_slug="alias")
    page = site.article
    page.title = PLANTED

    page.update_aliases(_content=page.serializable_data())

    assert wagtail_serves(alias)


@door("an alias of a page that is not live, which becomes live")
def alias_of_a_draft(site):
    page = site.new_article()
    alias = page.create_alias(update_slug="alias")
    assert not alias.live

    page.update_aliases()

    assert wagtail_serves(alias)


@door("an alias made a page of its own from code")
def convert_alias(site):
    alias = site.article.create_alias(update_slug="alias")
    alias.title = PLANTED

    ConvertAliasPageAction(alias).execute()
    alias.save()

    assert wagtail_serves(alias) and fresh(alias).live_revision


@door("a translation, kept as an alias")
def translation_alias(site):
    ArticlePage.objects.filter(pk=site.article.pk).update(title=PLANTED)

    with override_settings(WAGTAIL_I18N_ENABLED=True, LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES):
        french = Locale.objects.create(language_code="fr")
        translated = CopyPageForTranslationAction(site.article, french, copy_parents=True, alias=True).execute()

    assert wagtail_serves(translated)


@door("a translation that is published from code")
def translation(site):
    with override_settings(WAGTAIL_I18N_ENABLED=True, LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES):
        french = Locale.objects.create(language_code="fr")
        translated = CopyPageForTranslationAction(site.article, french, copy_parents=True).execute()
        site.draft(translated).get_latest_revision().publish()

    assert wagtail_serves(translated)


@door("a page moved from code", moves=True)
def move(site):
    ArticlePage.objects.filter(pk=site.article.pk).update(title=PLANTED)

    site.article.move(site.other_topic(), pos="last-child")

    assert wagtail_serves(site.article)


@door("a topic moved with what lies below it", moves=True)
def move_topic(site):
    Page.objects.filter(pk=site.topic.pk).update(title=PLANTED)

    site.topic.move(site.other_topic(), pos="last-child")

    assert wagtail_serves(site.topic) and site.article.url_path.startswith("/home/neck-pain/back-pain/")


@door("Wagtail's command that moves pages", moves=True)
def move_pages(site):
    ArticlePage.objects.filter(pk=site.article.pk).update(title=PLANTED)
    elsewhere = site.other_topic()

    call_command("move_pages", site.topic.pk, elsewhere.pk)

    assert wagtail_serves(site.article) and site.article.get_parent().pk == elsewhere.pk


@door("another address given to a page in a draft")
def slug_in_a_draft(site):
    page = site.draft(slug="planted-unsigned7f3a9c")

    assert newest_draft_holds(page)


@door("another address given to a live page")
def slug_of_a_live_page(site):
    page = site.article
    page.slug = "planted-unsigned7f3a9c"

    page.save()

    assert wagtail_serves(page)


@door("another address given to the topic above, published from code")
def slug_of_a_live_topic(site):
    draft = site.topic.get_latest_revision_as_object()
    draft.slug = "planted-unsigned7f3a9c"
    draft.save_revision(user=site.boss).publish()

    call_command("set_url_paths")

    assert wagtail_serves(site.topic) and "unsigned7f3a9c" in site.article.url_path


@door("unpublishing from code, with all below it")
def unpublish(site):
    site.draft(site.topic, title=PLANTED)

    site.home.unpublish()
    for page in site.home.get_descendants():
        page.unpublish()

    assert not Page.objects.filter(depth__gt=1, live=True).exists()


@door("a date to expire, and Wagtail's clock")
def expire(site):
    site.draft()
    ArticlePage.objects.filter(pk=site.article.pk).update(expire_at=an_hour_ago(), title=PLANTED)

    call_command("publish_scheduled")

    assert not site.article.live and live_row_holds(site.article)


@door("a page made live by default, added to the tree")
def add_child(site):
    page = site.topic.add_child(instance=ArticlePage(title=PLANTED, slug="new-article"))

    assert wagtail_serves(page)


@door("a page made live by default, added beside another")
def add_sibling(site):
    page = site.article.add_sibling(instance=ArticlePage(title=PLANTED, slug="new-article"))

    assert wagtail_serves(page)


@door("Wagtail's word that a page was published, sent by anybody")
def published_signal(site):
    page = site.draft()
    draft = page.get_latest_revision_as_object()

    page_published.send(sender=ArticlePage, instance=draft, revision=page.get_latest_revision())

    assert only_the_draft_holds(page)


@door("a draft handed to the view that Wagtail calls for a live page")
def serve(site):
    draft = site.draft().get_latest_revision_as_object()

    response = draft.serve(site.request())

    assert holds(draft) and response.status_code == 302 and PLANTED not in str(response.headers)


@door("a page put below one that readers cannot get")
def move_below_a_draft(site):
    ArticlePage.objects.filter(pk=site.linked.pk).update(title=PLANTED)
    hidden = add_page(site.home, type(site.topic)(title=PLANTED, slug="new-topic"), site.boss)

    with pytest.raises(NoAddressError, match="Publish “Planted"):
        site.linked.move(hidden, pos="last-child")

    assert live_row_holds(site.linked)
