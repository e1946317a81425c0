"""Doors past Wagtail's code: rows of pages, of what belongs to them, and of drafts, written by Django or in SQL."""

import json

from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db.models import Value
from django.db.models.functions import Replace
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData
from wagtail.blocks.migrations.operations import AlterBlockValueOperation
from wagtail.models import Page, Revision

from articles.pages import ArticlePage, Byline, Disclosure, PersonPage, ReferenceItem, TopicPage
from articles.references.library.references import Reference
from tests.factories.drafts import add_page
from tests.gate.doors.registry import door
from tests.gate.doors.site import MARKER, PLANTED
from tests.gate.doors.workshop import live_row_holds, newest_draft_holds, run, wagtail_serves


@door("a live page saved")
def save(site):
    page = site.article
    page.title = page.standfirst = page.hero_alt = PLANTED

    page.save()

    assert wagtail_serves(page)


@door("one field of a live page saved")
def save_one_field(site):
    page = site.article
    page.title = PLANTED

    page.save(update_fields=["title"])

    assert wagtail_serves(page)


@door("a live page saved as a mere Wagtail page, past the article's own class")
def save_of_the_base_class(site):
    page = Page.objects.get(pk=site.article.pk)
    page.title = page.seo_title = page.search_description = PLANTED

    page.save()

    assert wagtail_serves(site.article)


@door("a live page saved raw, as fixtures are")
def save_base_raw(site):
    page = site.article
    page.title = page.standfirst = PLANTED

    page.save_base(raw=True)

    assert wagtail_serves(page)


@door("all live pages updated in one query")
def queryset_update(site):
    Page.objects.filter(depth__gt=1).update(title=PLANTED, draft_title=PLANTED, seo_title=PLANTED, live=True)
    for model in (ArticlePage, TopicPage, PersonPage):
        model.objects.update(standfirst=PLANTED, change_note=PLANTED)

    assert all(wagtail_serves(page) for page in (site.article, site.topic, site.author, site.home))


@door("live pages updated in bulk")
def bulk_update(site):
    page = site.article
    page.title, page.standfirst = PLANTED, PLANTED

    ArticlePage.objects.bulk_update([page], ["standfirst", "title"])

    assert wagtail_serves(page)


@door("a draft's row declared live")
def declared_live(site):
    page = site.new_article()

    Page.objects.filter(pk=page.pk).update(live=True, live_revision=page.latest_revision)

    assert wagtail_serves(page)


@door("a live page's row written in SQL")
def sql_on_pages(site):
    run("UPDATE wagtailcore_page SET title = %s, draft_title = %s WHERE depth > 1", PLANTED, PLANTED)
    run("UPDATE articles_articlepage SET standfirst = %s, change_note = %s", PLANTED, PLANTED)

    assert wagtail_serves(site.article)


@door("what publishing notes on an article, written in SQL")
def sql_on_notes(site):
    run("UPDATE articles_articlepage SET fact_checked_by = %s, medically_reviewed_by = %s", PLANTED, PLANTED)

    assert wagtail_serves(site.article)


@door("the body of a live page written in SQL")
def sql_on_body(site):
    changed = run("UPDATE articles_articlepage SET body = replace(body::text, 'It may help', %s)::jsonb", PLANTED)

    assert changed and wagtail_serves(site.article)


@door("the newest and the live revision rewritten in SQL")
def sql_on_revisions(site):
    reworded = "replace(content::text, 'Inversion therapy', %s)::jsonb"
    changed = run(f"UPDATE wagtailcore_revision SET content = {reworded}, object_str = %s", PLANTED, PLANTED)

    assert changed and newest_draft_holds(site.article)


@door("a rewritten live revision published again")
def republished_revision(site):
    revision = site.article.live_revision
    revision.content["title"] = PLANTED
    revision.save()

    revision.publish()

    assert wagtail_serves(site.article)


@door("a revision inserted in SQL and declared live")
def revision_in_sql(site):
    columns = "content_type_id, base_content_type_id, object_id, object_str, created_at"
    run(
        f"INSERT INTO wagtailcore_revision ({columns}, content)"
        f" SELECT {columns}, replace(content::text, 'Inversion therapy', %s)::jsonb"
        " FROM wagtailcore_revision WHERE object_id = %s ORDER BY id DESC LIMIT 1",
        PLANTED,
        str(site.article.pk),
    )
    newest = Revision.objects.latest("pk")
    Page.objects.filter(pk=site.article.pk).update(live_revision=newest, latest_revision=newest)

    assert newest_draft_holds(site.article)


@door("a fixture loaded over the page")
def loaddata(site):
    records = json.loads(serializers.serialize("json", [site.article.page_ptr, site.article]))
    for record in records:
        record["fields"] |= {name: PLANTED for name in ("title", "standfirst") if name in record["fields"]}
    site.fixture.write_text(json.dumps(records))

    call_command("loaddata", site.fixture, verbosity=0)

    assert wagtail_serves(site.article)


@door("a data migration of StreamField blocks")
def stream_data_migration(site):
    migration = MigrateStreamData(
        "articles", "ArticlePage", "body", [(AlterBlockValueOperation(new_value=PLANTED), "section.heading")]
    )
    migration.migrate_stream_data_forward(apps, None)

    assert wagtail_serves(site.article) and newest_draft_holds(site.article)


@door("a search and replace over live rows and drafts")
def search_and_replace(site):
    ArticlePage.objects.update(standfirst=Replace("standfirst", Value("Said better."), Value(PLANTED)))
    for revision in Revision.objects.filter(object_id=str(site.article.pk)):
        revision.content["standfirst"] = PLANTED
        revision.save()

    assert wagtail_serves(site.article) and newest_draft_holds(site.article)


# Child rows


@door("a byline added to a live article")
def byline_added(site):
    people = add_page(site.author.get_parent(), PersonPage(title=PLANTED, slug="new-person"), site.boss)

    Byline.objects.create(article=site.article, person=people, role="written", sort_order=5)

    assert site.article.bylines.count() == 2 and live_row_holds(people)


@door("a byline of a live article given to somebody else")
def byline_changed(site):
    people = add_page(site.author.get_parent(), PersonPage(title=PLANTED, slug="new-person"), site.boss)

    changed = Byline.objects.update(person=people, role="illustrated")

    assert changed and site.article.bylines.get().person.title == PLANTED


@door("a reference of a live article rewritten")
def reference_changed(site):
    ReferenceItem.objects.update(text=PLANTED, url=f"https://example.org/{MARKER}", doi=f"10.1000/{MARKER}")

    assert wagtail_serves(site.article)


@door("a reference added to a live article, and the others put in another order")
def reference_added(site):
    ReferenceItem.objects.update(sort_order=9)
    ReferenceItem.objects.create(article=site.article, text=PLANTED, sort_order=0)

    assert wagtail_serves(site.article)


@door("a reference of a live article removed")
def reference_removed(site):
    Page.objects.filter(pk=site.article.pk).update(title=PLANTED)

    ReferenceItem.objects.filter(article=site.article).delete()

    assert wagtail_serves(site.article) and not site.article.references.exists()


@door("the library's words about a cited work, which is marked as retracted", moves=True)
def words_of_the_library(site):
    changed = Reference.objects.update(
        text=PLANTED, archive_url=f"https://{MARKER}.example/", status="retracted", status_on="2026-03-04"
    )

    assert changed


@door("a live article put into another topic")
def topic_added(site):
    topic = add_page(site.home, TopicPage(title=PLANTED, slug="new-topic"), site.boss)
    Page.objects.filter(pk=topic.pk).update(live=True)

    page = site.article
    page.topics.add(topic)
    page.save()

    assert topic in site.article.topics.all() and wagtail_serves(topic)


@door("a row of the table between articles and topics, in SQL")
def topic_in_sql(site):
    topic = add_page(site.home, TopicPage(title=PLANTED, slug="new-topic"), site.boss)

    run(
        "INSERT INTO articles_articlepage_topics (articlepage_id, topicpage_id) VALUES (%s, %s)",
        site.article.pk,
        topic.pk,
    )

    assert topic in site.article.topics.all() and live_row_holds(topic)


@door("a disclosure of interest added to a live person")
def disclosure_added(site):
    Disclosure.objects.create(person=site.author, entity=PLANTED, nature=PLANTED, from_year=2020, sort_order=0)

    assert wagtail_serves(site.author)
