"""An evidence pack, unpacked and opened from the disk."""

import re
from zipfile import ZipFile

import pytest

from tests.browser import IN_A_BROWSER
from tests.browser.judges import complaints, judge
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.drafts import body, image, section
from tests.factories.pages import article
from tests.factories.signing import published

pytestmark = IN_A_BROWSER


@pytest.fixture
def from_disk(chromium):
    """A window that is in nobody's site."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def test_an_evidence_pack_is_read_from_the_disk(live_server, window, people, from_disk, tmp_path):
    picture = {"type": "image", "value": {"image": image().pk, "alt": "A knee", "decorative": False, "caption": ""}}
    sections = body(section("How it works", "It may help.[1]", blocks=[picture]))
    page = published(article(by=people["writer"], author=people["author"], sections=sections))
    screen = window()
    Desk(screen, live_server.url).log_in(UserFactory(editor=True).email, PASSWORD)

    screen.goto(f"{live_server.url}/admin/review/{page.pk}/status/")
    with screen.expect_download() as download:
        screen.get_by_role("main").get_by_role("link", name="Evidence pack").click()
    with ZipFile(download.value.path()) as pack:
        pack.extractall(tmp_path)

    for name in ("index.html", "pieces/sign-offs.html", "pieces/interests.html", "editions/1/edition.html"):
        judge(from_disk, (tmp_path / name).as_uri())
    heard = complaints(from_disk)  # what axe asks for itself, nothing there may
    from_disk.goto((tmp_path / "index.html").as_uri())
    from_disk.get_by_role("link", name=re.compile("^Edition 1: ")).click()
    assert from_disk.locator("img").first.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
    from_disk.get_by_role("link", name="Back to the index").click()
    from_disk.get_by_role("link", name="Sign-offs", exact=True).first.click()
    from_disk.get_by_role("heading", name="Sign-offs").wait_for()
    assert heard == []
