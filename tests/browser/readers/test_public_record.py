"""The history of a page, what changed, corrections and retractions, in a browser."""

from itertools import product

import pytest

from articles.record.published.status import PublicationStatus
from tests.browser import IN_A_BROWSER
from tests.browser.judges import axe_finds_nothing
from tests.factories.drafts import edited
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import published_article
from tests.factories.signing import published

pytestmark = IN_A_BROWSER


@pytest.fixture
def corrected(people):
    """The address of an article with two editions."""
    page = published_article(standfirst="Use it six times a day.")
    page = published(
        edited(page, standfirst="Use it twice a day.", change_class="correction", change_note="The dose was wrong.")
    )
    return path_of(page)


@pytest.fixture
def retracted(people):
    """The address of a retracted article."""
    return path_of(taken_away(published_article(), PublicationStatus.RETRACTED, notice="It was made up."))


def test_a_reader_without_javascript_compares_two_editions(live_server, window, corrected):
    reader = window(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    reader.goto(live_server.url + corrected)

    reader.locator("#history > summary").click()
    reader.get_by_role("link", name="Who signed each edition, and what changed").click()
    reader.get_by_label("From edition").select_option("1")
    reader.get_by_label("To edition").select_option("2")
    reader.get_by_role("button", name="Compare").click()

    assert reader.url == f"{live_server.url}{corrected}history/1-2/"
    assert reader.locator(".change__text ins").text_content() == "[added: twice]"
    assert reader.context.cookies() == []


def test_everybody_can_read_the_public_record(live_server, window, corrected, retracted):
    for width, scheme in product((390, 1280), ("light", "dark")):
        reader = window(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for path in (f"{corrected}history/", f"{corrected}history/1-2/", "/corrections/", retracted):
            reader.goto(live_server.url + path)
            axe_finds_nothing(reader)
            assert reader.evaluate("document.documentElement.scrollWidth") <= width
