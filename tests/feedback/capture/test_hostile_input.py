"""Whatever is sent, the answer is a page with a sentence, and never an error of ours."""

import json
import logging
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial.feedback.reports.receipts import edition_token
from editorial.feedback.reports.report import Report
from tests.feedback.conftest import plain

pytestmark = pytest.mark.django_db


def test_invisible_characters_are_dropped(vote, reader):
    reader.post(vote(), {"comment": "nul\x00 bell\x07 line\r\nnext\rlast", "email": "", "website": "\x00"})

    assert Report.objects.get().comment == "nul bell line\nnext\nlast"
    assert Report.objects.get().state == "new"


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff \u2060", "\u3164", "\u00ad\n\u200d"])
def test_a_comment_that_nobody_can_see_is_none(vote, reader, unseen):
    refused = reader.post(vote(), {"comment": unseen})

    assert "Choose a reason, or tell us below what we should know." in plain(refused)


def test_a_text_of_exactly_the_limit_is_stored_whatever_its_line_ends(vote, reader):
    text = ("a" * 99 + "\r\n") * 11 + "b" * 100

    reader.post(vote(), {"comment": text})

    assert len(Report.objects.get().comment) == 1200


def test_a_text_over_the_limit_is_refused_and_nothing_is_lost(vote, reader):
    text = "é" * 1201 + "end"

    refused = reader.post(vote(), {"comment": text, "reason": "other", "email": "jo@example.org"})

    assert "Your text has 1204 characters. Shorten it to 1200." in plain(refused)
    assert text in refused.content.decode()
    assert re.search(r'value="other"[^>]* checked', refused.content.decode())
    assert 'value="jo@example.org"' in refused.content.decode()


def test_redaction_marks_do_not_make_a_full_text_too_long(vote, reader):
    text = "a@b.co " * 171

    reader.post(vote(), {"comment": text})

    assert Report.objects.get().comment == ("[email] " * 171).strip()


@pytest.mark.parametrize("sent", ["@a_1 " * 240, "My pain is bad. " + "@a_1, " * 190])
def test_nor_do_so_many_that_the_text_doubles_and_none_is_cut_in_two(vote, reader, sent):
    reader.post(vote(), {"comment": sent, "passage": sent[:500]})

    report = Report.objects.get()
    for stored in (report.comment, report.passage):
        assert stored.count("[") == stored.count("]") > 10
        assert "a_1" not in stored


@pytest.mark.parametrize("email", ["x", "a\x00b@example.org", "x" * 300 + "@example.org", "a@b\r\nBcc: c@example.org"])
def test_a_wrong_address_is_refused_with_a_sentence(vote, reader, email):
    refused = reader.post(vote(), {"comment": "Keep this.", "email": email})

    assert "Write the e-mail address like name@example.org, or leave it out." in plain(refused)
    assert "Keep this." in refused.content.decode()


def test_a_reason_that_we_do_not_offer_is_refused_with_a_sentence(vote, reader):
    refused = reader.post(vote(), {"reason": "x' OR 1=1", "comment": "Keep this."})

    assert "Choose one of the reasons in the list." in plain(refused)
    assert "Keep this." in refused.content.decode()


def test_what_is_typed_is_escaped_when_it_is_shown_again(vote, reader):
    refused = reader.post(vote(), {"comment": "</textarea><script>alert(1)</script>", "email": '"><blink>'})

    assert "<script>alert" not in refused.content.decode()
    assert "<blink>" not in refused.content.decode()


def test_a_body_that_is_too_large_is_answered_with_a_sentence(reader, edition, vote):
    for address in ("/feedback/", vote(), f"/feedback/report/?edition={edition.pk}"):
        answer = reader.post(address, {"comment": "x" * 3_000_000})
        assert answer.status_code == 400
        assert "What you sent is too large" in plain(answer)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (json.dumps({"helpful": ["no"], "edition": {}}), "application/json"),
        ("helpful=no&helpful=yes&edition=1&edition[]=2&token[]=", "application/x-www-form-urlencoded"),
        ("%00%ED%A0%80=%ff&edition=%F4%90%80%80", "application/x-www-form-urlencoded"),
        ("&".join(f"f{n}=1" for n in range(2000)), "application/x-www-form-urlencoded"),
        ("edition=1", "application/x-www-form-urlencoded; charset=utf-16"),
        ("--x\r\nbroken", "multipart/form-data; boundary=x"),
        ("--x", "multipart/form-data"),
    ],
)
def test_a_body_of_another_kind_is_answered_with_a_sentence(reader, vote, body, content_type):
    thanks = vote()

    for address in ("/feedback/", thanks):
        answer = reader.generic("POST", address, body, content_type)
        assert answer.status_code in (200, 400)
        assert "<h1>" in answer.content.decode()


def test_a_file_in_place_of_a_text_is_nothing(vote, reader):
    refused = reader.post(vote(), {"comment": SimpleUploadedFile("a.txt", b"x"), "reason": "other"})

    assert refused.status_code == 303
    assert Report.objects.get().comment == ""


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_other_methods_store_nothing(reader, edition, method):
    getattr(reader, method)("/feedback/")
    getattr(reader, method)(f"/feedback/report/?edition={edition.pk}")

    assert not Report.objects.exists()


EACH_SENT_BY_THE_SAME_READER = settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[*settings().suppress_health_check, HealthCheck.function_scoped_fixture],
)
values = st.one_of(st.text(max_size=60), st.sampled_from(["yes", "no", "risks", "\x00", "9" * 40, "-1", "1e9"]))


@settings(EACH_SENT_BY_THE_SAME_READER)
@given(data=st.dictionaries(st.sampled_from(["reason", "section", "comment", "email", "website"]), values))
def test_any_text_in_any_field_is_stored_or_refused(reader, edition, data):
    data = {name: value.encode(errors="replace").decode() for name, value in data.items()}

    answer = reader.post(f"/feedback/report/?edition={edition.pk}", data)

    assert answer.status_code in (200, 303)


@settings(EACH_SENT_BY_THE_SAME_READER)
@given(data=st.dictionaries(st.sampled_from(["helpful", "edition", "token"]), values))
def test_any_answer_is_stored_or_refused(reader, edition, data):
    data = {name: value.encode(errors="replace").decode() for name, value in data.items()}

    assert reader.post("/feedback/", {"token": edition_token(edition.pk), **data}).status_code in (303, 400)


def test_a_report_costs_few_queries(reader, edition, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):  # four of them open and close transactions, one sets the time limit
        reader.post("/feedback/", {"helpful": "no", "edition": edition.pk, "token": edition_token(edition.pk)})


def test_a_readers_text_is_in_no_log(vote, reader, caplog):
    with caplog.at_level(logging.DEBUG, logger="editorial"):
        reader.post(vote(), {"comment": "My secret illness.", "email": "jo@example.org"})

    assert "secret" not in caplog.text
    assert "jo@example" not in caplog.text
