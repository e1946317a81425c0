"""Loading Retraction Watch's list: dirty bytes, odd dates, names that are none, and files that are something else."""

import io
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.references.integrity import Status
from editorial.upkeep.retraction_watch import BadFileError, RetractionNotice, load

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
