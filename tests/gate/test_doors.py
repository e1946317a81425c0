"""Every way in which Wagtail, Django or SQL makes text live, and after each: readers get what they got before.

The rows are in tests/gate/doors/, what a reader can ask for is in tests/gate/surfaces.py.
"""

import io
import math
import shutil
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.test import override_settings
from django.urls import path
from django.utils.text import slugify
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page

from articles.reading import database_away
from articles.record.published.status import PublicationStatus
from articles.tasks import note_what_readers_get
from pain_site.urls import urlpatterns as real_addresses
from tests.factories.editions import taken_away
from tests.factories.signing import published_through_the_workflow
from tests.gate.changes import named_in, tables_read_by, written, written_since
from tests.gate.doors import (  # noqa: F401  their doors
    actions,
    admin_api,
    embedded,
    moved_in,
    planned,
    registry,
    reviewing,
    rows,
    screens,
    signing,
    surroundings,
)
from tests.gate.doors.registry import DOORS
from tests.gate.doors.site import MARKER, PLANTED, Site
from tests.gate.doors.workshop import READERS_TABLES, tables_holding
from tests.gate.rereading import remember, worth_asking
from tests.gate.surfaces import Ask, Known, admin_asks, ask_all, forms, new_addresses, readers_asks, variants
from tests.upkeep.damage import damage

#: A visitor of these tests asks for everything at once.
UNLIMITED = 10**6


@dataclass
class Before:
    """What was there before any door was tried."""

    site: Site
    files: Path
    remembered: dict
    written: dict

    def touched(self):
        """The tables that were written to since the test began."""
        return written_since(self.written)


@pytest.fixture(scope="module")
def before(django_db_setup, django_db_blocker, tmp_path_factory):
    """The little site, its files and all that readers get of it; taken back when the tests of this module are over."""
    files = tmp_path_factory.mktemp("site")
    with django_db_blocker.unblock(), transaction.atomic():
        roots = {"MEDIA_ROOT": files / "media", "EDITION_IMAGES_ROOT": files / "edition-images"}
        with override_settings(**roots, API_REQUESTS_A_MINUTE=UNLIMITED):
            site = Site()
            remembered = remember(readers_asks(Known()))
        with django_db_blocker.block():
            yield Before(site, files, remembered, {})
        transaction.set_rollback(True)


@pytest.fixture
def site(before, db, settings):
    """The little site, as it was at first."""
    cache.clear()
    before.written = written()  # what other tests took back counts too
    settings.API_REQUESTS_A_MINUTE = UNLIMITED
    shutil.copytree(before.files / "media", settings.MEDIA_ROOT)
    shutil.copytree(before.files / "edition-images", settings.EDITION_IMAGES_ROOT)
    return before.site


#: Says whether the site is well, in a word that moves with the desk's work. It is searched like all others.
OF_THE_SITE = "/readyz"


def changed(answers, before):
    """The addresses that answer otherwise than before."""
    earlier = [(answer, before.remembered.get(answer.ask)) for answer in answers]
    moved = [now.ask.address for now, then in earlier if then and then.answer.fixed != now.fixed]
    return [address for address in moved if address.partition("?")[0] != OF_THE_SITE]


def read_again(before):
    """What a visitor gets now, wherever that can be something else than before."""
    return ask_all(worth_asking(readers_asks(Known()), before.remembered, before.touched()))


def leaking(answers):
    """The requests whose answers show the marker."""
    return [answer.ask for answer in answers if answer.shows(MARKER)]


def row(sentence, leaks):
    """A row of the table. That a door which is known to leak still does is part of the test."""
    known = [pytest.mark.xfail(reason=leaks, raises=AssertionError, strict=True)] if leaks else []
    return pytest.param(sentence, marks=known, id=sentence)


@pytest.mark.parametrize("sentence", [row(sentence, opened.leaks) for sentence, opened in DOORS.items()])
def test_nothing_unsigned_reaches_a_reader_by(sentence, site, before, django_capture_on_commit_callbacks):
    opened = DOORS[sentence]

    with django_capture_on_commit_callbacks(execute=True):
        opened.plant(site)
    holding = tables_holding(MARKER, before.touched())
    answers = ask_all(readers_asks(Known())) if opened.unseen else read_again(before)

    assert holding - READERS_TABLES, "The door was not tried: the workshop does not hold the marker."
    assert not holding & READERS_TABLES
    assert leaking(answers) == []
    assert opened.moves or changed(answers, before) == []


#: Doors that can be tried one after the other, and leave the marker in every part of the workshop.
TOGETHER = [
    "a document, its title and its bytes",
    "a picture that only drafts show, asked for by its hash",
    "a new draft of every kind of page, beside those that are published",
    "a comment beside the text",
    "a reference of a live article rewritten",
    "a disclosure of interest added to a live person",
    "the credentials of all who signed, changed in their rows",
    "the names and titles of all who signed, changed in their rows",
    "the names of user accounts",
    "what a reader wrote about an article",
    "all live pages updated in one query",
]
HOPEFUL = {
    "Accept": "application/json",
    "Authorization": "Bearer wagtail_0123456789abcdef",
    "Cookie": "sessionid=0123456789abcdef0123456789abcdef; wagtail_preview=1",
    "X-Requested-With": "XMLHttpRequest",
}


def test_nothing_unsigned_reaches_a_reader_who_tries_everything(site, before):
    """Every page, edition, file and guess, for headers alone too, and with every query and header that may open one."""
    for sentence in TOGETHER:
        DOORS[sentence].plant(site)

    known = Known()
    asks = readers_asks(known)
    answers = ask_all(asks)
    more = ask_all(variants(asks)) + ask_all(asks, **HOPEFUL) + ask_all(forms(known))

    assert leaking(answers + more) == []
    found_anyway = worth_asking(asks, before.remembered, before.touched())
    assert set(changed(answers, before)) <= {ask.address for ask in found_anyway}


#: Parts of the admin that are for people who are not logged in yet, and what belongs to its log-in page.
OPEN = ("account_", "mfa_", "wagtailadmin_login", "wagtailadmin_password_reset", "wagtailadmin_sprite")
OPEN += ("wagtailadmin_javascript_catalog",)


def test_a_visitor_finds_nothing_below_the_admin(site):
    for sentence in TOGETHER:
        DOORS[sentence].plant(site)
    surfaces, asks = zip(*admin_asks(site.article.pk), strict=True)

    answers = ask_all(asks)

    opened = [
        answer.ask.address
        for surface, answer in zip(surfaces, answers, strict=True)
        if not surface.name.startswith(OPEN) and not answer.is_shut
    ]
    assert opened == [], "Whoever asks gets in. If that is meant, name the view in OPEN."
    assert leaking(answers) == []


@pytest.mark.parametrize("status", sorted(set(PublicationStatus) - set(PublicationStatus.readable())))
def test_a_text_that_was_taken_away_is_found_nowhere(status, site, django_capture_on_commit_callbacks):
    page = published_through_the_workflow(site.draft(standfirst=PLANTED))
    pages = [Ask(f"/{path}") for path in Known().published]
    assert leaking(ask_all(pages)), "Readers get it, and the cache has it."

    with django_capture_on_commit_callbacks(execute=True):
        taken_away(page, status)

    assert leaking(ask_all([*readers_asks(Known()), *forms(Known())])) == []
    assert leaking(last_copies_of(pages)) == []


def last_copies_of(asks):
    """What a visitor gets while the database is away, by the word of the one who found that it is."""
    with patch.object(database_away.breaker, "closes_at", math.inf):
        return ask_all(asks)


@pytest.mark.parametrize("is_told", [True, False], ids=["told after the commit", "noted within a minute"])
def test_a_last_copy_is_of_what_readers_still_get(is_told, site, django_capture_on_commit_callbacks):
    page = published_through_the_workflow(site.draft(standfirst=PLANTED))
    pages = [Ask(f"/{path}") for path in Known().published]
    ask_all(pages)
    note_what_readers_get()
    assert leaking(last_copies_of(pages)), "Readers get it, and there is a copy."

    with django_capture_on_commit_callbacks(execute=is_told):
        taken_away(page)
    if not is_told:
        note_what_readers_get()

    assert leaking(last_copies_of(pages)) == []


def test_a_last_copy_shows_nothing_unsigned(site):
    for sentence in TOGETHER:
        DOORS[sentence].plant(site)
    asks = readers_asks(Known())
    ask_all(asks)
    note_what_readers_get()

    answers = last_copies_of(asks)

    assert any(b"You are reading this page as of" in answer.body for answer in answers)
    assert leaking(answers) == []


def test_no_page_has_to_be_read_again_after_every_door(before):
    again = [ask.address for ask, found in before.remembered.items() if not found.is_of_queries_only]

    assert [address for address in again if before.remembered[Ask(address)].answer.is_text] == []


# Whether the net itself holds


def left_open(request, way):
    """A door that somebody left open: the title of a live row, in one way or another."""
    title = Page.objects.get(slug="inversion-therapy").title
    ways = {
        "body": lambda: HttpResponse(f"<p>{title}</p>"),
        "header": lambda: HttpResponse(headers={"X-Title": title}),
        "redirect": lambda: HttpResponseRedirect(f"/{slugify(title)}/"),
        "cookie": lambda: with_cookie(title),
        "download": lambda: FileResponse(io.BytesIO(title.upper().encode())),
    }
    return ways[way]()


def with_cookie(title):
    response = HttpResponse()
    response.set_cookie("title", title)
    return response


WAYS = ["body", "header", "redirect", "cookie", "download"]
#: This module can stand in for the site's addresses: the same, with the open doors before them.
urlpatterns = [*(path(f"opened/{way}/", left_open, {"way": way}) for way in WAYS), *real_addresses]


def test_an_open_door_is_found_whatever_way_it_leads(site, settings):
    settings.ROOT_URLCONF = __name__
    earlier, so_far = remember(readers_asks(Known())), written()

    DOORS["all live pages updated in one query"].plant(site)

    asks = worth_asking(readers_asks(Known()), earlier, written_since(so_far))
    assert leaking(ask_all(asks)) == [Ask(f"/opened/{way}/") for way in WAYS]


def test_a_reader_who_gets_something_else_than_before_is_noticed(site, before):
    publication = site.article.publication
    damage(
        "UPDATE articles_publication SET edition_id = %s WHERE id = %s", publication.edition.previous_id, publication.pk
    )

    assert "/back-pain/inversion-therapy/" in changed(read_again(before), before)


def test_a_door_that_was_not_tried_is_noticed(site, before):
    assert tables_holding(MARKER, before.touched()) == set()


def test_whatever_is_written_is_noticed(site, before):
    """By Django, by a trigger, and within a transaction that goes on."""
    assert before.touched() == set()

    DOORS["a new draft of every kind of page, beside those that are published"].plant(site)

    assert {"wagtailcore_revision", "articles_draftrecord"} <= before.touched()
    assert tables_read_by('SELECT 1 FROM "articles_edition" e, auth_group') == {"articles_edition", "auth_group"}
    assert {"articles_signoff", "articles_sourcechange"} <= tables_read_by("SELECT articles_verdicts_of(1)")


def test_what_a_function_in_a_statement_reads_is_known():
    functions = {"asks": ["SELECT looks()"], "looks": ["SELECT 1 FROM a"], "composes": ["execute 'SELECT ' || $1"]}
    functions |= {"counts": [None]}

    assert named_in("SELECT asks() FROM b", {"a", "b", "c"}, functions) == {"a", "b"}
    assert named_in("SELECT composes('c')", {"a", "b", "c"}, functions) is None
    assert named_in("SELECT counts(1)", {"a", "b", "c"}, functions) is None


def test_what_a_visitor_typed_is_not_taken_for_a_leak(site):
    (answer,) = ask_all([Ask(f"/admin/pages/?q={MARKER}")])

    assert MARKER in answer.head.decode() and not answer.shows(MARKER)


def test_a_new_reader_address_is_noticed(settings):
    addresses = ModuleType("addresses")
    addresses.urlpatterns = [path("<slug:topic>/leaflet.pdf", left_open, name="leaflet"), *real_addresses]
    settings.ROOT_URLCONF = addresses

    (sentence,) = new_addresses()

    assert sentence.startswith("A new reader address: leaflet at /<slug:topic>/leaflet.pdf; say in tests/gate/surfaces")


# Whether the table is complete


def test_every_reader_address_is_asked_for():
    assert new_addresses() == []


def test_every_action_of_the_admins_api_has_a_row():
    assert set(PagesAdminAPIViewSet.actions) == admin_api.TRIED, "Write its row in tests/gate/doors/admin_api.py."


def test_every_bulk_action_on_pages_has_a_row():
    there = bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page")

    assert {action.action_type for action in there} == {"delete", "move", "publish", "unpublish"}


def test_every_app_of_wagtails_has_been_looked_at():
    """What an app adds can change what readers get. Write its rows, then name it here."""
    looked_at = {"admin", "documents", "images", "search", "sites", "snippets", "users"}
    looked_at |= {"contrib.simple_translation", "contrib.typed_table_block"}
    looked_at.add("contrib.settings")  # name, logo and region are nobody's text: tests/reading/test_site_settings.py
    installed = {config.name for config in apps.get_app_configs() if config.name.startswith("wagtail")}

    assert installed <= {"wagtail", *(f"wagtail.{name}" for name in looked_at)}


def test_no_module_of_doors_is_left_out():
    """A door that nobody imports is not tried, and nothing would fail."""
    written = sum(path.read_text().count("\n@door(") for path in Path(registry.__file__).parent.glob("*.py"))

    assert len(DOORS) >= written > 150
