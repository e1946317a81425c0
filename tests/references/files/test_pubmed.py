"""Files that PubMed writes."""

import pytest

from articles.references.works import StudyType
from tests.references.files.works import read, works_of


def test_a_file_of_pubmed_brings_its_works():
    trial, question = read("pubmed.nbib").works

    assert trial.title == "Traction with gravity for backs and necks: a randomised trial"
    assert trial.study_type == StudyType.RANDOMISED_TRIAL
    assert trial.csl["author"] == [{"family": "O'Rest", "given": "Paul M"}, {"literal": "Gravity Study Group"}]
    assert (trial.csl["page"], trial.csl["ISSN"]) == ("1865-1876", "0000-0019")
    assert [str(identifier) for identifier in trial.identifiers] == [
        "DOI 10.5555/rest.55",
        "PMID 555001",
        "PMCID PMC555101",
    ]
    assert (question.title, question.csl["issued"]) == ("Is rest best?", {"date-parts": [[2002, 9]]})
    assert question.csl["author"] == [{"family": "Short", "given": "AB"}]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Smith JA Jr", {"family": "Smith", "given": "JA", "suffix": "Jr"}),
        ("Foo AB 3rd", {"family": "Foo", "given": "AB", "suffix": "3rd"}),
        ("van den Berg A Sr.", {"family": "van den Berg", "given": "A", "suffix": "Sr"}),
        ("Smith II", {"family": "Smith", "given": "II"}),
        ("Berg A", {"family": "Berg", "given": "A"}),
    ],
)
def test_what_follows_initials_is_no_initial(written, name):
    [work] = works_of(f"PMID- 1\nTI  - Backs\nAU  - {written}\n")

    assert work.csl["author"] == [name]


def test_records_of_pubmed_without_a_pmid_are_read():
    text = """OWN - NLM
TI  - Backs.
FAU - Alpha, Ann
LID - 10.5555/backs [doi]
LID - e0123456 [pii]

TI  - Necks.
LID - S0140-6736(20)31180-6 [pii]
DP  - 2020
"""
    backs, necks = works_of(text)

    assert (backs.csl["DOI"], backs.csl["page"], necks.title) == ("10.5555/backs", "e0123456", "Necks")
    assert "page" not in necks.csl
