"""Whether a cited work still stands, out of what the services say."""

import pytest

from articles.references.identifiers import Kind, normalised
from articles.references.integrity.answers import Integrity, combined, could_not_check
from articles.references.integrity.crossref_records import crossref_notices, from_crossref, is_notice_of
from articles.references.integrity.notices import Notice
from articles.references.integrity.relations import from_relations
from articles.references.integrity.status import Status

OWN, OTHER = "10.1000/work", "10.1000/notice"


def record(**fields):
    return {"DOI": OWN, "title": ["Inversion for backs"], **fields}


def update(kind, doi=OTHER, **fields):
    return {"DOI": doi, "type": kind, "label": kind.title(), "source": "publisher", **fields}


def relation(kind, **fields):
    return {"type": kind, "pmid": "77", "label": "Pain. 2024;1:2", **fields}


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("retraction", Status.RETRACTED),
        ("partial_retraction", Status.RETRACTED),
        ("retration", Status.RETRACTED),
        ("Rétractation", Status.RETRACTED),
        ("removal", Status.REMOVED),
        ("withdrawal", Status.WITHDRAWN),
        ("withdrawl", Status.WITHDRAWN),
        ("temporary-removal", Status.REMOVED_FOR_NOW),
        ("Retract and replace", Status.RETRACTED),
        ("expression_of_concern", Status.CONCERN),
        ("erratum", Status.CORRECTED),
        ("corrigendum", Status.CORRECTED),
        ("something new", Status.CORRECTED),
        ("addendum", Status.CLEAR),
        ("comment", Status.CLEAR),
        ("correspondence", Status.CLEAR),
        ("note-discuss", Status.CLEAR),
        ("print", Status.CLEAR),
        ("author-reply", Status.CLEAR),
        ("new_version", Status.CLEAR),
    ],
)
def test_a_work_is_what_crossref_says_it_was_updated_by(kind, status):
    assert from_crossref(record(**{"updated-by": [update(kind)]})).status == status


def test_a_notice_says_where_it_is_when_it_came_and_whose_word_it_is():
    retraction = update("retraction", source="retraction-watch", updated={"date-parts": [[2023, 7, 12]]})

    found = from_crossref(record(**{"updated-by": [retraction]}))

    assert found.notices == (Notice("retraction", "Retraction", OTHER, "", "retraction-watch", "2023-07-12"),)
    assert found.answered == ("crossref",)


def test_a_retraction_notice_is_not_itself_retracted():
    notice = record(title=["Retracted: Inversion for backs"], **{"update-to": [update("retraction")]})

    found = from_crossref(notice)

    assert found.status == Status.CLEAR
    assert found.is_notice


def test_a_work_retracted_in_its_own_place_is_retracted():
    found = from_crossref(record(**{"update-to": [update("retraction", doi=OWN.upper())]}))

    assert found.status == Status.RETRACTED
    assert not found.is_notice


def test_a_new_version_of_another_work_is_no_notice():
    assert not from_crossref(record(**{"update-to": [update("new_version")]})).is_notice


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED: Inversion for backs",
        "[Retracted] Inversion for backs",
        "Retracted article: Inversion for backs",
        "RETRACTED ARTICLE: <i>Inversion</i>",
    ],
)
def test_the_title_is_the_last_hint_of_a_retraction(title):
    assert from_crossref(record(title=[title])).status == Status.RETRACTED
    assert from_relations("pubmed", [], ["Journal Article"], title).status == Status.RETRACTED


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("WITHDRAWN: Inversion for backs", Status.WITHDRAWN),
        ("Removed: Inversion for backs", Status.REMOVED),
        ("TEMPORARY REMOVAL: Inversion for backs", Status.REMOVED_FOR_NOW),
    ],
)
def test_the_title_says_what_became_of_a_work(title, status):
    assert from_crossref(record(title=[title])).status == status


@pytest.mark.parametrize("title", ["Retracted papers keep being cited", "Retraction notice to: Backs", ""])
def test_a_title_about_retractions_says_nothing(title):
    assert from_crossref(record(title=[title])).status == Status.CLEAR


def paper(**fields):
    """A paper whose publisher registered the pair the wrong way round: it seems to be the notice of its notices."""
    rows = [update("retraction", updated=day(2020, 5, 22)), update("expression_of_concern", "10.1000/concern")]
    return record(title=["RETRACTED: Backs"], issued=day(2020, 5, 22), **{"update-to": rows, **fields})


def notice(title, *published, **fields):
    named_by = update("retraction", doi=OWN, updated=day(2020, 5, 22))
    return {"DOI": OTHER, "title": [title], "issued": day(*published), "updated-by": [named_by], **fields}


def day(*parts):
    return {"date-parts": [list(parts)]}


def by_retraction_watch(kind="retraction", doi=OTHER, *published):
    return update(kind, doi, source="retraction-watch", updated=day(*published))


@pytest.mark.parametrize(
    ("title", "published"),
    [
        ("Retraction—Inversion for backs", (2020, 6, 13)),
        ("Expression of concern: Inversion for backs", (2020, 6, 13)),
        ("Backs: what happened", (2020, 6, 13)),
        ("Notice of Retraction: Inversion for backs", ()),
        ("Retraction of Smith J, Backs", (2020,)),
        ("Correction to: Inversion for backs", (2020, 5, 22)),
    ],
)
def test_a_notice_stands_though_its_publisher_says_that_it_was_retracted_by_the_work(title, published):
    assert from_crossref(notice(title, *published)).status == Status.CLEAR


@pytest.mark.parametrize("title", ["Inversion for backs", "Retraction of the scapula in swimmers"])
def test_a_work_is_retracted_by_a_notice_of_a_later_day(title):
    later = notice(title, 2020, 3, **{"updated-by": [update("retraction", updated=day(2020, 5, 22))]})

    assert (from_crossref(later).status, str(from_crossref(later).since)) == (Status.RETRACTED, "2020-05-22")


def test_of_a_pair_the_wrong_way_round_retraction_watch_says_which_is_retracted_and_when():
    rows = [
        by_retraction_watch("expression_of_concern", "10.1000/concern", 2020, 6, 2),
        by_retraction_watch("retraction", OTHER, 2020, 6, 5),
        update("retraction", updated=day(2020, 5, 22)),
    ]

    found = from_crossref(paper(**{"updated-by": rows}))

    assert (found.status, str(found.since), found.is_notice) == (Status.RETRACTED, "2020-06-05", False)
    assert Status.CONCERN in {notice.effect for notice in found.notices}


def test_of_a_pair_the_wrong_way_round_the_one_that_came_later_is_the_notice():
    retraction = notice("Inversion for backs", 2020, 6, 5)

    assert is_notice_of(retraction, paper()) and not is_notice_of(paper(), retraction)
    found = from_crossref(paper(), [retraction])
    assert (found.status, str(found.since), found.is_notice) == (Status.RETRACTED, "2020-06-05", False)


def test_a_notice_is_not_retracted_by_an_older_work_that_claims_to_be_about_it():
    items = [paper(**{"update-to": [update("retraction", OTHER, updated=day(2020, 5, 22))]})]
    other = normalised(Kind.DOI, OTHER)

    assert crossref_notices(items, other, notice("Backs", 2020, 6, 5)).status == Status.CLEAR


def test_notices_found_by_crossrefs_filter_count_when_they_are_about_this_work():
    items = [
        {"DOI": OTHER, "update-to": [update("retraction", doi=OWN)]},
        {"DOI": "10.1000/else", "update-to": [update("retraction", doi="10.1000/else-work")]},
        "nonsense",
    ]

    found = crossref_notices(items, normalised(Kind.DOI, OWN))

    assert found.status == Status.RETRACTED
    assert [notice.doi for notice in found.notices] == [OTHER]


@pytest.mark.parametrize(
    ("relations", "types", "status"),
    [
        ([relation("RetractionIn")], [], Status.RETRACTED),
        ([relation("Retraction in")], [], Status.RETRACTED),
        ([relation("PartialRetractionIn")], [], Status.RETRACTED),
        ([relation("RetractedandRepublishedIn")], [], Status.RETRACTED),
        ([], ["Retracted Publication"], Status.RETRACTED),
        ([relation("ExpressionOfConcernIn")], [], Status.CONCERN),
        ([relation("ErratumIn")], ["Journal Article"], Status.CORRECTED),
        ([relation("UpdateIn")], [], Status.CLEAR),
        ([relation("CommentIn")], [], Status.CLEAR),
        ([relation("RetractionOf")], ["Retraction of Publication"], Status.CLEAR),
        ([relation("ErratumFor")], ["Published Erratum"], Status.CLEAR),
    ],
)
def test_a_work_is_what_pubmed_and_europe_pmc_relate_it_to(relations, types, status):
    assert from_relations("pubmed", relations, types, "Inversion for backs").status == status


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ("Lancet. 2020 Jun 13;395(10240):1820", "2020-06-13"),
        ("Pain. 2024;1:2", "None"),
        ("Pain. 2020 Feb 31;1", "None"),
    ],
)
def test_pubmed_says_when_a_notice_came_where_it_appeared(label, day):
    assert str(from_relations("pubmed", [relation("RetractionIn", label=label)], [], "Backs").since) == day


@pytest.mark.parametrize("types", [["Retraction of Publication"], ["Retraction Notice"]])
def test_pubmeds_retraction_notice_is_not_itself_retracted(types):
    found = from_relations("pubmed", [relation("RetractionOf")], types, "Retracted: Inversion for backs.")

    assert (found.status, found.is_notice) == (Status.CLEAR, True)


CLEAR = Integrity(Status.CLEAR, answered=("crossref",))
RETRACTED = Integrity(Status.RETRACTED, notices=(Notice("retraction"),), answered=("pubmed",))


def test_of_several_services_the_worst_answer_counts():
    found = combined([CLEAR, RETRACTED, could_not_check("europepmc", "Europe PMC does not answer.")])

    assert found.status == Status.RETRACTED
    assert found.answered == ("crossref", "pubmed")
    assert found.failures == (("europepmc", "Europe PMC does not answer."),)


def test_one_clear_answer_is_enough_and_the_failure_is_told():
    found = combined([could_not_check("pubmed", "No."), CLEAR])

    assert found.status == Status.CLEAR
    assert found.failures


@pytest.mark.parametrize("answers", [[], [could_not_check("pubmed", "No.")]])
def test_without_any_answer_nothing_is_clear(answers):
    assert combined(answers).status == Status.COULD_NOT_CHECK
