"""Whatever a text holds, what leaves the site stays whole."""

import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from django.core import mail
from openpyxl import load_workbook

from articles.emails import send_email
from articles.reading.machines.feeds import Atom, Rss
from articles.reading.structured_data import json_in_script
from articles.references import markup
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited
from tests.factories.editions import path_of
from tests.factories.pages import published_article
from tests.factories.signing import published

HOSTILE = "Dose\x0b\x0c\x00\x1c\x1f\x85\u2028\u202e\ufffe </script> <b> & ]]> \"'\r\nBcc: x@example.org"


@pytest.mark.parametrize("feed", [Atom, Rss])
def test_a_feed_is_xml(feed, tmp_path):
    made = feed(title=HOSTILE, link="https://example.org/", description=HOSTILE, author_name=HOSTILE)
    said = {"description": HOSTILE, "pubdate": datetime.now(UTC), "language": "en-gb"}
    made.add_item(title=HOSTILE, link="https://example.org/a", **said)

    text = "".join(ET.fromstring(made.writeString("utf-8")).itertext())  # noqa: S314  our own

    assert "Dose" in text and "\u202e" not in text


def test_the_head_of_an_email_is_whole():
    assert send_email(f"Review: {HOSTILE.splitlines()[0]}\x0bX: y\x85Z\n\nRead {HOSTILE}", ["a@example.org"]) == 1

    [sent] = mail.outbox
    head, body = sent.message().as_bytes().split(b"\n\n", 1)
    assert [name for name, _value in sent.message().items() if name in ("X", "Bcc")] == []
    assert sent.subject.startswith("Review: Dose") and "\n" not in sent.subject
    assert b"Subject: " in head and body


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_of_what_readers_wrote_opens(client, kind, tmp_path):
    edition = published_article().current_edition
    receive(edition, receipt=new_receipt(), reason="other", comment="Dose")
    Report.objects.update(comment=HOSTILE.replace("\x00", ""))
    logged_in(client, UserFactory(editor=True))

    content = b"".join(client.get("/admin/readers-reports/", {"export": kind}).streaming_content)

    if kind == "xlsx":
        (tmp_path / "reports.xlsx").write_bytes(content)
        cells = [str(cell.value) for row in load_workbook(tmp_path / "reports.xlsx").active.rows for cell in row]
        assert any("Dose" in cell for cell in cells)
    else:
        assert "Dose" in content.decode() and "\u202e" not in content.decode()


def test_json_in_a_page_ends_no_script():
    text = json_in_script({"name": HOSTILE})

    assert json.loads(text) == {"name": HOSTILE} and "<" not in text and "\u2028" not in text


def test_what_a_service_says_of_a_work_is_one_clean_line():
    assert "\n" not in markup.plain(HOSTILE) and not {"\x0b", "\u202e", "\x85"} & set(markup.plain(HOSTILE))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/feed/", "/feed/rss/", "/sitemap.xml", "/llms.txt", "/api/v1/pages/", "{path}", "{path}index.md"]
)
def test_an_article_of_hostile_text_is_read_everywhere(client, address):
    page = published_article()
    page = published(edited(page, title=HOSTILE.replace("\x00", "")[:40], standfirst=HOSTILE, change_class="typo"))

    response = client.get(address.format(path=path_of(page)))

    assert response.status_code == 200
    assert not {"\x0b", "\x0c", "\x1c", "\u202e", "\ufffe"} & set(response.content.decode())
