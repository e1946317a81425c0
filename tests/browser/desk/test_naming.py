"""Naming somebody in a remark, with the list of people by keyboard, and without a script."""

import pytest

from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from editorial.review.signing.discussion.mentions import Mention
from editorial.review.signing.discussion.remarking import remark
from editorial.review.signing.discussion.remarks import Remark
from tests.browser import IN_A_BROWSER
from tests.browser.judges import axe_finds_nothing, complaints, judge
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.drafts import submitted
from tests.factories.pages import article
from tests.factories.signing import credentialed

pytestmark = IN_A_BROWSER


@pytest.fixture
def writer(transactional_db):
    return UserFactory(writer=True, first_name="Wim", last_name="Writer")


@pytest.fixture
def checker(transactional_db):
    return credentialed(SignOffKind.FACT_CHECK)


@pytest.fixture
def page(writer):
    return submitted(article("Heat", by=writer))


@pytest.fixture
def desk(window, live_server):
    """Somebody's window on the admin, after they logged in."""
    return lambda user, **options: Desk(window(**options), live_server.url).log_in(user.email, PASSWORD).page


def test_a_name_is_chosen_by_keyboard_and_whoever_is_named_finds_it_at_home(desk, live_server, page, writer, checker):
    held = remark(Draft.of(page), by=checker, quote="It may help a little.", comment="Too much.", is_blocking=True)
    window, address = desk(checker), f"{live_server.url}/admin/review/{page.pk}/"
    heard = complaints(window)
    window.goto(f"{address}remarks/")
    answer = window.get_by_label("Your answer")
    answer.press_sequentially("Ask @wri")
    window.get_by_role("button", name="Wim Writer").wait_for()
    axe_finds_nothing(window)
    window.keyboard.press("Escape")
    assert window.get_by_role("button", name="Wim Writer").count() == 0
    answer.press_sequentially("t")
    window.get_by_role("button", name="Wim Writer").wait_for()
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Enter")
    assert answer.input_value() == "Ask @Wim Writer "
    window.keyboard.type("about it.")
    window.keyboard.press("Enter")
    window.get_by_text("Ask @Wim Writer about it.").wait_for()
    assert heard == []
    judge(window, f"{address}remarks/")
    judge(window, address)
    window.get_by_text(f"Nobody can sign this text before the remark of {held.by}").wait_for()

    named = desk(writer)
    judge(named, f"{live_server.url}/admin/")
    named.get_by_role("link", name="Heat", exact=True).first.click()
    named.wait_for_url(f"**/remarks/#remark-{Remark.objects.latest('pk').pk}")
    assert Mention.objects.get().seen_at


def test_without_a_script_a_name_is_typed_in_full(desk, live_server, page, writer, checker):
    window = desk(checker, java_script_enabled=False)
    window.goto(f"{live_server.url}/admin/review/{page.pk}/remarks/")
    window.get_by_label("The passage").fill("It may help a little.")
    window.get_by_label("What you say about it").fill("@Wim Wrong?")
    window.get_by_role("button", name="Keep the remark").click()
    window.get_by_text("Nobody who may see this text is called “@Wim”").wait_for()
    window.get_by_label("What you say about it").fill("@Wim Writer?")
    window.get_by_role("button", name="Keep the remark").click()
    window.get_by_text("Your remark is kept").wait_for()

    assert Mention.objects.get().person == writer
