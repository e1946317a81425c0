"""A little published site, its desk, and the unsigned words that doors carry in."""

import json
from pathlib import Path

from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from articles.pages import PersonPage, PolicyPage, TopicPage
from articles.writing.blocks import INLINE_FEATURES, TEXT_FEATURES
from tests.factories.accounts import UserFactory
from tests.factories.drafts import add_page, body, edited, fresh, home, image, section, submitted
from tests.factories.pages import article, policy, published_article, shared_author, shared_topic, topic
from tests.factories.signing import published_through_the_workflow

#: Small letters and digits only: it looks the same in HTML, JSON, an address and a search index.
MARKER = "unsigned7f3a9c"
#: What a writer types. A visitor may search for the first word without having named the second.
PLANTED = f"Planted {MARKER}"


class Site:
    """What the doors act on: published pages, a draft, and a superuser at the desk.

    One site serves all rows, whose changes the database takes back: pages are fetched anew whenever one is asked for.
    """

    def __init__(self):
        author, picture = shared_author(), image("teal")
        linked = published_article("Lumbar traction", slug="lumbar-traction")
        link = f'See <a linktype="page" id="{linked.pk}">traction</a>. It may help.[1]'
        first = article(
            "Inversion therapy",
            slug="inversion-therapy",
            author=author,
            hero_image=picture,
            hero_alt="A table",
            sections=body(section("How it works", link)),
        )
        first = published_through_the_workflow(first)
        second = edited(first, standfirst="Said better.", change_class="clarification", change_note="Clearer.")
        boss = UserFactory(is_superuser=True, email="boss@example.org")
        self._rows = {
            "article": published_through_the_workflow(second),
            "linked": linked,
            "author": author,
            "topic": shared_topic(),
            "home": home(),
            "disclaimer": policy("disclaimer"),
            "picture": picture,
            "boss": boss,
        }

    def __getattr__(self, name):
        """A page, picture or person by its part in the site, as the database has it now."""
        if name.startswith("_") or name not in self._rows:
            raise AttributeError(name)
        return type(self._rows[name]).objects.get(pk=self._rows[name].pk)

    # The desk's browser

    @property
    def browser(self):
        return self.browser_of(self.boss)

    def post(self, name, *args, form=None, query="", **headers):
        """The boss sends a form of the admin; the response."""
        return self.browser.post(reverse(name, args=args) + query, form or {}, **headers)

    def api(self, page, action, **data):
        """The boss asks the admin's API for an action on a page; the response."""
        address = f"/admin/api/main/pages/{page.pk}/action/{action}/"
        return self.browser.post(address, json.dumps(data), content_type="application/json")

    def browser_of(self, user):
        """The browser of somebody else at the desk."""
        client = Client()
        client.force_login(user)
        return client

    @property
    def visitor(self):
        """The browser of somebody without an account."""
        return Client()

    @property
    def fixture(self):
        """A file to put a fixture into."""
        return Path(settings.MEDIA_ROOT) / "fixture.json"

    def request(self):
        """A visitor's request, as a view gets it."""
        return RequestFactory().get("/")

    # Drafts

    def draft(self, page=None, by=None, **changes):
        """Another draft of the published article, with the marker in its title unless `changes` say where."""
        page = page or self.article
        note = {"change_class": "update", "change_note": "New evidence."}
        return edited(fresh(page), by=by or self.boss, **{**note, **(changes or {"title": PLANTED})})

    def in_review(self, **changes):
        """The same, waiting for its first signature."""
        return submitted(self.draft(**changes), by=self.boss)

    def new_article(self, **fields):
        """An article that was never published, with the marker in its title."""
        return article(fields.pop("title", PLANTED), slug="new-article", by=self.boss, **fields)

    def other_topic(self):
        """A second published topic."""
        return topic("Neck pain", slug="neck-pain")

    def drafts_of_every_kind(self):
        """A topic, a policy that would stand on every article, a person and an article: never published."""
        people = PolicyPage.objects.get(slug="about")
        return [
            add_page(self.topic, TopicPage(title=PLANTED, slug="new-topic"), self.boss),
            add_page(self.home, PolicyPage(title=PLANTED, slug="new-policy", policy_kind="disclaimer"), self.boss),
            add_page(people, PersonPage(title=PLANTED, slug="new-person"), self.boss),
            self.new_article(),
        ]


def article_form(page, **changes):
    """What the edit screen of an article sends, with some values changed."""
    sections = [("section", {"heading": "How it works", "anchor": "", "content": streamfield(_text("It may.[1]"))})]
    form = {
        "title": page.title,
        "slug": page.slug,
        "standfirst": page.standfirst,
        "key_points": streamfield([("point", rich_text("<p>It may help a little.</p>", features=INLINE_FEATURES))]),
        "hero_image": "",
        "hero_alt": "",
        "hero_caption": "",
        "body": streamfield(sections),
        "subjects": streamfield([]),
        "references": inline_formset([_kept(row, text=row.text) for row in page.references.all()], initial=1),
        "bylines": inline_formset(
            [_kept(row, role=row.role, person=row.person_id) for row in page.bylines.all()], initial=1
        ),
        "risk_tier": "standard",
        "review_interval_months": 24,
        "change_class": "update",
        "change_note": "New evidence.",
        "publish_after": "",
    }
    return {"typed_citations": ["[1]"], **nested_form_data({**form, **changes})}


def _text(words):
    return [("text", rich_text(f"<p>{words}</p>", features=TEXT_FEATURES))]


def _kept(row, **fields):
    return {"id": row.pk, **fields}
