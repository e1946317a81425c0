"""A newer version of what we cite is found, is told to desk and readers, and opens the review of what rests on it."""

import io
import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articles.pages import ReferenceItem
from articles.record.document import typeset
from articles.references.integrity.versions import Version, VersionKind
from articles.references.library.newer import NewerVersion
from articles.references.library.references import Reference
from articles.writing.checks import advice_on_citations
from editorial.planning.review_due.due import pages_to_review
from editorial.planning.review_due.guidelines import ReviewCall
from editorial.upkeep.source_watch import guidelines, newer, watch
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import body, edited, fresh, section
from tests.factories.editions import path_of
from tests.factories.pages import article
from tests.factories.signing import published
from tests.letters.post import delivered
from tests.references.conftest import stand  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db
COCHRANE = "10.1002/14651858.cd000335.pub2"
TEXT = "<mark>Exercise eases pain.</mark>[1] It costs little.[2] Rest does not help.[1]"
LINE = "A newer version of a source of this page is being looked at, since"


@pytest.fixture(scope="module")
def made(scene):
    items = [
        ReferenceItem(text="Hayden J. Exercise for backs. Cochrane. 2005.", doi=COCHRANE, pmid="16034851"),
        ReferenceItem(text="Another work. 2012.", doi="10.1000/another"),
    ]
    return published(edited(article("Backs", sections=body(section("Advice", TEXT))), references=items))


@pytest.fixture
def page(made):
    return fresh(made)


@pytest.fixture
def work(page):
    return Reference.objects.get(doi=COCHRANE)


@pytest.fixture
def services(settings, stand):  # noqa: F811
    settings.WATCH_ASKS_SERVICES, settings.LOOKUP_PAUSES = True, ()
    return stand


def crossref(doi, **fields):
    return json.dumps({"message": {"DOI": doi, "type": "journal-article", "title": ["Exercise for backs"], **fields}})


def pubmed(pmid, kind, other, doi=""):
    return f"""<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article>
    <ArticleTitle>Exercise for backs.</ArticleTitle></Article><CommentsCorrectionsList>
    <CommentsCorrections RefType="{kind}"><RefSource>Cochrane Database Syst Rev. 2021. doi: {doi}</RefSource>
    <PMID>{other}</PMID></CommentsCorrections></CommentsCorrectionsList></MedlineCitation></PubmedArticle>
    </PubmedArticleSet>"""


def line_in(client, page):
    return LINE in client.get(path_of(page)).content.decode()


LATER = Version(
    VersionKind.UPDATED, "10.1002/14651858.cd000335.pub3", label="Exercise for backs, again", source="pubmed"
)


def test_what_pubmed_calls_an_update_is_a_newer_version(work, services):
    services.says("/eutils", pubmed("16034851", "UpdateIn", "34580864", "10.1002/14651858.CD000335.pub3"))

    watch.check(work)

    found = NewerVersion.objects.get()
    assert (found.reference, found.kind, found.value) == (work, "updated", "10.1002/14651858.cd000335.pub3")


@pytest.mark.parametrize(("kind", "said"), [("UpdateOf", "updated"), ("RepublishedFrom", "republished")])
def test_a_work_of_the_library_may_be_the_newer_version_of_a_cited_one(work, services, kind, said):
    later = Reference.objects.create(text="Hayden J. Exercise for backs. 2021.", pmid="34580864")
    services.says("/eutils", pubmed("34580864", kind, "16034851"))

    watch.check(later)

    found = NewerVersion.objects.get()
    assert (found.reference, found.kind, found.name, found.value) == (work, said, "pmid", "34580864")


def test_a_review_of_cochranes_has_a_newer_version_when_its_number_goes_up(work, services):
    for number in (3, 4):
        doi = f"10.1002/14651858.cd000335.pub{number}"
        record = crossref(doi, issued={"date-parts": [[2021, 9, 28]]})
        services.says(f"/crossref/works/{doi.replace('/', '%2F')}", record)

    watch.check(work)

    found = NewerVersion.objects.get()
    assert (found.value, str(found.published_on)) == ("10.1002/14651858.cd000335.pub4", "2021-09-28")


def test_a_version_with_a_lower_number_is_not_newer(work):
    assert newer.note(work, Version(VersionKind.UPDATED, "10.1002/14651858.cd000335")) is None


def test_a_preprint_that_was_published_has_a_newer_version(services):
    preprint = Reference.objects.create(text="Backs. medRxiv. 2020.", doi="10.1101/2020.01.02.20123456")
    relation = {"is-preprint-of": [{"id-type": "doi", "id": "10.1000/Backs", "asserted-by": "subject"}]}
    services.says("/crossref/works/", crossref("10.1101/2020.01.02.20123456", relation=relation))

    watch.check(preprint)

    assert (NewerVersion.objects.get().kind, NewerVersion.objects.get().value) == ("published", "10.1000/backs")


NICE = """Title,Reference number,Published,Last updated,Status,Replaced by
Low back pain,CG88,27/05/2009,27/05/2009,Replaced,NG59
Low back pain and sciatica,NG59,30/11/2016,11/12/2020,,
"""


@pytest.mark.parametrize(
    ("text", "url", "kind"),
    [
        ("NICE. Low back pain. CG88. 2009.", "", "replaced"),
        ("NICE. Low back pain. 2009.", "https://www.nice.org.uk/guidance/cg88", "replaced"),
        ("National Institute for Health and Care Excellence. Low back pain (NG 59). 2016.", "", "updated"),
        ("NICE. Low back pain and sciatica. NG59. 2016, updated 2020.", "", None),
        ("Smith J. The gene NG59. Nature. 2009.", "", None),
    ],
)
def test_a_guideline_that_a_list_calls_replaced_or_updated_has_a_newer_version(tmp_path, capsys, text, url, kind):
    Reference.objects.create(text=text, url=url)
    path = tmp_path / "nice.csv"
    path.write_text(NICE)

    call_command("load_guidelines", path)

    assert [version.kind for version in NewerVersion.objects.all()] == ([kind] if kind else [])
    assert "2 guidelines loaded" in capsys.readouterr().out


def test_a_work_of_a_day_that_no_month_has_stops_no_other(tmp_path):
    Reference.objects.create(
        text="NICE. Sciatica. NG59. 2016.", csl={"title": "Sciatica", "issued": {"date-parts": [[2016, 2, 30]]}}
    )
    Reference.objects.create(text="NICE. Low back pain. CG88. 2009.")
    path = tmp_path / "nice.csv"
    path.write_text(NICE)

    call_command("load_guidelines", path)

    assert {version.kind for version in NewerVersion.objects.all()} == {"updated", "replaced"}


@pytest.mark.parametrize("odd", ["12/30/2025", "Dec 30 2025", "30.12.2025", "2025-02-30", "soon", "9" * 5000])
def test_what_a_list_says_that_is_no_day_is_told_and_overwrites_none(tmp_path, capsys, odd):
    path = tmp_path / "nice.csv"
    path.write_text(NICE)
    call_command("load_guidelines", path)
    path.write_text(NICE.replace("11/12/2020", odd))
    capsys.readouterr()

    call_command("load_guidelines", path)

    told = capsys.readouterr().out
    assert f"NG59: “{odd[:40]}” is no day. What was known stays" in told and "CG88" not in told
    assert guidelines.ListedGuideline.objects.get(number="NG59").changed_on == date(2020, 12, 11)


def test_another_file_is_no_list_of_guidelines():
    with pytest.raises(guidelines.BadListError, match="needs a column"):
        guidelines.load(io.BytesIO(b"name,price\nApple,1\n"))
    with pytest.raises(guidelines.BadListError, match="cannot be read as CSV"):
        guidelines.load(io.BytesIO(b"x" * 200_000))


def test_the_review_of_the_article_is_opened_with_a_day_and_what_rests_on_the_work_is_named(page, work, client):
    editor = UserFactory(editor=True)

    newer.note(work, LATER)
    newer.note(work, LATER)

    assert ReviewCall.objects.count() == 1
    due = pages_to_review().get(page_id=page.pk)
    assert timezone.localdate(due.due) == timezone.localdate() + timedelta(days=30)
    assert due.called_because == "Exercise for backs, again"
    [email] = [email for email in delivered() if email.to == [editor.email]]
    logged_in(client, editor)
    shown = client.get(reverse("planning:review", args=[page.pk])).content.decode()
    for told in (email.body, shown):
        assert told.count("Exercise eases pain.") == 2 and "Rest does not help." in told
        assert "It costs little." not in told


def test_readers_get_one_dated_line_until_the_page_was_reviewed(page, work, client):
    assert not line_in(client, page)

    newer.note(work, LATER)

    shown = client.get(path_of(page)).content.decode()
    assert f"{LINE} {date_format(timezone.localdate(), 'j F Y')}." in shown and shown.count(LINE) == 1
    assert LINE in client.get(f"{path_of(page)}index.md").content.decode()
    today = timezone.localdate().isoformat()
    assert client.get(f"/api/v1/pages/{page.pk}/").json()["newer_source_since"] == today
    assert f'"Published; since {today} a newer version of a source is being looked at"' in shown
    published(edited(page, standfirst="After.", change_class="update", change_note="New."))
    assert not line_in(client, page)
    assert pages_to_review().get(page_id=page.pk).called_at is None


def test_an_editor_says_that_it_is_none_and_why(page, work, client):
    found = newer.note(work, LATER)
    logged_in(client, UserFactory(editor=True))
    address = reverse("references:not_newer", args=[work.pk])

    assert "Say why" in client.post(address, {"newer": found.pk, f"{found.pk}-reason": ""}).content.decode()
    client.post(address, {"newer": found.pk, f"{found.pk}-reason": "It is about necks."})

    found.refresh_from_db()
    assert found.settled_at and found.reason == "It is about necks."
    assert not line_in(client, page) and pages_to_review().get(page_id=page.pk).called_at is None


def test_an_article_that_cites_the_newer_version_too_is_left_alone(page, work, client):
    both = edited(page, change_class="update", change_note="New.")
    items = [ReferenceItem(text=f"Work {n}.", doi=doi) for n, doi in enumerate((COCHRANE, LATER.doi))]
    published(edited(both, references=items))

    newer.note(work, LATER)

    assert not ReviewCall.objects.exists() and not line_in(client, page)


def test_writers_are_told(page, work):
    newer.note(work, LATER)

    told = advice_on_citations(page, typeset(page))

    assert "Reference 1 has a newer version (updated): Exercise for backs, again." in told
