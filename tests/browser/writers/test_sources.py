"""A file of references is looked at before it is brought in; what is known of a source is shown."""

import pytest

from articles.references.integrity.versions import Version, VersionKind
from articles.references.library.references import Reference
from editorial.upkeep.source_watch import newer
from tests.browser import IN_A_BROWSER
from tests.browser.judges import judge, judge_as_it_is
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.editions import path_of
from tests.factories.pages import published_article

pytestmark = [*IN_A_BROWSER, pytest.mark.long]

FILE = """TY  - JOUR
TI  - Exercise for backs, and what is left out of a very long title that goes on and on for a while
AU  - Hayden, Jill A
DO  - 10.5555/known
VL  - 13
PY  - 2021
ER  -
TY  - JOUR
TI  - Heat for backs
ER  -
TY  - JOUR
DO  - 10.5555/untitled
ER  -
"""


def test_a_file_is_compared_with_the_library_and_brought_in(live_server, window):
    csl = {"type": "article-journal", "title": "Exercise for backs", "volume": "12"}
    known = Reference.objects.create(text="Hayden JA. Exercise. 2021.", doi="10.5555/known", csl=csl, source="pubmed")
    editor = UserFactory(editor=True)
    screen = Desk(window(), live_server.url).log_in(editor.email, PASSWORD).page
    screen.goto(f"{live_server.url}/admin/references/new/")

    screen.set_input_files("input[type=file]", {"name": "x.ris", "mimeType": "text/plain", "buffer": FILE.encode()})
    screen.get_by_role("button", name="Look up and import").click()
    screen.get_by_text("Nothing is brought in yet.").wait_for()
    judge_as_it_is(screen)
    screen.get_by_role("group", name="Volume").get_by_label("In the file: 13").check()
    with screen.expect_navigation():
        screen.get_by_role("button", name="Bring these in").click()

    screen.get_by_text("This record has no title.").wait_for()
    known.refresh_from_db()
    assert (known.csl["volume"], known.csl["title"]) == ("13", "Exercise for backs")


def test_a_newer_version_is_shown_to_desk_and_readers(live_server, window):
    page, editor = published_article(), UserFactory(editor=True)
    work = Reference.objects.get(doi="10.1000/0")
    newer.note(work, Version(VersionKind.UPDATED, "10.1000/later", label="A later work", source="pubmed"))
    screen = Desk(window(), live_server.url).log_in(editor.email, PASSWORD).page

    for address in (
        f"references/inspect/{work.pk}/",
        f"references/not-newer/{work.pk}/",
        f"planning/review/{page.pk}/",
    ):
        judge(screen, f"{live_server.url}/admin/{address}")
    judge(screen, f"{live_server.url}{path_of(page)}")
    screen.get_by_text("A newer version of a source of this page is being looked at, since").wait_for()
