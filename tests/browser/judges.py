"""What outside judges say of a page in the browser: axe-core, the browser's console, and whether the page fits."""

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe

#: axe's own choice of rules (WCAG A and AA, best practices), and those of WCAG 2.2 AA that it leaves off.
RULES = {
    "resultTypes": ["violations"],
    "rules": {name: {"enabled": True} for name in ("target-size", "label-content-name-mismatch")},
}


def name_of(page):
    return f"“{page.title()}” ({page.url})"


#: The distances that WCAG 2.2, 1.4.12 has a page bear.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""


def axe_finds_nothing(page, within=None):
    """`within` is the CSS selector of the part that is ours, where the rest is Wagtail's."""
    if not page.evaluate("window.axeIsOurs"):  # Wagtail's screens bring one of their own
        page.evaluate(f"{Axe().axe_script}\nwindow.axeIsOurs = true")
    # What passed is far more than what did not, and costs more to carry over than to find.
    answer = page.evaluate(
        "([within, rules]) => axe.run(within ?? document, rules).then(({violations}) => ({violations}))",
        [within, RULES],
    )
    found = AxeResults(answer)
    assert found.violations_count == 0, f"{name_of(page)}: {found.generate_report()}"


def nothing_scrolls_sideways(page):
    shown, there = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollWidth]")
    assert there <= shown, f"{name_of(page)} is {there} pixels wide in a window of {shown}."


LEFT_BEHIND = ("favicon", "/editing-sessions/ping/")


def complaints(page):
    """A list that fills with what the browser complains of in this window: errors, warnings, the CSP."""
    heard = []

    def listen(message):
        # An answer like 404 to the page itself is told as an error too; its own test asks for it.
        is_own_status = message.location["url"] == page.url and "Failed to load resource" in message.text
        if message.type in ("error", "warning") and not is_own_status:
            heard.append(f"{page.url}: {message.text}")

    def miss(request):
        # A window that goes on to another page waits neither for the first one's icon nor for Wagtail's word that
        # somebody is there; and whoever saves by hand not for what was saving by itself. Everything else it waits for.
        saves_by_itself = (request.method, request.resource_type) == ("POST", "fetch") and "/edit/" in request.url
        is_left = request.failure == "net::ERR_ABORTED" and (
            saves_by_itself or any(part in request.url for part in LEFT_BEHIND)
        )
        if not is_left:
            heard.append(f"{page.url}: {request.url} could not be loaded: {request.failure}.")

    page.on("console", listen)
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    page.on("requestfailed", miss)
    return heard


def judge(page, address):
    """The page at an address, as `judge_as_it_is`."""
    page.goto(address)
    judge_as_it_is(page)


def judge_as_it_is(page, within=None):
    """Nothing for axe to find, and nothing to scroll sideways for, at a phone's, a tablet's and a desk's width."""
    for width in (390, 820, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        axe_finds_nothing(page, within)
        nothing_scrolls_sideways(page)


def holds_its_text_spaced_out(page):
    """Nothing to scroll sideways for on the narrowest telephone, with the spacing that WCAG 1.4.12 wants room for."""
    page.set_viewport_size({"width": 320, "height": 900})
    page.evaluate(
        """rules => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(rules);
            document.adoptedStyleSheets.push(sheet);
        }""",
        SPACED,
    )
    nothing_scrolls_sideways(page)
    page.evaluate("document.adoptedStyleSheets.pop()")
