"""Strings of many kinds and languages: those that identify somebody go, and what reports are about stays."""

import time
from pathlib import Path
from unicodedata import normalize

import pytest

from editorial.feedback.capture.words.redaction import redacting
from editorial.feedback.capture.words.redaction.kinds import Kinds
from editorial.feedback.capture.words.redaction.redacting import redact

STRINGS = [
    line.replace(r"\n", "\n").split("\t")
    for line in Path(__file__).with_name("strings.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
IN_A_TEXT = ["{}", "The table is wrong.\n{}\nPlease look at it."]


@pytest.mark.parametrize(("kind", "text"), [row[1:] for row in STRINGS if row[0] == "hide"])
def test_what_identifies_somebody_goes(kind, text):
    for around in IN_A_TEXT:
        assert redact(around.format(text)) != around.format(text)


def test_accents_that_are_written_apart_from_their_letters_hide_nobody():
    texts = [text for label, _kind, text in STRINGS if label == "hide"]

    apart = [text for text in texts if redact(normalize("NFD", text)) != redact(text)]
    assert apart == []


@pytest.mark.parametrize("country", ["UK", "US"])
@pytest.mark.parametrize("text", [row[2] for row in STRINGS if row[0] == "keep"])
def test_what_reports_are_about_stays(text, country, settings):
    settings.REGION = country

    for around in IN_A_TEXT:
        assert redact(around.format(text)) == around.format(text)


def test_numbers_that_are_looked_for_in_one_go_are_found_as_one_by_one(monkeypatch):
    in_one_go = [redact(text) for _label, _kind, text in STRINGS]

    one_by_one = [each for kind in redacting.NUMBERS for each in (kind.kinds if isinstance(kind, Kinds) else [kind])]
    monkeypatch.setattr(redacting, "NUMBERS", one_by_one)

    assert [redact(text) for _label, _kind, text in STRINGS] == in_one_go


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("my name is Jane Doe and I take 40 mg", "my name is [name] and I take 40 mg"),
        ("Call 0161 496 0345 or 0800 1111.", "Call [phone] or 0800 1111."),
        ("Ring 07700 900 455, 20 mg did nothing", "Ring [phone], 20 mg did nothing"),
        ("I was born on April 3, 1961", "I was born on [birth date]"),
        ("born on April 12, 1961, in Leeds", "born on [birth date], in Leeds"),
        ("My daughters Emma and Zoe have it", "My daughters [name] have it"),
        ("Ring 412 58 936, 20 mg did nothing", "Ring [phone], 20 mg did nothing"),
        ("Ring me about 300, 600 mg", "Ring me about 300, 600 mg"),
        ("my readings were 82 80 79 0161 496 0345", "my readings were 82 80 79 [phone]"),
        ("PMID 21982654, 0161 496 0345", "PMID 21982654, [phone]"),
        ("22 Acacia Avenue, Leeds LS6 3AA", "[address], Leeds [postcode]"),
        ("passport C03005988, lot AB123456C", "passport [ID number], lot AB123456C"),
        ("jane at gmail dot com", "[email]"),
        ("Ask jane.doe at yahoo.co.uk", "Ask [email]"),
        ("joana at hotmail.com.br", "[email]"),
        ("jane [at] outlook co uk", "[email]"),
        ("IBAN GB82 WEST 1234 5698 7654 32", "IBAN [bank account]"),
        ("https://x.example/p?tab=dose#token=abc", "https://x.example/p[part of the address]"),
        (
            "https://x.example/reset/confirm/MQ/c8x2vq-0b5c7a91e4f2d8836a7b/",
            "https://x.example/reset/[part of the address]",
        ),
        ("https://x.example/p?tab=dose", "https://x.example/p?tab=dose"),
    ],
)
def test_only_what_identifies_goes_and_its_kind_is_left(written, left):
    assert redact(written) == left


@pytest.mark.parametrize(
    "piece",
    [
        *("my name is ", "my son ", "Kind regards, ", "1 A St ", "Via A ", "rue de A ", "AB12 ", "[at] ", " dot com"),
        *("one two one ", "0-0", "1:", "ab:", "patient no ", "hospital 1 ", "A-1, ", "lot 1 ", "a@a,", "u/", "me @"),
        *("https://a/u/", "DE12 ", "born 3 ", "10.1/", "1,111", "0800 ", "1 rue A ", "Aaaastraße ", "+1 (0) "),
    ],
)
def test_a_text_made_to_be_slow_is_not(piece):
    text = (piece * 1200)[:1200]
    began = time.process_time()
    redact(text)

    assert time.process_time() - began < 0.5
