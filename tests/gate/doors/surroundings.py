"""Doors around the pages: site records, settings, privacy, collections, rights, readers' own words, status."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import Collection, GroupPagePermission, Page, PageViewRestriction, Site

from articles.pages import ArticlePage
from articles.reading.listings.related import RelatedArticles
from articles.record.published.publications import Publication
from articles.record.signed.claim_checks import ClaimCheck
from articles.record.signers.credentials import PersonAccount
from articles.references.library.references import Reference
from articles.writing.claims import Claim
from editorial.feedback.reports.report import Report
from tests.factories.accounts import UserFactory
from tests.feedback.form_time import time_in_form
from tests.gate.doors.registry import door
from tests.gate.doors.site import MARKER, PLANTED, article_form
from tests.gate.doors.workshop import live_row_holds, only_the_draft_holds, run, wagtail_serves


@door("the site's record: its name, its address and its root page")
def site_record(site):
    other = site.home.copy(update_attrs={"title": PLANTED, "slug": "copied"}, recursive=True)

    Site.objects.update(site_name=PLANTED, hostname=f"{MARKER}.example.org", port=8080, root_page=other)
    Site.clear_site_root_paths_cache()

    assert wagtail_serves(other) and site.article.url is None


@door("the site's record, on its screen")
def site_screen(site):
    form = {
        "hostname": "localhost",
        "port": 80,
        "site_name": PLANTED,
        "root_page": site.home.pk,
        "is_default_site": "on",
    }

    response = site.post("wagtailsites:edit", Site.objects.get().pk, form=form)

    assert response.status_code == 302 and Site.objects.get().site_name == PLANTED


@door("a second site with a root page of its own")
def second_site(site):
    other = site.home.copy(update_attrs={"title": PLANTED, "slug": "copied"})

    Site.objects.create(hostname="testserver", root_page=other, site_name=PLANTED)

    assert wagtail_serves(other)


@door("a page made private, and public again")
def privacy(site):
    page = site.draft()
    refused = site.post("wagtailadmin_pages:set_privacy", page.pk, form={"restriction_type": "login"})
    assert refused.status_code in (302, 403) and not PageViewRestriction.objects.exists()

    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password=PLANTED)
    page.get_latest_revision().publish()
    restriction.delete()

    assert wagtail_serves(page)


@door("a collection, its name and its privacy")
def collection(site):
    made = Collection.get_first_root_node().add_child(name=PLANTED)

    picture = site.picture
    picture.collection = made
    picture.save()

    assert site.picture.collection.name == PLANTED


@door("Wagtail's publish permission given to a writer")
def publish_permission(site):
    writer, group = UserFactory(writer=True), Group.objects.get(name="Writers")
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    GroupPagePermission.objects.create(group=group, page=Page.objects.get(depth=1), permission=publish)
    site.browser_of(writer).post(
        f"/admin/pages/{site.article.pk}/edit/",
        {**article_form(site.article, title=PLANTED), "action-publish": "yes"},
    )

    assert only_the_draft_holds(site.article)


@door("the names of groups, workflows and tasks")
def names_of_the_desk(site):
    Group.objects.filter(name="Writers").update(name=PLANTED)
    changed = run("UPDATE wagtailcore_workflow SET name = %s", PLANTED)

    assert run("UPDATE wagtailcore_task SET name = %s", PLANTED) and changed


@door("what a reader wrote about an article")
def readers_words(site):
    edition = site.article.publication.edition
    form = {"comment": PLANTED, "reason": "other", "email": f"{MARKER}@example.org", "opened": time_in_form(edition.pk)}

    response = site.visitor.post(f"/feedback/report/?edition={edition.pk}", form)

    assert response.status_code == 303 and Report.objects.get(comment=PLANTED).page_id == site.article.pk


@door("a page lying below an article, which Wagtail's code does not forbid")
def page_below_an_article(site):
    page = site.article.add_child(instance=ArticlePage(title=PLANTED, slug="below"))

    assert wagtail_serves(page)


@door("a page of Wagtail's own class, added live below the home page")
def mere_page(site):
    page = site.home.add_child(instance=Page(title=PLANTED, slug="mere"))

    assert page.live and page.title == PLANTED


@door("a live page with the path that another page's publication has")
def same_address(site):
    rival = site.home.add_child(instance=ArticlePage(title=PLANTED, slug="rival"))
    Page.objects.filter(pk=rival.pk).update(url_path=site.article.url_path, slug=site.article.slug)

    assert wagtail_serves(rival) and Page.objects.filter(url_path=site.article.url_path).count() == 2


@door("a page turned into another kind by its content type")
def another_kind(site):
    page = site.new_article()

    Page.objects.filter(pk=page.pk).update(content_type=site.home.content_type_id, live=True)

    assert live_row_holds(page)


@door("Wagtail's redirects")
def redirects(site):
    if not apps.is_installed("wagtail.contrib.redirects"):
        pytest.skip("not installed; once it is, this row has to be written")
    raise AssertionError("Write this row: a redirect whose address, or whose target page's title, holds the marker.")


@door("Wagtail's promoted search results")
def promoted_search_results(site):
    if not apps.is_installed("wagtail.contrib.search_promotions"):
        pytest.skip("not installed; once it is, this row has to be written")
    raise AssertionError("Write this row: a promotion whose description holds the marker.")


@door("words that the desk keeps as synonyms for searching")
def synonyms(site):
    if "synonym" not in apps.all_models["articles"]:
        pytest.skip("there are no synonyms yet")
    made = apps.get_model("articles", "Synonym").objects.create(terms=f"inversion therapy, {MARKER}")

    assert MARKER in made.terms


@door("the text and the names of a work in the library that an edition cites")
def library_work(site):
    works = Reference.objects.filter(citations__edition__page=site.article)

    assert works.update(text=MARKER, archive_url=f"https://example.org/{MARKER}", csl={"title": MARKER})


@door("works of the library merged with one whose text was typed later")
def merged_works(site):
    kept = Reference.objects.create(text=MARKER, csl={"title": MARKER})
    for work in Reference.objects.filter(citations__edition__page=site.article).distinct():
        Reference.objects.merge(work, into=kept, by=site.boss)

    assert kept.citations.filter(edition__page=site.article).exists()


@door("claims that an edition was noted to make, and a fact checker's passages")
def claims(site):
    edition = site.article.editions.last()
    Claim.objects.create(edition=edition, section="", text=MARKER, numbers=[1])
    ClaimCheck.objects.create(
        page=site.article,
        key="0" * 64,
        text=MARKER,
        verdict="supported",
        passage=MARKER,
        checked_by=PersonAccount.objects.filter(person__credentials__kind="fact_checking").first().user,
    )

    assert edition.claims.filter(text=MARKER).exists()


@door("drafts named in the lists of related articles", moves=True)
def related_lists(site):
    hidden = site.new_article()
    hidden.get_latest_revision().publish()
    publication = Publication.objects.get(page_id=site.article.pk)

    RelatedArticles.objects.filter(publication=publication).delete()
    named = [hidden.pk, site.linked.pk]
    RelatedArticles.objects.create(publication=publication, pages=named, computed_at=timezone.now())

    assert wagtail_serves(hidden)
