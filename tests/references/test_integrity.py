"""Whether a cited work still stands, out of what the services say."""

import pytest

from articles.references.identifiers import Kind, normalised
from articles.references.integrity import (
    Integrity,
    Notice,
    Status,
    combined,
    could_not_check,
    crossref_notices,
    from_crossref,
    from_relations,
)

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
        ("removal", Status.RETRACTED),
        ("withdrawal", Status.RETRACTED),
        ("Retract and replace", Status.RETRACTED),
        ("expression_of_concern", Status.CONCERN),
        ("erratum", Status.CORRECTED),
        ("corrigendum", Status.CORRECTED),
        ("something new", Status.CORRECTED),
        ("addendum", Status.CLEAR),
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
        "WITHDRAWN: Inversion for backs",
        "Retracted article: Inversion for backs",
        "RETRACTED ARTICLE: <i>Inversion</i>",
    ],
)
def test_the_title_is_the_last_hint_of_a_retraction(title):
    assert from_crossref(record(title=[title])).status == Status.RETRACTED
    assert from_relations("pubmed", [], ["Journal Article"], title).status == Status.RETRACTED


@pytest.mark.parametrize("title", ["Retracted papers keep being cited", "Retraction notice to: Backs", ""])
def test_a_title_about_retractions_says_nothing(title):
    assert from_crossref(record(title=[title])).status == Status.CLEAR


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
