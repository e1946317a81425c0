"""Every kind of page a reader can meet, before outside judges: axe-core, the browser's console, a telephone's width."""

import pytest

from tests.browser import IN_A_BROWSER
from tests.browser.judges import axe_finds_nothing, complaints, holds_its_text_spaced_out, nothing_scrolls_sideways
from tests.browser.readers.reader_pages import every_kind_of_page

pytestmark = [*IN_A_BROWSER, pytest.mark.urls("tests.browser.readers.urls")]

#: A telephone at night, and a desk by day.
WINDOWS = ((390, "dark"), (1280, "light"))
SEND = """([path, sent]) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: path });
    for (const [name, value] of Object.entries(sent))
        form.append(Object.assign(document.createElement("input"), { name, value }));
    document.body.append(form);
    form.submit();
}"""


def open_page(reader, address, page):
    """Go to a page of the site, or send what leads to it from its home page; the answer."""
    if not page.sent:
        return reader.goto(address + page.path)
    reader.goto(f"{address}/")
    with reader.expect_navigation() as going:
        reader.evaluate(SEND, [page.path, page.sent])
    return going.value


def test_the_judges_find_nothing_on_any_kind_of_page(live_server, window, transactional_db):
    reader = window()
    heard = complaints(reader)
    for page in every_kind_of_page():
        assert open_page(reader, live_server.url, page).status == page.status, page.name
        for width, colours in WINDOWS:
            reader.set_viewport_size({"width": width, "height": 900})
            reader.emulate_media(color_scheme=colours)
            axe_finds_nothing(reader)
            nothing_scrolls_sideways(reader)
        holds_its_text_spaced_out(reader)
        assert reader.context.cookies() == [], page.name
        assert heard == [], page.name
