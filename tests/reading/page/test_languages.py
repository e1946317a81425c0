"""A page is all in one language: the one that its address begins with."""

import re
from datetime import timedelta
from functools import cache
from html.parser import HTMLParser

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import strip_tags
from post_office.models import Email

from articles.reading.addresses.page_addresses import (
    comparison_url,
    edition_url,
    hand_out_url,
    history_url,
    record_page_url,
)
from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.signed.sign_offs import SignOff
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.corrections.emails import answer_reader
from editorial.feedback.reports.receipts import edition_token, link_part, new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.reports.report_sets import SECOND_THOUGHTS
from editorial.review.publishing.status import hold
from pain_site.catalogues import LANGUAGES, as_tuple, catalogue
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, fresh
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import published_article
from tests.factories.signing import published
from tests.factories.translations import in_language
from tests.feedback.form_time import time_in_form

pytestmark = pytest.mark.django_db
IN_EACH = pytest.mark.parametrize("language", LANGUAGES)
ALL = [("en-gb", "English"), *((code, code) for code in LANGUAGES)]
#: What is the same in every language: names, and words of programs.
NAMES = "Plain Relief Samaritans NHS 111 Childline Yellow Card PubMed ISBN verify_record.py witness.py check_record.js"
NOT_READ = {"script", "style", "code", "pre", "svg"}
SAID_BY = {"alt", "aria-label", "title", "placeholder"}
FILLED_IN = re.compile(r"%\(\w+\)[sd]|%[sd]|%%n")


@pytest.fixture(autouse=True, scope="module")
def four_languages():
    with override_settings(WAGTAIL_I18N_ENABLED=True, LANGUAGES=ALL, WAGTAIL_CONTENT_LANGUAGES=ALL):
        yield


@pytest.fixture(scope="module")
def pages(scene):
    """An article and its translations, by their languages."""
    original = published_article("Inversion therapy", slug="inversion")
    return {"en-gb": original, **{code: published(in_language(code, original)) for code in LANGUAGES}}


def home(code):
    return "/" if code == "en-gb" else f"/{code}/"


class Words(HTMLParser):
    """What somebody who sees or hears a page is told, piece by piece."""

    def __init__(self, html):
        super().__init__()
        self.said, self._inside = set(), []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag in NOT_READ:
            self._inside.append(tag)
        read = {
            text for name, text in attributes if name in SAID_BY or name.startswith("data-") and name != "data-check"
        }
        self.said |= {text.strip() for text in read if text}

    def handle_endtag(self, tag):
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data):
        if not self._inside and data.strip():
            self.said.add(" ".join(data.split()))


@cache
def sentences(language):
    """(pattern, whether it may stand inside another piece) of each English sentence, and what is the same in both."""
    patterns, same = [], set()
    for message in filter(lambda message: message.id, catalogue(language)):
        for english in as_tuple(message.id):
            english = english.replace("%%n", "%n") if "%%" in english else english
            if english in as_tuple(message.string):
                same.add(english)
                continue
            words = FILLED_IN.sub("", strip_tags(english)).split()
            if FILLED_IN.search(english) and len(words) < 2:
                continue  # too little of it is ours
            pattern = ".+?".join(map(re.escape, FILLED_IN.split(english)))
            patterns.append((re.compile(pattern), len(words) > 2))
    return patterns, same


def in_english(said, language):
    """The pieces that say what the catalogue has a translation of."""
    patterns, _same = sentences(language)
    return [
        piece
        for piece in said
        if any(pattern.fullmatch(piece) or is_long and pattern.search(piece) for pattern, is_long in patterns)
    ]


def words_of_editions():
    """What people signed stands in whatever language they signed it in."""
    documents = " ".join(Edition.objects.values_list("document", flat=True))
    signed = " ".join(f"{row.statement} {row.checklist} {row.interests} {row.shown}" for row in SignOff.objects.all())
    paths = " ".join(Publication.objects.values_list("path", flat=True))
    return " ".join(strip_tags(f"{documents} {signed} {paths}".replace("\\n", " ")).split())


def left_in_english(here, there, language):
    """What both pages say alike, that is neither an edition's words, nor a name, nor the same in both languages."""
    known = f"{words_of_editions()} {NAMES}"
    _patterns, same = sentences(language)
    alike = {piece.removesuffix(" | Plain Relief").strip(" ,:") for piece in here & there}
    alike = {piece for piece in alike if re.search("[A-Za-z]{3}", piece) and piece not in same}
    return sorted(piece for piece in alike if piece not in known and not re.fullmatch(r"[\w/=?&#:;.%-]+", piece))


LISTS = [
    "search/",
    "search/?q=zzzz",
    "a-z/",
    "corrections/",
    "what-readers-told-us/",
    "topics/",
    "for-programs/",
    "feedback/receipt/",
    "nowhere/",
]


@IN_EACH
@pytest.mark.parametrize("path", LISTS)
def test_a_page_of_the_sites_own_is_all_in_its_language(client, pages, language, path):
    here, there = (Words(client.get(home(code) + path).content.decode()).said for code in (language, "en-gb"))

    assert in_english(here, language) == []
    assert left_in_english(here, there, language) == []


def around(page):
    path, number = path_of(page), page.editions.get().number
    return [
        path,
        edition_url(path, number),
        history_url(path),
        record_page_url(path, number),
        hand_out_url(path, number),
    ]


@IN_EACH
@pytest.mark.parametrize("place", range(5), ids=["article", "edition", "history", "record", "hand-out"])
def test_a_page_about_a_text_is_all_in_the_language_of_the_text(client, pages, language, place):
    here, there = (Words(client.get(around(pages[code])[place]).content.decode()).said for code in (language, "en-gb"))

    assert in_english(here, language) == []
    assert left_in_english(here, there, language) == []


@IN_EACH
def test_what_was_corrected_and_is_checked_is_told_in_the_language_of_the_text(client, pages, language):
    page = pages[language]
    changes = {"standfirst": "Faux.", "change_class": "correction", "change_note": "Faux.", "translates_edition": 1}
    published(edited(page, **changes))
    hold(fresh(page), by=UserFactory(editor=True), notice="Faux.", reason="Report 12")
    path = path_of(page)

    for address in (
        path,
        edition_url(path, 1),
        history_url(path),
        comparison_url(path, 1, 2),
        home(language) + "corrections/",
    ):
        said = Words(client.get(address).content.decode()).said
        assert "Faux." in said and in_english(said, language) == []


@IN_EACH
def test_what_a_reader_sends_is_answered_in_the_language_of_what_they_read(client, pages, language):
    edition = pages[language].editions.get()
    article = client.get(path_of(pages[language])).content.decode()
    action = re.search(r'<form method="post" action="([^"]*feedback[^"]*)"', article)[1]

    answer = client.post(action, {"helpful": "no", "token": edition_token(edition.pk)})
    asked = client.get(answer["Location"])
    wrong = client.post(answer["Location"], {"opened": time_in_form(edition.pk)})
    thanks = client.post(
        answer["Location"], {"opened": time_in_form(edition.pk), "comment": "I want to kill myself", "reason": "other"}
    )
    crisis = client.get(thanks["Location"])

    assert action.startswith(f"/{language}/") and thanks["Location"].startswith(f"/{language}/")
    for response in (asked, wrong, crisis):
        assert f'<html lang="{language}"' in response.content.decode()
        assert in_english(Words(response.content.decode()).said - {"I want to kill myself"}, language) == []


@IN_EACH
def test_the_form_for_a_report_and_its_refusals_are_in_the_language_of_the_article(client, pages, language):
    edition = pages[language].editions.get()
    with translation.override(language):
        address = f"{reverse('feedback:report')}?edition={edition.pk}"
    long = {"opened": time_in_form(edition.pk), "comment": "x" * 5000, "email": "nobody", "reason": "none of them"}

    for response in (client.get(address), client.post(address, long), client.post(f"/{language}/feedback/", {})):
        assert in_english(Words(response.content.decode()).said, language) == []


@IN_EACH
def test_a_report_that_was_sent_is_shown_in_the_language_of_the_address(client, pages, language):
    code = new_receipt()
    receive(pages[language].editions.get(), receipt=code, reason="not_accurate", comment="Faux.", helpful=False)

    text = client.get(f"/{language}/feedback/receipt/{link_part(code)}/").content.decode()

    assert in_english(Words(text).said, language) == []


@IN_EACH
def test_a_page_that_was_taken_away_says_so_in_its_language(client, pages, language):
    taken_away(fresh(pages[language]))

    text = client.get(path_of(pages[language])).content.decode()

    assert in_english(Words(text).said, language) == []
    assert f'<a href="/{language}/">' in text


@IN_EACH
def test_the_reader_who_reported_is_written_to_in_the_language_of_what_they_read(pages, language):
    receipt = new_receipt()
    receive(pages[language].editions.get(), receipt=receipt, reason="not_accurate", comment="x", email="jo@example.org")
    report = Report.objects.with_receipt(receipt)
    long_ago = timezone.now() - SECOND_THOUGHTS - timedelta(days=1)
    Report.objects.filter(pk=report.pk).update(state=Report.State.NO_CHANGE, closed_at=long_ago)

    answer_reader(report.pk)

    letter = Email.objects.order_by("-pk").first()
    said = {line for line in f"{letter.subject}\n{letter.message}".splitlines() if line}
    assert in_english(said, language) == []
    assert f'<html lang="{language}">' in letter.html_message


@IN_EACH
def test_a_failure_is_told_in_the_language_of_the_address(client, pages, language, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("articles.reading.search.finding.search", lambda *args, **options: 1 / 0)

    response = client.get(f"/{language}/search/")

    assert response.status_code == 500
    assert f'<html lang="{language}" dir="ltr">' in response.content.decode()
    assert in_english(Words(response.content.decode()).said, language) == []


def test_a_day_is_written_as_in_its_language(client, pages):
    said = Words(client.get(path_of(pages["de"])).content.decode()).said

    assert any(re.fullmatch(r"\d{1,2}\. \w+ \d{4}", piece) for piece in said)


def test_the_index_has_the_titles_of_its_language(client, pages):
    assert path_of(pages["fr"]) in client.get("/fr/a-z/").content.decode()
    assert path_of(pages["de"]) not in client.get("/fr/a-z/").content.decode()
    assert path_of(pages["fr"]) not in client.get("/a-z/").content.decode()


def test_programs_are_told_where_the_lists_of_a_language_are(client, pages):
    lists = client.get("/sitemap-lists.xml").content.decode()

    assert "/fr/a-z/</loc>" in lists and "/a-z/</loc>" in lists
    assert "Disallow: /fr/feedback/\n" in client.get("/robots.txt").content.decode()


@IN_EACH
def test_the_markdown_of_a_page_is_in_its_language(client, pages, language):
    lines = client.get(f"{path_of(pages[language])}index.md").content.decode().splitlines()

    assert in_english({line.strip("#- ") for line in lines if line}, language) == []


def test_an_address_in_a_language_that_readers_do_not_get_leads_nowhere(client, pages):
    assert client.get("/nl/search/").status_code == 404
    assert '<html lang="en-gb"' in client.get("/nl/search/").content.decode()


def test_no_header_and_no_cookie_changes_the_language(client, pages):
    client.cookies["django_language"] = "fr"

    response = client.get("/search/", headers={"Accept-Language": "de"})

    assert '<html lang="en-gb"' in response.content.decode()
    assert "Accept-Language" not in response.get("Vary", "")


def test_what_the_desk_reads_leads_readers_nowhere_else():
    with translation.override("nl"):
        assert reverse("search") == "/search/"
