"""The watch asks Crossref, PubMed and Europe PMC besides the list, and a service that is silent clears nothing."""

import json
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articles.references.integrity.status import Status
from articles.references.library.references import Reference
from articles.references.lookup import crossref, europepmc, pubmed
from articles.stores.valkey import valkey
from editorial.upkeep.source_watch import watch
from editorial.upkeep.source_watch.answers import SourceAnswer, sentences_about
from editorial.upkeep.source_watch.retraction_watch import RetractionList, RetractionNotice
from editorial.upkeep.source_watch.watch import WorldCheck
from tests.factories.accounts import UserFactory, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(settings, stand):
    settings.WATCH_ASKS_SERVICES = True
    RetractionNotice.objects.create(record_id=1, status=Status.RETRACTED, doi="10.5555/other", loaded_at=timezone.now())
    return Reference.objects.create(text="Hanging upside down for backs.", doi="10.5555/back.2020.01")


def status_of(work):
    work.refresh_from_db()
    return work.status


def test_what_crossref_says_of_a_retraction_counts(work, stand):
    stand.says("/crossref/works/", "crossref_retracted.json")
    stand.says("/crossref/works?", "crossref_filter_nothing.json")
    stand.says("/europepmc", "europepmc_nothing.json")

    assert watch.check(work)

    assert status_of(work) == Status.RETRACTED and isinstance(work.status_on, date | None)
    assert WorldCheck.objects.get().source


def test_what_one_service_says_counts_though_another_does_not_know_the_work(work, stand):
    stand.says("/crossref/works/", "crossref_article.json")
    stand.says("/crossref/works?", "crossref_filter_nothing.json")

    watch.check(work)

    assert status_of(work) == Status.CORRECTED


def test_a_retraction_is_not_forgotten_while_a_service_is_silent(work, stand):
    Reference.objects.filter(pk=work.pk).update(status=Status.RETRACTED)
    stand.says("/crossref", "Out of order", status=500)
    stand.says("/europepmc", "Out of order", status=500)

    watch.check(work)

    assert status_of(work) == Status.RETRACTED
    assert not WorldCheck.objects.exists()


ALL_AWAY = ("crossref", "pubmed", "europepmc")
CLEAR, UNKNOWN = Status.CLEAR, Status.COULD_NOT_CHECK
NAMES = ({"doi": "10.5555/a", "pmid": "555001"}, {"doi": "10.5555/a"}, {"pmid": "555001"}, {"isbn": "9780306406157"})
#: Which services are away, whether a whole list is loaded, and what a work reads as that nobody has anything against:
#: by its DOI and PMID, by its DOI, by its PMID, and by its ISBN alone, which nobody is asked about.
TABLE = [
    ((), False, [CLEAR, CLEAR, CLEAR, UNKNOWN]),
    (("crossref",), False, [CLEAR, CLEAR, CLEAR, UNKNOWN]),
    (("pubmed",), False, [CLEAR, CLEAR, CLEAR, UNKNOWN]),
    (("europepmc",), False, [CLEAR, CLEAR, CLEAR, UNKNOWN]),
    (("crossref", "pubmed"), False, [CLEAR, CLEAR, CLEAR, UNKNOWN]),
    (("crossref", "europepmc"), False, [CLEAR, UNKNOWN, CLEAR, UNKNOWN]),
    (("pubmed", "europepmc"), False, [CLEAR, CLEAR, UNKNOWN, UNKNOWN]),
    (ALL_AWAY, False, [UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]),
    (ALL_AWAY, True, [CLEAR, CLEAR, CLEAR, UNKNOWN]),
]


@pytest.fixture
def services(settings, stand):
    settings.WATCH_ASKS_SERVICES, settings.LOOKUP_PAUSES = True, (0.001,)
    for service in (crossref.SERVICE, pubmed.SERVICE, europepmc.SERVICE):
        cache.set(f"lookup-rate-{service.name}", 0.001)
    return stand


def whole_list(**facts):
    facts = {"of": timezone.localdate(), "rows": 60_000, "used": 58_000, "is_whole": True, **facts}
    return RetractionList.objects.create(**facts)


def answering(stand, away=()):
    """All that are not away know the work and have nothing against it."""
    places = {"crossref": "/crossref", "pubmed": "/eutils", "europepmc": "/europepmc"}
    for name in away:
        stand.says(places[name], "Out of order", status=500)
    stand.says("/crossref/works/", json.dumps({"message": {"DOI": "10.5555/a", "title": ["Backs"]}}))
    stand.says("/crossref/works?", "crossref_filter_nothing.json")
    stand.says("/eutils", PUBMED)
    found = {"doi": "10.5555/a", "pmid": "555001", "title": "Backs", "source": "MED"}
    stand.says("/europepmc", json.dumps({"resultList": {"result": [found]}}))


PUBMED = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>555001</PMID><Article>
<ArticleTitle>Backs.</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""


@pytest.mark.parametrize(("away", "has_list", "reads_as"), TABLE)
def test_what_a_work_reads_as_while_services_are_away(services, away, has_list, reads_as):
    answering(services, away)
    if has_list:
        whole_list()

    read = []
    for names in NAMES:
        work = Reference.objects.create(text="Backs.", **names)
        watch.check(work)
        read.append(status_of(work))
        work.delete()

    assert read == reads_as


def test_each_answer_is_kept_and_shown_apart(services, client):
    answering(services, away=["pubmed"])
    whole_list(rows=63_412)
    work = Reference.objects.create(text="Backs.", **NAMES[0])

    watch.check(work)

    today = date_format(timezone.localdate(), "j F Y")
    logged_in(client, UserFactory(editor=True))
    shown = client.get(reverse("references:inspect", args=[work.pk])).content.decode()
    for sentence in (
        f"Not on Retraction Watch’s list of {today} (63,412 rows).",
        f"Crossref answered on {today}: No notice found.",
        f"Europe PMC answered on {today}: No notice found.",
        "PubMed: PubMed does not answer now.",
    ):
        assert sentence in shown


def test_silence_leaves_the_last_answer_and_says_so(services):
    answering(services)
    work = Reference.objects.create(text="Backs.", **NAMES[0])
    watch.check(work)
    services.answers.clear()
    answering(services, ALL_AWAY)

    watch.check(work)

    assert status_of(work) == Status.CLEAR
    assert "answered on" in sentences_about(work)[1] and "asked again and did not answer" in sentences_about(work)[1]


def test_a_work_is_not_clear_by_an_answer_of_long_ago(services):
    answering(services, ALL_AWAY)
    work = Reference.objects.create(text="Backs.", status=Status.CLEAR, **NAMES[0])
    long_ago = timezone.now() - timedelta(days=46)
    SourceAnswer.objects.create(
        reference=work, source="crossref", status=Status.CLEAR, answered_at=long_ago, asked_at=long_ago
    )

    watch.check(work)

    assert status_of(work) == Status.COULD_NOT_CHECK


def test_fifty_works_are_not_asked_about_one_by_one_while_everybody_is_away(services):
    answering(services, ALL_AWAY)
    works = [Reference.objects.create(text=f"Backs {n}.", doi=f"10.5555/{n}", pmid=str(555000 + n)) for n in range(50)]

    watch.check_each(works)

    assert len(services.asked) == 9  # of each: one question and its repetition, and one more
    assert not Reference.objects.filter(pk__in=[work.pk for work in works], checked_at__isnull=False).exists()


def test_who_comes_back_is_asked_again(services):
    answering(services, ALL_AWAY)
    works = [Reference.objects.create(text=f"Backs {n}.", doi=f"10.5555/{n}") for n in range(3)]
    watch.check_each(works)
    services.answers.clear()
    answering(services)
    work = Reference.objects.create(text="Backs.", **NAMES[0])
    valkey().delete("lookup-away-crossref")  # as it is after a minute

    watch.check(work)

    assert status_of(work) == Status.CLEAR
    assert not valkey().exists("lookup-failures-crossref")


def test_trouble_with_one_work_is_no_trouble_of_the_service(services):
    services.says("/crossref/works/10.5555%2Fodd", "Out of order", status=500)
    answering(services)
    odd = Reference.objects.create(text="Odd.", doi="10.5555/odd")
    work = Reference.objects.create(text="Backs.", **NAMES[0])

    watch.check_each([odd, work])

    assert (status_of(odd), status_of(work)) == (Status.COULD_NOT_CHECK, Status.CLEAR)


PAPER, RETRACTION, CONCERN = "10.5555/paper", "10.5555/retraction", "10.5555/concern"


def day(*parts):
    return {"date-parts": [list(parts)]}


@pytest.mark.parametrize("has_retraction_watch", [True, False])
def test_a_pair_that_was_registered_back_to_front_is_read_as_it_is(services, has_retraction_watch):
    """The paper says that it updates its notices, and they say that it updates them, on the day of the paper."""
    by_publisher = {"source": "publisher", "updated": day(2020, 5, 22)}
    rows = {RETRACTION: ("retraction", (2020, 6, 5)), CONCERN: ("expression_of_concern", (2020, 6, 3))}
    paper = {
        "title": ["RETRACTED: Backs"],
        "issued": day(2020, 5, 22),
        "update-to": [{"DOI": doi, "type": kind, **by_publisher} for doi, (kind, _when) in rows.items()],
    }
    if has_retraction_watch:
        paper["updated-by"] = [
            {"DOI": doi, "type": kind, "source": "retraction-watch", "updated": day(*when)}
            for doi, (kind, when) in rows.items()
        ]
    records = {PAPER: paper}
    for doi, title in ((RETRACTION, "Retraction—Backs"), (CONCERN, "Expression of concern: Backs")):
        kind, when = rows[doi]
        pair = [{"DOI": PAPER, "type": kind, **by_publisher}]
        records[doi] = {"title": [title], "issued": day(*when), "updated-by": pair}
    for doi, record in records.items():
        address = f"/crossref/works/{doi.replace('/', '%2F')}"
        services.says(address, json.dumps({"message": {"DOI": doi, **record}}))
        found = {"DOI": PAPER, **paper} if doi != PAPER else {}
        items = json.dumps({"message": {"items": [found] if found else []}})
        services.says(f"/crossref/works?filter=updates%3A{doi.replace('/', '%2F')}", items)

    works = {doi: Reference.objects.create(text=f"Work {doi}.", doi=doi) for doi in records}
    watch.check_each(works.values())

    read = {doi: (status_of(work), str(work.status_on)) for doi, work in works.items()}
    assert read == {
        PAPER: (Status.RETRACTED, "2020-06-05"),
        RETRACTION: (Status.CLEAR, "None"),
        CONCERN: (Status.CLEAR, "None"),
    }
    assert "Expression of concern, 2020-06-03" in " ".join(sentences_about(works[PAPER]))
