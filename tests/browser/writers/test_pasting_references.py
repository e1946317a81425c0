"""A list of references is pasted on the edit screen, looked at, and then stands beside what was being typed."""

from articles.references.library.references import Reference
from tests.browser import IN_A_BROWSER
from tests.browser.judges import complaints, judge_as_it_is
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD
from tests.factories.drafts import fresh
from tests.factories.pages import article

pytestmark = IN_A_BROWSER

TYPED = "Smith J. Cold packs for backs. Lancet. 2011."


def test_a_list_is_pasted_by_keyboard_beside_unsaved_words(live_server, window, people):
    known = Reference.objects.create(text="Hayden JA. Exercise therapy. Cochrane. 2021.", doi="10.5555/known")
    draft = article(by=people["writer"], author=people["author"])
    screen = window()
    desk = Desk(screen, live_server.url).log_in(people["writer"].email, PASSWORD)
    heard = complaints(screen)
    desk.edit(draft.pk)
    screen.fill("[name=standfirst]", "Not saved yet.")

    screen.get_by_role("button", name="Paste a list of references").focus()
    screen.keyboard.press("Enter")
    dialogue = screen.get_by_role("dialog", name="Paste a list of references")
    dialogue.get_by_label("The references").wait_for()
    screen.keyboard.insert_text(f"1. doi:10.5555/known\n2. {TYPED}\n3. not a reference at all")
    screen.keyboard.press("Tab")
    screen.keyboard.press("Enter")
    dialogue.get_by_text("As you typed it: nobody has looked it up").wait_for()
    judge_as_it_is(screen, within=".exchange-dialogue")
    dialogue.get_by_role("button", name="Put these in the list").press("Enter")
    dialogue.get_by_text("These still have to be completed.").wait_for()
    assert dialogue.get_by_label("The references").input_value() == "not a reference at all"
    dialogue.get_by_role("button", name="Close").press("Enter")

    screen.get_by_text("Put in the list of references: 2.").wait_for()
    with desk.expect_new_page():
        screen.get_by_role("button", name="Save draft").click()
    saved = fresh(draft).get_latest_revision_as_object()
    assert [(row.text, row.doi) for row in saved.references.all()][1:] == [(known.text, known.doi), (TYPED, "")]
    assert saved.standfirst == "Not saved yet."
    assert heard == []
