"""The desk goes through readers' reports with the keyboard."""

import pytest

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from tests.browser import IN_A_BROWSER
from tests.browser.judges import axe_finds_nothing, judge_as_it_is, nothing_scrolls_sideways
from tests.factories.accounts import PASSWORD
from tests.factories.pages import published_article

pytestmark = IN_A_BROWSER

LIST = "/admin/readers-reports/"


@pytest.fixture
def desk(window, live_server, people):
    """The list of two reports, before a triager."""
    edition = published_article("Inversion therapy").editions.get()
    for words in ("The second.", "The first."):
        receive(edition, receipt=new_receipt(), comment=words)

    def open_list(**options):
        page = window(**options)
        page.goto(f"{live_server.url}/admin/login/")
        page.fill("[name=login]", people["triager"].email)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/admin/")
        page.goto(f"{live_server.url}{LIST}?queue=waiting")
        return page

    return open_list


def test_the_desk_goes_from_report_to_report_with_the_keyboard(desk, people):
    page = desk()
    _first, second = Report.objects.order_by("-pk")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.get_by_text("1 report was changed.").wait_for()
    assert Report.objects.get(pk=second.pk).assignee == people["triager"]

    page.locator(".title-wrapper :focus").wait_for()
    page.keyboard.press("n")
    page.wait_for_url(f"**{LIST}edit/{second.pk}/#report-note")
    page.locator("#id_note:focus").wait_for()
    page.keyboard.type("jka?")
    assert page.input_value("#id_note") == "jka?"

    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_text("Assign it to me and save").wait_for()


def test_the_list_and_the_screen_of_reports_are_accessible(desk):
    page = desk(viewport={"width": 390, "height": 800})
    for _screen in ("list", "report"):
        axe_finds_nothing(page, within=".nice-padding, .report-table, .w-panel")
        assert page.locator("h1").count() == 1
        nothing_scrolls_sideways(page)
        page.locator(".title-wrapper a").first.click() if _screen == "list" else None
        page.wait_for_load_state()


def test_the_list_fits_a_tablet_and_one_press_says_that_two_say_the_same(desk):
    page = desk(viewport={"width": 820, "height": 1100})
    first, second = Report.objects.order_by("pk")
    receive(first.edition, receipt=new_receipt(), comment="The second! " + "A long question. " * 30, section="risks")
    page.reload()
    for width in (820, 1280):
        page.set_viewport_size({"width": width, "height": 1100})
        shown, there = page.evaluate(
            "(({clientWidth, scrollWidth}) => [clientWidth, scrollWidth])(document.querySelector('.report-table'))"
        )
        assert there <= shown
        axe_finds_nothing(page, within=".nice-padding, .report-table")

    page.goto(page.url.replace("?queue=waiting", f"edit/{second.pk}/"))
    Report.objects.filter(pk=first.pk).update(comment="First, the.")
    page.reload()
    button = page.get_by_role("button", name=f"Says the same as report {first.pk}")
    axe_finds_nothing(page, within=".nice-padding, .w-panel")
    button.press("Enter")
    page.locator(".messages .success").get_by_text(f"report {first.pk} represents them").wait_for()


def test_several_reports_are_decided_about_without_javascript(desk):
    page = desk(java_script_enabled=False)

    page.get_by_label("Choose report").first.check()
    page.get_by_label("State").last.select_option("no_change")
    page.get_by_role("button", name="Change them").click()

    assert sorted(Report.objects.values_list("state", flat=True)) == ["new", "no_change"]


def test_the_desk_changes_all_that_the_filter_finds_and_takes_it_back(desk):
    page = desk(viewport={"width": 390, "height": 800})
    page.get_by_label("All that the filter finds, on all pages").check()
    page.get_by_label("State", exact=True).last.select_option("no_change")
    page.get_by_role("button", name="Change them").click()

    page.get_by_text("The filter finds 2 reports, on all pages.").wait_for()
    judge_as_it_is(page, within="main")
    page.get_by_role("button", name="Yes, change them all").click()
    page.get_by_role("link", name="Undo").click()
    page.get_by_text("changed 2 reports").wait_for()
    judge_as_it_is(page, within="main")
    page.get_by_role("button", name="Undo it").click()

    page.get_by_text("The reports get back what they had.").wait_for()
    assert set(Report.objects.values_list("state", flat=True)) == {"new"}
