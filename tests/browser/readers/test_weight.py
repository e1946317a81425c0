"""How heavy a long article is on the wire, and whether it stays where it is while its pictures come."""

import gzip
import json

import pytest
from django.utils.html import strip_tags

from pain_site.demo.files import contents
from tests.browser import IN_A_BROWSER
from tests.browser.readers.reader_pages import every_block
from tests.factories.drafts import image, section
from tests.factories.editions import path_of
from tests.factories.pages import policy, published_article

pytestmark = IN_A_BROWSER

MOST_BYTES = 60_000  # what opens in two seconds on a slow telephone; pictures come later, and lazily
FIRST_TO_COME = {"document", "stylesheet", "script"}
WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries())
        window.shifts.push({ value, moved: sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? "") });
}).observe({ type: "layout-shift", buffered: true });
"""
SCROLL_DOWN = """async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
        scrollTo(0, y);
        await new Promise((done) => setTimeout(done, 60));
    }
    await Promise.all([...document.images].map((image) => image.decode()));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


@pytest.fixture
def long_article(transactional_db):
    """The address of an article as long as the demo's longest, with pictures and every kind of block."""
    policy("disclaimer")
    item = max(contents("articles"), key=lambda item: len(json.dumps(item)))
    sections = [
        section(part["heading"], *(strip_tags(str(block["value"])) for block in part["content"]))
        for part in item["sections"]
    ]
    sections[0]["value"]["content"] += every_block()
    picture = {"hero_image": image(), "hero_alt": "A table that tilts", "hero_caption": "Tilt slowly."}
    references = len(item["references"])
    return path_of(published_article(item["title"], references=references, sections=sections, **picture))


def test_a_long_article_is_light_enough_for_a_slow_telephone(live_server, window, long_article):
    reader = window(viewport={"width": 390, "height": 844})
    answers = []
    reader.on("response", lambda answer: answers.append(answer))

    reader.goto(live_server.url + long_article, wait_until="networkidle")

    sizes = {a.url: len(gzip.compress(a.body())) for a in answers if a.request.resource_type in FIRST_TO_COME}
    assert len(sizes) >= 8
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_the_trust_record_of_a_long_article_is_as_light(live_server, window, long_article):
    reader = window(viewport={"width": 390, "height": 844})
    answers = []
    reader.on("response", lambda answer: answers.append(answer))

    reader.goto(f"{live_server.url}{long_article}editions/1/record/", wait_until="networkidle")

    sizes = {a.url: len(gzip.compress(a.body())) for a in answers}
    assert any(url.endswith("record.json") for url in sizes)
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_nothing_moves_while_an_article_and_its_pictures_come(live_server, window, long_article):
    for width in (390, 1280):
        reader = window(viewport={"width": width, "height": 844})
        reader.add_init_script(WATCH_SHIFTS)

        reader.goto(live_server.url + long_article, wait_until="networkidle")
        reader.evaluate(SCROLL_DOWN)

        assert reader.evaluate("document.images.length") >= 3
        assert reader.evaluate("[...document.images].every((image) => image.naturalWidth > 0)")
        assert reader.evaluate("window.shifts") == [], f"{width} pixels wide"
