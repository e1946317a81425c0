"""An editor registers a syndicator and sees who is silent; somebody moves a site in and sees how far it is."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from editorial.exchange.wordpress.sent_export import SentExport
from editorial.syndication.recalls.taking_in import take_in
from tests.browser import IN_A_BROWSER
from tests.browser.judges import judge
from tests.browser.newsroom import Desk
from tests.exchange.wordpress.exports import export, item
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.drafts import home
from tests.factories.editions import taken_away
from tests.factories.pages import published_article

pytestmark = IN_A_BROWSER


@pytest.fixture
def desk(window, live_server):
    """Somebody's window on the admin, after they logged in."""
    return lambda user: Desk(window(), live_server.url).log_in(user.email, PASSWORD).page


@pytest.mark.long
def test_an_editor_hands_a_key_over_and_sees_who_is_silent(desk, live_server):
    article = published_article("Heat packs")
    editor, admin = desk(UserFactory(editor=True)), f"{live_server.url}/admin/"
    judge(editor, f"{admin}syndicators/new/")
    editor.fill("[name=name]", "Health Daily")
    editor.fill("[name=site]", "https://daily.example")
    editor.fill("[name=contact]", "desk@daily.example")
    editor.get_by_role("button", name="Create").click()
    editor.get_by_role("button", name="Make a key").click()
    key = editor.locator("code").first.inner_text()
    judge(editor, f"{admin}syndicators/")

    asked = Client().get(f"/api/v1/pages/{article.pk}/", headers={"Authorization": f"Bearer {key}"})
    assert asked.status_code == 200
    taken_away(article)
    take_in()

    judge(editor, f"{admin}copies/recalls/")
    editor.get_by_role("link", name="Heat packs").click()
    editor.get_by_text("silent").wait_for()
    judge(editor, editor.url)
    editor.get_by_role("link", name="Health Daily").click()
    editor.get_by_text("It holds 1 copy").wait_for()
    judge(editor, editor.url)


@pytest.mark.long
def test_somebody_moves_a_site_in_and_sees_what_came_of_it(desk, live_server, tmp_path):
    home()
    user = UserFactory(editor=True)
    user.user_permissions.add(Permission.objects.get(codename="move_in"))
    file = tmp_path / "export.xml"
    file.write_text(export(item(1, '<p>Rest.</p><p>[unknown_thing]</p><img src="/gone.png">')), encoding="utf-8")
    window, address = desk(user), f"{live_server.url}/admin/exchange/wordpress/"

    judge(window, address)
    window.locator("input[type=file]").set_input_files(file)
    window.get_by_role("button", name="Send it").click()
    window.get_by_text("has moved in").wait_for()
    window.get_by_text("What needs a hand").wait_for()
    judge(window, window.url)
    judge(window, address)

    SentExport.objects.update(state="running", done=1, total=4, doing="items", heard_of_at=timezone.now())
    window.goto(f"{address}{SentExport.objects.get().pk}/")
    window.get_by_text("1 of 4").wait_for()
    judge(window, window.url)
    SentExport.objects.update(state="done")
    window.get_by_text("has moved in").wait_for()
