"""Groups of pages and subjects with their codes, as an editor types them."""

import pytest
from django.core.exceptions import ValidationError

from articles.reading.public_record.comparison import changes_between
from articles.record.document import reader_document
from articles.record.signed.subjects import is_code
from articles.writing.arrangement import CodeBlock
from tests.factories.drafts import edited
from tests.factories.pages import article, published_article, topic

SUBJECT = {"kind": "condition", "name": "Low back pain", "codes": [{"system": "SNOMED CT", "code": "279039007"}]}


@pytest.mark.parametrize(
    "system, code",
    [
        *[("ICD-11", "ME84.2"), ("ICD-11", "FA01"), ("ICD-10", "M54.5"), ("MeSH", "D017116"), ("MeSH", "C000591739")],
        *[("SNOMED CT", "279039007"), ("SNOMED CT", "22298006"), ("RxNorm", "161"), ("ATC", "N02BE01"), ("ATC", "N")],
    ],
)
def test_codes_of_a_system_are_taken(system, code):
    assert is_code(system, code)


@pytest.mark.parametrize(
    "system, code",
    [
        *[("ICD-11", "M54.5"), ("ICD-11", "ME84.2 "), ("ICD-10", "ME84.2"), ("MeSH", "17116"), ("ATC", "N02B1")],
        *[("SNOMED CT", "279039008"), ("SNOMED CT", "270939007"), ("SNOMED CT", ""), ("RxNorm", "0161")],
        *[("RxNorm", "1٣"), ("MeSH", "D017116\n"), ("ICD-10", "m54.5")],
    ],
)
def test_what_is_no_code_of_a_system_is_refused_in_a_sentence(system, code):
    assert not is_code(system, code)
    if code == code.strip() != "":
        with pytest.raises(ValidationError) as refused:
            CodeBlock().clean({"system": system, "code": code})
        assert "This is no code of" in str(refused.value.block_errors["code"].messages)


@pytest.mark.django_db
def test_a_subject_is_part_of_what_is_signed_and_a_change_of_it_is_shown():
    page = article()
    before = reader_document(page)

    page = edited(page, subjects=[{"type": "subject", "value": SUBJECT}])

    document = reader_document(page.get_latest_revision_as_object())
    assert document["subjects"] == [SUBJECT]
    change = next(change for change in changes_between(before, document) if change["what"] == "New")
    assert "Low back pain, Condition, SNOMED CT 279039007" in change["html"]


@pytest.mark.django_db
def test_a_page_stands_in_one_group_once():
    first, second = published_article("First"), published_article("Second")
    groups = [
        {"type": "group", "value": {"heading": "Start here", "pages": [first.pk, second.pk, first.pk]}},
        {"type": "group", "value": {"heading": "Again", "pages": [second.pk]}},
    ]

    page = edited(topic(), groups=groups)

    document = reader_document(page.get_latest_revision_as_object())
    assert document["groups"] == [
        {"heading": "Start here", "pages": [first.pk, second.pk]},
        {"heading": "Again", "pages": []},
    ]
