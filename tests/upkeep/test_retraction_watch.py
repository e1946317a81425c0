"""Loading Retraction Watch's list: dirty bytes, odd dates, names that are none, and files that are something else."""

import io
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.references.integrity.status import Status
from editorial.upkeep.source_watch import list_age
from editorial.upkeep.source_watch.retraction_watch import BadFileError, RetractionList, RetractionNotice, load
from tests.factories.accounts import UserFactory
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db
HEAD = (
    "Record ID,Title,Reason,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,OriginalPaperPubMedID,"
    "RetractionNature\n"
)


def file_of(*rows, head=HEAD):
    return io.BytesIO(b"".join(part if isinstance(part, bytes) else part.encode() for part in (head, *rows)))


def row(number=1, nature="Retraction", doi="10.1000/A", pmid="12.0", day="7/12/2023 0:00", title="Heat"):
    return f'{number},"{title}",+Concerns;+Errors,{day},10.1000/notice,0.0,{doi},{pmid},{nature}\n'


def test_a_row_becomes_a_notice_with_its_names_in_our_form():
    assert load(file_of(row())) == (1, [])

    notice = RetractionNotice.objects.get()
    assert (notice.record_id, notice.status, notice.doi, notice.pmid) == (1, Status.RETRACTED, "10.1000/a", "12")
    assert (notice.notice_doi, notice.noticed_on) == ("10.1000/notice", date(2023, 7, 12))


@pytest.mark.parametrize(
    ("nature", "status"),
    [
        ("Expression of concern", Status.CONCERN),
        ("Correction", Status.CORRECTED),
        ("Reinstatement", Status.CLEAR),
    ],
)
def test_every_nature_of_a_notice_is_known(nature, status):
    load(file_of(row(nature=nature)))

    assert RetractionNotice.objects.get().status == status


@pytest.mark.parametrize("blank", ["unavailable", "Unavailable", "", "0", "0.0"])
def test_what_the_file_does_not_know_is_no_name(blank):
    load(file_of(row(doi=blank), row(2, pmid=blank)))

    assert list(RetractionNotice.objects.order_by("pk").values_list("doi", "pmid")) == [("", "12"), ("10.1000/a", "")]


def test_rows_that_cannot_be_used_are_told_by_line_and_the_others_are_loaded():
    loaded, refused = load(
        file_of(row(1), row("x"), row(3, nature="Apology"), row(4, doi="unavailable", pmid="0"), row(5))
    )

    assert loaded == 2
    assert [sentence.partition(":")[0] for sentence in refused] == ["Line 3", "Line 4", "Line 5"]


ETL = "institution,urls,retractiondate,retractiondoi,originalpaperdoi,retractionnature,reason\n"


def test_a_list_with_other_headings_no_record_ids_and_lists_in_brackets_is_read():
    rows = (
        "\"['A'\n 'B']\",[],2/2/2015 0:00,10.1155/2015/982750,10.1155/2008/961753,Retraction,\"['+Copied' '+x']\"\n",
        "['A'],[],2020-07-04,10.1177/1,\"['10.1177/A' '10.1177/b']\",['Expression of concern'],None\n",
        "['A'],[],7/4/2020 0:00,10.1177/1,None,Retraction,None\n",
    )
    loaded, refused = load(file_of(*rows, head=ETL))
    load(file_of(*rows, head=ETL))

    told = RetractionNotice.objects.order_by("doi").values_list("doi", "status", "noticed_on")
    assert list(told) == [
        ("10.1155/2008/961753", Status.RETRACTED, date(2015, 2, 2)),
        ("10.1177/a", Status.CONCERN, date(2020, 7, 4)),
        ("10.1177/b", Status.CONCERN, date(2020, 7, 4)),
    ]
    assert (loaded, len(refused)) == (3, 1)


def many(count, start=1):
    return file_of(*(row(number, doi=f"10.1000/{number}") for number in range(start, start + count)))


def is_whole():
    return RetractionList.objects.latest("pk").is_whole


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr("editorial.upkeep.source_watch.retraction_watch.FEWEST_ROWS", 100)


def test_a_list_is_whole_when_it_is_long_and_no_shorter_than_the_last(few):
    load(many(90))
    assert not is_whole()
    load(many(200))
    assert is_whole()
    load(many(150))
    assert not is_whole()
    load(many(199))
    assert is_whole()


def test_a_list_of_rows_that_cannot_be_used_is_not_whole(few):
    load(file_of(*(row(n, nature="Apology") for n in range(1, 200))))

    assert not is_whole()


@pytest.mark.parametrize(("word", "said"), [("--whole", True), ("--part", False)])
def test_the_operators_word_counts(few, tmp_path, capsys, word, said):
    path = tmp_path / "list.csv"
    path.write_bytes(many(90 if said else 200).getvalue())

    call_command("load_retraction_watch", path, word, "--of", "2026-11-20")

    assert RetractionList.objects.latest("pk").of == date(2026, 11, 20) and is_whole() is said
    assert ("This is not the whole list" in capsys.readouterr().err) is not said


def test_a_list_that_is_too_old_is_an_alarm():
    admin = UserFactory(is_superuser=True)
    assert list_age.check_list(["default"]) == [] and not list_age.tell_of_list_that_is_too_old()
    RetractionList.objects.create(of=date.today() - timedelta(days=46), rows=60_000, used=58_000, is_whole=True)

    assert [warning.id for warning in list_age.check_list(["default"])] == ["upkeep.W001"]
    assert list_age.tell_of_list_that_is_too_old() and list_age.tell_of_list_that_is_too_old()
    assert len([email for email in delivered() if email.to == [admin.email]]) == 1


def test_bytes_that_are_no_utf_8_and_nulls_do_no_harm():
    dirty = row(title="M\x00ller").encode().replace(b"\x00", b"\xfc\x00")

    assert load(file_of(b"\xef\xbb\xbf", dirty, head=b"\xef\xbb\xbf".decode("utf-8") + HEAD))[0] in (0, 1)
    assert load(file_of(dirty)) == (1, [])


@pytest.mark.parametrize("day", ["", "31/12/2023 0:00", "yesterday", "1/1/0001 0:00"])
def test_a_date_that_is_none_is_left_out(day):
    load(file_of(row(day=day)))

    assert RetractionNotice.objects.get().noticed_on is None


def test_a_row_that_was_loaded_before_is_replaced():
    load(file_of(row(), row(2)))
    load(file_of(row(nature="Correction"), row()))

    assert RetractionNotice.objects.count() == 2
    assert RetractionNotice.objects.get(pk=1).status == Status.RETRACTED


def test_another_file_is_refused_in_a_sentence():
    with pytest.raises(BadFileError, match="it has no column OriginalPaperDOI"):
        load(io.BytesIO(b"name,price\nApple,1\n"))


def test_the_command_says_what_it_did(tmp_path, capsys):
    path = tmp_path / "list.csv"
    path.write_bytes(file_of(row(), row("x")).getvalue())

    call_command("load_retraction_watch", path)

    shown = capsys.readouterr()
    assert "1 notices loaded, 1 rows left out; 0 cited works are news." in shown.out
    assert "Line 3: “x” is no record id." in shown.err


def test_the_command_refuses_a_file_that_is_not_there():
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_retraction_watch", "/nowhere/list.csv")
