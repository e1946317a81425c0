"""Words that a reviewer marks in the text go into a remark as they were read, and into none that is half written."""

import pytest
from playwright.sync_api import expect

from articles.record.signed.sign_offs import SignOffKind
from tests.browser import IN_A_BROWSER
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD
from tests.factories.drafts import body, section, submitted
from tests.factories.pages import article
from tests.factories.signing import credentialed

pytestmark = IN_A_BROWSER

TEXT = "<p>Give 10<sup>6</sup> units.[1]</p><p>Drink H<sub>2</sub>O.</p>"
MARK = """(number) => {
  getSelection().selectAllChildren(document.querySelectorAll("#risks p")[number]);
  document.dispatchEvent(new MouseEvent("mouseup"));
}"""


@pytest.fixture
def screen(live_server, window, transactional_db):
    page = submitted(article(sections=body(section("Risks", blocks=[{"type": "text", "value": TEXT}]))))
    desk = Desk(window(), live_server.url).log_in(credentialed(SignOffKind.FACT_CHECK).email, PASSWORD)
    desk.page.goto(f"{live_server.url}/admin/review/{page.pk}/", wait_until="networkidle")
    return desk.page


def mark(screen, number):
    screen.locator(".review__frame").element_handle().content_frame().evaluate(MARK, number)


def test_marked_words_come_with_their_powers_and_move_no_remark_that_is_half_written(screen):
    passage = screen.get_by_label("The passage")
    mark(screen, 0)
    expect(passage).to_have_value("Give 10⁶ units.1")

    screen.get_by_label("What you say about it").fill("Ten times too many.")
    mark(screen, 1)
    expect(passage).to_have_value("Give 10⁶ units.1")

    screen.locator(".review__lead").click()
    expect(passage).to_have_value("Drink H₂O.")
