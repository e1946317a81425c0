"""The pictures of the guide in the admin, taken from the running demo.

Start the demo with `./run`, then `python -m docs.pictures.screens [ADDRESS]`. The pictures go to
`pain_site/static/guide/`; look at them before you commit them.
"""

import re
import sys

from playwright.sync_api import sync_playwright

from pain_site.demo.files import PASSWORD, logins
from pain_site.stack.state import PROJECT

FOLDER = PROJECT / "pain_site/static/guide"
WIDTH, HEIGHT = 1280, 800


def at(place):
    """The way to an address below the admin."""
    return lambda page, admin: page.goto(admin + place)


def first_text(page, admin):
    page.goto(f"{admin}review/")
    page.locator("td.title a").first.click()


def status(page, admin):
    page.goto(f"{admin}articles/")
    edit = page.locator("td.title a", has_text="Sciatica").first.get_attribute("href")
    page.goto(f"{admin}review/{re.search('[0-9]+', edit)[0]}/status/")


#: (picture, role of whoever looks, the way to the screen).
SCREENS = [
    ("writer", "writer", at("")),
    ("review", "fact checker", first_text),
    ("editor", "editor", at("")),
    ("status", "editor", status),
    ("reports", "triager", at("readers-reports/")),
    ("people", "editor", at("review/who-may-sign/")),
]


def take(address: str) -> None:
    """Take all of them anew."""
    addresses = {role: email for role, email, _password in logins()}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, role, go in SCREENS:
            page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}).new_page()
            page.goto(f"{address}/admin/login/")
            page.fill("[name=login]", addresses[role])
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(f"{address}/admin/")
            go(page, f"{address}/admin/")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
