"""From a paste to readers and back: every number keeps its neighbours on each step of the way."""

import pytest
from django.db import transaction
from django.test import Client
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from articles.pages import ArticlePage
from articles.writing.blocks import CITED_FEATURES, INLINE_FEATURES
from editorial.exchange.documents.body import Body, html_of
from editorial.exchange.documents.numbers import quantities
from editorial.exchange.documents.parts import Tracked
from editorial.exchange.documents.reading import read
from tests.exchange.documents import HTML
from tests.factories.drafts import edited, section
from tests.factories.editions import path_of
from tests.factories.pages import published_article
from tests.factories.signing import published

pytestmark = pytest.mark.django_db

#: Stands before what was pasted, since an article has at least one reference.
KNOWN = "This is known"
MARKDOWN = MarkdownIt("commonmark").enable("table")
#: A whole way through signatures and the readers' page takes the time of some hundred readings.
FEWER = {"max_examples": max(settings().max_examples // 12, 6), "suppress_health_check": list(HealthCheck)}


@pytest.fixture(scope="module")
def page_id(scene):
    return published_article(key_points=[]).pk


def through_the_editor(sections):
    """Sections as the rich-text editor saves what it was given."""
    texts, lines = (ContentstateConverter(features=features) for features in (CITED_FEATURES, INLINE_FEATURES))
    for pasted in sections:
        pasted["value"]["heading"] = pasted["value"]["heading"] or "Doses"
        for block in pasted["value"]["content"]:
            if block["type"] == "text":
                block["value"] = again(texts, block["value"])
            elif block["type"] == "quote":
                block["value"]["text"] = again(lines, block["value"]["text"])
            elif block["type"] == "table":
                for row in block["value"]["table"]["rows"]:
                    row["values"] = [again(lines, cell) for cell in row["values"]]
    return sections


def again(converter, html):
    return converter.to_database_format(converter.from_database_format(html))


def numbers_of(sections):
    return quantities("".join(f"<h2>{escape(part['heading'])}</h2>{part['html']}" for part in sections))


def numbers_of_markdown(text):
    html = MARKDOWN.render(text[text.index("\n## ", text.index(KNOWN)) : text.rindex("\n\n## References")])
    return quantities(html_of(Body(read(html), cite=None)))


@settings(**FEWER)
@given(HTML)
def test_every_number_comes_to_readers_and_back_with_its_neighbours(page_id, html):
    body = Body(read(html, Tracked.ACCEPT), cite=None)
    pasted = quantities(html_of(body))

    with transaction.atomic():
        sections, shown, markdown = published_with(page_id, body)
        transaction.set_rollback(True)

    assert numbers_of(sections) == pasted
    assert [part["html"] for part in sections if part["html"] not in shown] == []
    assert numbers_of_markdown(markdown) == pasted


def published_with(page_id, body):
    """What came of a body: the sections of the edition, the readers' page, and its Markdown."""
    sections = [section("Known", f"{KNOWN}.[1]"), *through_the_editor(body.sections)]
    page = ArticlePage.objects.get(pk=page_id)
    page = published(edited(page, body=sections, change_class="update", change_note="As pasted."))
    shown, markdown = (
        Client().get(address).content.decode() for address in (path_of(page), f"{path_of(page)}index.md")
    )
    return page.editions.order_by("-number")[0].content["sections"][1:], shown, markdown
