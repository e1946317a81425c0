"""What people do at the desk, in a real browser, as they would do it."""

import re

from playwright.sync_api import TimeoutError


class Desk:
    """One person's browser window on the admin at `address`."""

    def __init__(self, page, address):
        self.page = page
        self.address = address

    def log_in(self, email, password):
        self.page.goto(f"{self.address}/admin/login/")
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", password)
        self.page.get_by_role("button", name="Log in", exact=True).click()
        self.page.wait_for_url(f"{self.address}/admin/")
        return self

    def start_article(self, topic_id):
        self.page.goto(f"{self.address}/admin/pages/add/articles/articlepage/{topic_id}/")
        self.page.wait_for_load_state("networkidle")

    def write_article(self, article):
        """Fill in an article: title, standfirst, key_points, sections of (heading, blocks), references, author."""
        self.page.fill("[name=title]", article["title"])
        self.page.fill("[name=standfirst]", article["standfirst"])
        for number, point in enumerate(article["key_points"]):
            self.insert_block("key_points", number)
            self.write_text(f"key_points-{number}-value", [point])
        for number, (heading, blocks) in enumerate(article["sections"]):
            self.insert_block("body", number)
            self.page.fill(f"[name=body-{number}-value-heading]", heading)
            for place, (kind, value) in enumerate(blocks):
                self.insert_block(f"body-{number}-value-content", place, kind)
                self.write_block(f"body-{number}-value-content-{place}-value", value)
        for number, reference in enumerate(article["references"]):
            self.page.get_by_role("button", name="Add Reference").click()
            for name, value in reference.items():
                self.page.fill(f"[name=references-{number}-{name}]", value)
        self.page.get_by_role("tab", name="People and topics").click()
        self.add_byline(article["author"])

    def write_block(self, name, value):
        """Paragraphs as a list, or a block with a heading and items as a dictionary."""
        if isinstance(value, list):
            self.write_text(name, value)
            return
        self.page.fill(f"[name={name}-heading]", value["heading"])
        for number, item in enumerate(value["items"]):
            if number:
                self.add_to_list(f"{name}-items")
            self.write_text(f"{name}-items-{number}-value", [item])

    def write_text(self, name, paragraphs):
        field = self.page.locator(f"[name={name}]")
        field.locator("xpath=following::*[@contenteditable='true'][1]").click()
        for number, paragraph in enumerate(paragraphs):
            if number:
                self.page.keyboard.press("Enter")
            self.page.keyboard.insert_text(paragraph)

    def insert_block(self, stream, number, kind=None):
        """Insert a block at the end of a stream, choosing its kind where there is a choice."""
        container = self.page.locator(f"input[name='{stream}-count']").locator("xpath=..")
        inserted = self.page.locator(f"[name='{stream}-{number}-id']")
        # On a busy machine the editor can be drawn before it listens. Like a person, press again if nothing came of it.
        for _try in range(4):
            container.get_by_role("button", name="Insert a block").last.click()
            if (not kind or self.choose(kind)) and self.comes(inserted, "attached"):
                return
        raise AssertionError(f"No block could be inserted in {stream}.")

    def choose(self, kind):
        """Choose from the menu that a press should have opened; whether it did."""
        option = self.page.get_by_role("option", name=kind, exact=True)
        if not self.comes(option, "visible"):
            return False
        try:
            option.click(timeout=3_000)
        except TimeoutError:  # the editor was still drawing below the menu, and covered it
            self.page.keyboard.press("Escape")
            return False
        return self.comes(self.page.get_by_role("option").first, "hidden")

    def comes(self, locator, state, within=5_000):
        """Whether an element gets into a state within so many milliseconds."""
        try:
            locator.wait_for(state=state, timeout=within)
        except TimeoutError:
            return False
        return True

    def add_to_list(self, name):
        container = self.page.locator(f"input[name='{name}-count']").locator("xpath=..")
        container.locator("[data-streamfield-list-add]").last.click()

    def add_byline(self, person):
        self.page.get_by_role("button", name="Add Byline").click()
        self.page.get_by_role("button", name=re.compile("Choose a (page|person)", re.I)).first.click()
        chooser = self.page.get_by_role("dialog")
        chooser.locator("[name=q]").fill(person)
        chooser.get_by_role("link", name=person).first.click()
        chooser.wait_for(state="hidden")

    def adopt_passkey(self, password):
        """Add a passkey on this device, and ask for it as a signing key; its fingerprint."""
        self.page.goto(f"{self.address}/admin/account/second-factors/passkeys/add/")
        self.page.fill("[name=password]", password)
        self.page.get_by_role("button", name="Confirm").click()
        self.page.get_by_label("Log in with it alone").check()
        self.page.get_by_role("button", name="Add the passkey").click()
        self.page.locator(".account__codes").wait_for()
        self.page.goto(f"{self.address}/admin/review/signing-keys/")
        self.page.get_by_role("button", name="Sign with Passkey 1").click()
        self.page.get_by_text("Waits for an editor").wait_for()
        return self.page.locator("code").first.inner_text()

    def confirm_key(self, fingerprint):
        """As an editor: compare the fingerprint with what its owner said, and confirm it."""
        self.page.goto(f"{self.address}/admin/review/who-may-sign/")
        self.page.get_by_role("link", name="A passkey was added as a signing key").first.click()
        self.page.get_by_text(fingerprint).wait_for()
        self.page.get_by_role("checkbox").check()
        self.page.get_by_role("button", name="Confirm: it holds at once").click()
        self.page.get_by_text("Done. It holds now.").wait_for()

    def save_draft(self):
        with self.expect_new_page():
            self.page.get_by_role("button", name="Save draft").click()
        self.page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
        self.page.wait_for_load_state("networkidle")
        return int(re.search(r"/pages/(\d+)/", self.page.url)[1])

    def expect_new_page(self):
        """Around what brings another page at the same address: the one that is left may have said of an earlier save
        that all is well, and its autosave, which writes the address anew, is a navigation, too.
        """
        return self.page.expect_event("load")

    def say_what_cites(self):
        """Say that the brackets in the text are citations, which the screen knows when it was saved, and save it."""
        self.page.locator("[name='typed_citations']").first.wait_for()
        for box in self.page.locator("[name='typed_citations']").all():
            box.check()
        with self.expect_new_page():
            self.page.get_by_role("button", name="Save draft").click()
        self.page.locator(".messages .success").wait_for()

    def submit(self):
        self.page.get_by_role("button", name="More actions").last.click()
        with self.expect_new_page():
            self.page.get_by_role("button", name=re.compile("^(Submit|Resubmit) to")).click()
        self.page.locator(".messages .success").wait_for()

    def say_risk(self, page_id, label):
        """Say how risky an article is, as an appointed editor."""
        self.page.goto(f"{self.address}/admin/review/{page_id}/risk/")
        self.page.get_by_label(label).check()
        self.page.get_by_label("Reason").fill("As the editors see it.")
        self.page.get_by_role("button", name="Keep this").click()
        self.page.locator(".messages .success").wait_for()

    def edit(self, page_id):
        self.page.goto(f"{self.address}/admin/pages/{page_id}/edit/")
        self.page.wait_for_load_state("networkidle")

    def sign(self, title):
        """Open the text from the list of those that wait, check everything, and sign."""
        self.page.goto(f"{self.address}/admin/review/")
        self.page.get_by_role("link", name=title).click()
        self.page.get_by_role("button", name="Sign", exact=True).wait_for()
        self.page.locator("[name=agreed]").check()
        self.page.get_by_label("No, none").check()
        self.page.get_by_role("button", name="Sign", exact=True).click()
        self.page.wait_for_url(f"{self.address}/admin/")
        return self.page.locator(".messages").inner_text()
