"""Words that are longer than a line, as a language that joins its words has them, and as addresses are."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from articles.reading.page.reading_ease import BANDS
from tests.browser import IN_A_BROWSER
from tests.browser.judges import nothing_scrolls_sideways
from tests.browser.readers.reader_pages import block, table
from tests.factories.drafts import body, edited, person, section
from tests.factories.editions import path_of
from tests.factories.pages import article, published_article, topic
from tests.factories.signing import published

pytestmark = IN_A_BROWSER

BEFORE_READING = "articles/components/before_reading.html"
WORD = "Lendenwirbelsäulenrückenmuskulaturverspannung" * 4
#: A4 without its margins.
PAPER = 718


def pages_with_long_words():
    """The addresses of pages on which whatever somebody can type holds one."""
    place = topic(WORD)
    author = published(edited(person(f"Dr {WORD}"), job_title=WORD[:160], standfirst=WORD))
    published_article(f"Other {WORD}", parent=place)
    sections = body(section(WORD, f"{WORD}[1]", blocks=[block("table", {"caption": WORD, "table": table()})]))
    page = published(article(WORD, parent=place, author=author, standfirst=WORD, key_points=[WORD], sections=sections))
    published(edited(page, standfirst="Mended.", change_class="correction", change_note=WORD))
    own, editions = path_of(page), f"{path_of(page)}editions"
    of_article = [own, f"{editions}/1/", f"{editions}/1/record/", f"{editions}/2/hand-out/", f"{own}history/1-2/"]
    report = f"/feedback/report/?edition={page.editions.last().pk}"
    return [*of_article, path_of(place), path_of(author), "/", "/topics/", "/a-z/l/", f"/search/?q={WORD}", report]


def test_a_word_longer_than_a_line_moves_no_page_sideways(live_server, window, transactional_db):
    reader = window()
    for path in pages_with_long_words():
        assert reader.goto(live_server.url + path).status == 200, path
        for width, medium in ((320, "screen"), (1280, "screen"), (PAPER, "print")):
            reader.emulate_media(media=medium)
            reader.set_viewport_size({"width": width, "height": 900})
            nothing_scrolls_sideways(reader)


def test_how_long_a_text_takes_moves_no_page_sideways_in_any_language(live_server, window, transactional_db):
    reader = window(viewport={"width": 320, "height": 900})
    reader.goto(live_server.url + path_of(published_article()))
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            told = [{"minutes": 12, "ease": ease} for _least, ease in BANDS]
            shown = [render_to_string(BEFORE_READING, {"first_screen": each, "reading": {}}) for each in told]
        reader.evaluate("html => { document.querySelector('.before-reading').innerHTML = html }", " ".join(shown))

        nothing_scrolls_sideways(reader)


def test_the_columns_of_a_table_divide_no_word_on_a_screen(live_server, window, transactional_db):
    reader = window(viewport={"width": 320, "height": 900})
    rows = [{"values": ["Acetylsalicylsäure", "one", "two", "three"]}]
    wide = block("table", {"caption": "How much", "table": table() | {"rows": rows}})
    page = published_article(sections=body(section("Doses", "It depends.[1]", blocks=[wide])))

    reader.goto(live_server.url + path_of(page))

    cell = reader.locator(".table :is(th, td)", has_text="Acetylsalicylsäure")
    assert cell.evaluate("cell => cell.scrollWidth <= cell.clientWidth")
    height = cell.evaluate("cell => cell.clientHeight / parseFloat(getComputedStyle(cell).lineHeight)")
    assert height < 2
