"""Everything that a visitor without an account can ask this site for, computed from its own URL configuration.

A new reader address needs nothing here if it has no parts, or parts that VALUES knows. Otherwise the tests fail until
FILLERS says which addresses to ask.
"""

import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from urllib.parse import quote, unquote

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import RequestFactory
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils.functional import cached_property
from django.utils.html import escape
from wagtail.models import Page

from articles.reading.listings.a_to_z import LETTERS
from articles.reading.listings.sitemaps import SITEMAPS
from articles.record.published.addresses import AddressChange, MovedInAddress
from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.signed.pictures import WIDTHS, EditionImage, SiteImage
from editorial.feedback.reports.receipts import edition_token
from editorial.syndication.recalls.recall import Recall
from editorial.syndication.recalls.taking_in import take_in
from tests.feedback.form_time import time_in_form

#: Asked of every address: another page of it, what one could hope opens a draft, and a word to search for.
QUERIES = ("page=2", "q=Planted&query=Planted&preview=true&version=draft&is_preview=1&in_preview_panel=1")
#: What a visitor searches for who has heard of something: one of its words, and another one not quite right.
SEARCHES = ("Planted", "unsigned7f3a9")
#: What changes from one request to the next and tells nobody anything.
VOLATILE = re.compile(
    rb'name="(?:csrfmiddlewaretoken|opened)" value="[^"]*"|nonce="[^"]*"|<(?:lastBuildDate|updated)>[^<]*'
)


@dataclass(frozen=True)
class Surface:
    """One pattern of the URL configuration: its name with namespaces, its route, its named parts, how many others."""

    name: str
    route: str
    parts: tuple
    unnamed: int

    @property
    def is_admin(self):
        return f"/{self.route}".startswith(reverse("wagtailadmin_home"))


def surfaces():
    """Every pattern of the site, depth first."""
    return list(_below(get_resolver()))


def _below(resolver, route="", namespace="", parts=(), unnamed=0):
    for entry in resolver.url_patterns:
        here = f"{route}{str(entry.pattern).lstrip('^')}"
        regex, converters = entry.pattern.regex, entry.pattern.converters
        named = (*parts, *(converters or regex.groupindex))
        others = unnamed + (0 if converters else regex.groups - len(regex.groupindex))
        if isinstance(entry, URLResolver):
            inside = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _below(entry, here, inside, named, others)
        else:
            yield Surface(f"{namespace}{entry.name or here}", here, named, others)


class Known:
    """What addresses are made of, as the database has it now: out of readers' rows and out of the workshop's."""

    @cached_property
    def published(self):
        """Where readers get something. Here as everywhere below, a path has no first slash."""
        return {path.removeprefix("/") for path in Publication.objects.values_list("path", flat=True)}

    @cached_property
    def former(self):
        """Where readers got something once, here or on the site that a page was moved in from."""
        moved_in = MovedInAddress.objects.exclude(address__contains="?").values_list("address", flat=True)
        left = {path.removeprefix("/") for path in AddressChange.objects.values_list("path", flat=True)}
        return left | {f"{address.strip('/')}/" for address in moved_in}

    @cached_property
    def paths(self):
        """Where pages are, where they would be if they were published as they stand, and where none is."""
        found = self.published | self.former
        tree = Page.objects.filter(depth__gt=2).values_list("url_path", "latest_revision__content__slug")
        for url_path, slug_of_draft in tree:
            path = url_path.split("/", 2)[2]
            found |= {path, f"{path.rstrip('/').rpartition('/')[0]}/{slug_of_draft}/".lstrip("/")}
        nearly_right = {"planted/", f"{min(self.published - {''}, key=len)}planted/"}  # somebody may have suggestions
        return sorted(found | nearly_right)

    @cached_property
    def page_ids(self):
        return list(Page.objects.filter(depth__gt=1).order_by("pk").values_list("pk", flat=True))

    @cached_property
    def editions(self):
        """(path, page id, number) of every edition, and of the next one where there are several."""
        rows = Edition.objects.values_list("page__publication__path", "page", "number")
        there = {(path.removeprefix("/"), page, number) for path, page, number in rows}
        return sorted(there | {(path, page, number + 1) for path, page, number in there if number > 1})

    @cached_property
    def reported_on(self):
        """The ids of editions that readers can report on, the newest last."""
        return list(Edition.objects.filter(kind="article").order_by("pk").values_list("pk", flat=True))

    @cached_property
    def pictures(self):
        """The hashes of the pictures of editions, and of those that only the workshop has."""
        kept, drawn = EditionImage.objects.values_list("pk"), SiteImage.objects.values_list("sha256")
        return sorted({sha256 for (sha256,) in [*kept, *drawn]})

    @cached_property
    def recalls(self):
        """Where pages of the list of recalls begin, after a worker has brought it up to the record."""
        take_in()
        return [0, *Recall.objects.order_by("number").values_list("number", flat=True)[:1]]

    @cached_property
    def uploads(self):
        """The names of the workshop's files."""
        root = Path(settings.MEDIA_ROOT)
        return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


@dataclass(frozen=True)
class Ask:
    """One request of a visitor."""

    address: str
    method: str = "GET"
    form: tuple = ()


@dataclass(frozen=True)
class Answer:
    """What came back, with its headers, and where it led."""

    ask: Ask
    status: int
    head: bytes
    body: bytes

    def shows(self, marker):
        """Whether it tells the visitor something that was not in the visitor's own request."""
        own = (self.ask.address, quote(self.ask.address), unquote(self.ask.address), escape(self.ask.address))
        text = self.head + b"\n" + self.body
        for words in sorted(set(own), key=len, reverse=True):
            text = text.replace(words.encode(), b"")
        return marker.encode() in text.lower()

    @property
    def is_shut(self):
        """Whether it sends the visitor to the log-in, or away."""
        to_log_in = f"Location: {reverse('wagtailadmin_login')}".encode()
        return self.status in (403, 404, 405) or (self.status == 302 and to_log_in in self.head)

    @property
    def is_text(self):
        return re.search(rb"Content-Type: (?:text/|application/(?:json|xml|rss|atom))", self.head) is not None

    @property
    def fixed(self):
        """The answer without what differs each time."""
        return self.status, VOLATILE.sub(b"", self.body)


#: For named parts the addresses are all combinations of these values.
VALUES = {
    "path": lambda known: known.paths,
    "page": lambda known: known.page_ids,
    "sha256": lambda known: known.pictures,
    "width": lambda known: WIDTHS[:1],
    "section": lambda known: SITEMAPS,
}

#: By name, or by route where a pattern has no name: what to put into the parts, or whole requests.
FILLERS = {
    "wagtail_serve": lambda known: [(path,) for path in known.paths],
    "topics": lambda known: [("",), ("fr/",)],
    "a_to_z_letter": lambda known: [(letter,) for letter in LETTERS],
    "history": lambda known: [(path,) for path in known.paths],
    "markdown": lambda known: [(path,) for path in known.paths],
    "topic_feed": lambda known: [(path,) for path in known.paths if path],
    "edition": lambda known: [(path, number) for path, _, number in known.editions],
    "hand_out": lambda known: [(path, number) for path, _, number in known.editions],
    "record_page": lambda known: [(path, number) for path, _, number in known.editions],
    "trust_record": lambda known: [(path, number) for path, _, number in known.editions],
    "logo": lambda known: [("0" * 16,)],
    "log_tile": lambda known: [(f"tile/{level}/000{part}",) for level in ("0", "entries") for part in ("", ".p/1")],
    "comparison": lambda known: [(path, number - 1, number) for path, _, number in known.editions if number > 1],
    "api:edition": lambda known: [(page, number) for _, page, number in known.editions],
    "api:recalls": lambda known: [Ask(f"{reverse('api:recalls')}?after={number}") for number in known.recalls],
    "api:answer": lambda known: [(1,)],  # what is sent there needs a key, and says no more than was sent
    "api:forget": lambda known: [(page, number) for _, page, number in known.editions],
    "api_nothing": lambda known: [(f"pages/{slug}/",) for slug in ("planted", *map(str, known.page_ids[:1]))],
    "search": lambda known: [Ask(f"{reverse('search')}?q={words}") for words in ("", *SEARCHES)],
    "search_suggestions": lambda known: [Ask(f"{reverse('search_suggestions')}?q={words}") for words in SEARCHES],
    "feedback:report": lambda known: [Ask(f"{reverse('feedback:report')}?edition={pk}") for pk in known.reported_on],
    "feedback:answer": lambda known: [Ask(reverse("feedback:answer"))],
    "feedback:thanks": lambda known: [("not-a-receipt",)],  # real ones are led to by the forms
    "feedback:kept": lambda known: [("not-a-receipt",)],
    "feedback:status": lambda known: [("not-a-receipt",)],
}


def forms(known):
    """What readers can send; each answer leads on to another one."""
    newest, report = known.reported_on[-1], f"{reverse('feedback:report')}?edition="
    words = {"helpful": "yes", "edition": newest, "token": edition_token(newest)}
    return [
        Ask(reverse("feedback:answer"), "POST", tuple(words.items())),
        Ask(reverse("feedback:answer"), "POST", tuple({**words, "token": ""}.items())),
        # What a reader writes, and nothing that is ours.
        Ask(reverse("feedback:preview"), "POST", (("comment", "Call me on 07700 900123."),)),
        *(
            Ask(f"{report}{pk}", "POST", (("opened", time_in_form(pk)), ("comment", comment)))
            for pk in known.reported_on
            for comment in ("", "Well.")
        ),
    ]


def can_be_filled(surface):
    return surface.name in FILLERS or not surface.unnamed and set(surface.parts) <= set(VALUES)


def new_addresses():
    """A sentence for each reader address that nobody has said how to ask for."""
    return [
        f"A new reader address: {surface.name} at /{surface.route}; "
        "say in tests/gate/surfaces.py, under FILLERS, which addresses to ask."
        for surface in readers_surfaces()
        if not can_be_filled(surface)
    ]


def filled(surface, known):
    """The requests to make of one surface."""
    if surface.name in FILLERS:
        made = FILLERS[surface.name](known)
        return [item if isinstance(item, Ask) else Ask(reverse(surface.name, args=item)) for item in made]
    if not surface.parts:
        return [Ask(f"/{surface.route}")]
    values = product(*(VALUES[part](known) for part in surface.parts))
    return [Ask(reverse(surface.name, kwargs=dict(zip(surface.parts, each, strict=True)))) for each in values]


def readers_surfaces():
    return [surface for surface in surfaces() if not surface.is_admin]


def readers_asks(known):
    """A plain request of everything that a reader can reach, and of the workshop's files."""
    asks = [ask for surface in readers_surfaces() if can_be_filled(surface) for ask in filled(surface, known)]
    return asks + [
        Ask(f"{base}{name}") for base in ("/media/", "/static/", settings.MEDIA_URL) for name in known.uploads
    ]


def variants(asks):
    """The same addresses: for the headers alone, and with everything in QUERIES."""
    queries = [Ask(f"{ask.address}{'&' if '?' in ask.address else '?'}{query}") for ask in asks for query in QUERIES]
    return [*(Ask(ask.address, "HEAD") for ask in asks), *queries]


#: What fits the parts of admin addresses; a part called `pk` or `…_id` or `…_pk` gets a page's id.
ADMIN_VALUES = {
    "step": "topics",
    "app_label": "wagtailcore",
    "app_name": "wagtailcore",
    "model_name": "page",
    "content_type_app_name": "articles",
    "content_type_model_name": "articlepage",
    "action": "publish",
    "action_name": "approve",
    "filter_spec": "original",
    "path": "planted.png",
    "uidb36": "1",
    "uidb64": "MQ",
    "key": "set-password",
    "token": "set-password",
}


def admin_asks(page_id, about=()):
    """(surface, request) of every address of the admin, about one page where it is about something.

    `about` says of what else there is: {the beginning of surfaces' names, or the name of a part: id}.
    """
    return [(surface, Ask(_admin_address(surface, page_id, about))) for surface in surfaces() if surface.is_admin]


def _admin_address(surface, page_id, about=()):
    if not surface.parts and not surface.unnamed:
        return f"/{surface.route.removesuffix('$').replace('.*', 'nowhere')}"
    found = [about[name] for name in sorted(about, key=len, reverse=True) if surface.name.startswith(name)]
    ids = {part: page_id for part in surface.parts if part.endswith(("pk", "_id"))}
    ids = {part: about[part] if part in about else (found or [pk])[0] for part, pk in ids.items()}
    page_id = (found or [page_id])[0]
    kwargs = {part: ids.get(part) or ADMIN_VALUES.get(part) for part in surface.parts}
    # After the page come its revisions: a number of another thing may be one by chance.
    args = [page_id, *[dict(about).get("revision_id", page_id)] * (surface.unnamed - 1)]
    try:
        return reverse(surface.name, args=args[: surface.unnamed], kwargs=kwargs)
    except NoReverseMatch as error:
        raise AssertionError(
            f"A new address of the admin: {surface.name} at /{surface.route}; "
            "say in tests/gate/surfaces.py, under ADMIN_VALUES, what fits its parts."
        ) from error


def ask_all(asks, **headers):
    """The answers to a visitor's requests, by way of all middleware and without a browser's memory."""
    handler = BaseHandler()
    handler.load_middleware()
    visitor = RequestFactory(headers=headers)
    request_finished.disconnect(close_old_connections)  # the test's own connection is none of the handler's
    try:
        return [answer for ask in asks for answer in _answers(handler, visitor, ask)]
    finally:
        request_finished.connect(close_old_connections)


def _answers(handler, visitor, ask):
    if ask.method == "POST":
        response = handler.get_response(visitor.post(ask.address, dict(ask.form)))
    else:
        response = handler.get_response(visitor.generic(ask.method, ask.address))
    yield _answer(ask, response)
    if ask.method == "POST" and response.headers.get("Location"):
        yield _answer(ask, handler.get_response(visitor.get(response.headers["Location"])))


def _answer(ask, response):
    head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    head += response.cookies.output()
    body = b"".join(response)
    response.close()
    return Answer(ask, response.status_code, head.encode(), body)
