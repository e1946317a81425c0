"""The catalogues of `locale/` say everything that readers are told, and say who stands for it."""

import ast
import re
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog
from django.template.base import Lexer, TokenType
from django.test import override_settings
from django.utils.translation import gettext, ngettext, override

from pain_site import catalogues
from pain_site.catalogues import ROOT, as_tuple, catalogue, po, signer, sources, untranslated, updated
from pain_site.middleware.languages import languages_have_catalogues

LANGUAGES = pytest.mark.parametrize("language", catalogues.LANGUAGES)
#: What a translation must keep as it is: what is filled in, marks, and where links lead.
FILLED_IN = re.compile(r'%\(\w+\)[sd]|%%?n?%*|</?\w+|href="[^"]*"')
#: An attribute that a reader reads or hears.
SAID = re.compile(r'\b(?:alt|aria-label|title|placeholder|data-[a-z-]+)="([^"]*)"')
#: A choice whose label is shown.
SHOWN_CHOICE = re.compile(r"\b([A-Z]\w+)\([^()]*\)\.label")
#: Names that are the same in every language, and words that only programs read.
NAMES = {"doi:", "PubMed", "ISBN", "summary"}


def filled_in(text):
    return sorted(FILLED_IN.findall(text))


@LANGUAGES
def test_every_sentence_for_readers_is_translated(language):
    assert [message.id for message in untranslated(updated(language))] == []


@LANGUAGES
def test_the_catalogues_on_disk_are_what_the_command_makes(language):
    is_as_made = po(language).read_bytes() == catalogues.as_po(updated(language))  # pytest's own diff takes minutes
    assert is_as_made, "`./run messages` brings them up to date."


@LANGUAGES
def test_what_django_reads_is_what_people_read(language):
    compiled = read_by_django(po(language).with_suffix(".mo"))

    for message in filter(lambda message: message.id, catalogue(language)):
        assert forms_of(message, compiled) == list(as_tuple(message.string))


def test_in_english_django_reads_each_sentence_as_it_is_written():
    is_as_made = catalogues.mo_of_english().read_bytes() == catalogues.as_mo(catalogues.english())
    assert is_as_made, "`./run messages` brings it up to date."

    compiled = read_by_django(catalogues.mo_of_english())
    for message in filter(lambda message: message.id, catalogues.template()):
        assert forms_of(message, compiled) == list(as_tuple(message.id))


def read_by_django(path):
    with path.open("rb") as file:
        return GNUTranslations(file)._catalog


def forms_of(message, compiled):
    """What a message is in a compiled catalogue: once, or once for each form of a plural."""
    first, count = as_tuple(message.id)[0], len(as_tuple(message.string or message.id))
    key = f"{message.context}\x04{first}" if message.context else first
    return [compiled[key]] if count == 1 else [compiled[key, place] for place in range(count)]


@LANGUAGES
def test_a_translation_keeps_what_is_filled_in(language):
    for message in filter(lambda message: message.id, catalogue(language)):
        wanted = [filled_in(text) for text in as_tuple(message.id)]
        assert all(filled_in(text) in wanted for text in as_tuple(message.string)), message.id


@LANGUAGES
def test_a_plural_has_as_many_forms_as_the_language(language):
    catalog = catalogue(language)

    assert [list(message.check(catalog)) for message in catalog if list(message.check(catalog))] == []


@LANGUAGES
def test_who_translated_it_stands_in_the_catalogue(language):
    catalog = catalogue(language)

    assert catalog.last_translator == "machine" or signer(catalog)


def test_whoever_signs_a_catalogue_signs_its_words():
    catalog = Catalog("de")
    catalog.add("Home", "Startseite")
    catalog.header_comment = f"# Read and signed: Dr Maria Muster, 2026-11-27, {catalogues.words_of(catalog)}"
    assert signer(catalog) == "Dr Maria Muster"

    catalog.add("Search", "Suche")

    assert signer(catalog) == ""


def test_a_sentence_that_is_gone_keeps_its_translation(monkeypatch):
    known = Catalog("de")
    known.add("Said no more", "Wird nicht mehr gesagt")
    monkeypatch.setattr(catalogues, "catalogue", lambda language: known)

    text = catalogues.as_po(updated("de")).decode()

    assert '#~ msgid "Said no more"\n#~ msgstr "Wird nicht mehr gesagt"' in text


def test_a_sentence_in_an_f_string_and_one_with_a_context_are_found():
    found = catalogues.in_python(
        "x = f'[{_(\"picture\")}]'; y = pgettext('a work', 'Review'); z = ngettext('1', '2', n)"
    )

    assert set(found) == {("picture", None), ("Review", "a work"), (("1", "2"), None)}


def test_readers_templates_say_nothing_outside_of_the_catalogues():
    bare = [(source.name, words) for source in sources() if source.path.suffix != ".py" for words in bare_words(source)]

    assert bare == []


def bare_words(source):
    """What a template says without having it translated."""
    text, is_translated = "", False
    for token in Lexer(source.path.read_text()).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.split_contents()[0]
            is_translated = name in ("blocktranslate", "comment") or is_translated and not name.startswith("end")
            text += "\0" if name not in ("block", "endblock") else "<>"
        elif token.token_type == TokenType.TEXT and not is_translated:
            text += token.contents
        else:
            text += "\0"
    attributes = [words for words in SAID.findall(text) if " " in words.strip("\0 ")]
    text = re.sub(r"<code>.*?</code>|<\?xml[^>]*>", "", text, flags=re.DOTALL)
    shown = re.split(r"<[^>]*>|\0", text)
    words = {piece.strip() for piece in shown if re.search("[A-Za-z]{2}", piece)}
    return [
        *attributes,
        *sorted(word for word in words - NAMES if not re.fullmatch(r"page--\w+|[A-Z]{3}-\d|\w+\.\w{2,3}", word)),
    ]


def test_no_sentence_is_translated_before_anybody_asks():
    """What is worked out when a module is read stays in one language for ever."""
    early = [
        f"{source.name}:{call.lineno}"
        for source in sources()
        if source.path.suffix == ".py"
        for call in calls_on_reading(ast.parse(source.path.read_text()))
        if called_as(call, source.path.read_text()) in ("gettext", "ngettext", "pgettext", "npgettext")
    ]

    assert early == []


def calls_on_reading(node):
    """Calls outside of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.Lambda | ast.AsyncFunctionDef):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from calls_on_reading(child)


def called_as(call, text):
    """The name by which Django knows what is called, as far as it is a name."""
    name = getattr(call.func, "id", "")
    renamed = re.search(rf"import (\w+) as {name}\b", text) if name else None
    return renamed[1] if renamed else name


def test_no_date_is_written_in_the_english_way():
    english = re.compile(r"""date(?:_format)?[(:].*?(?<!_\()["'](?:j F|F Y|j M|F j)""")
    found = [source.name for source in sources() if not source.part and english.search(source.path.read_text())]

    assert found == []


def test_django_finds_the_translations():
    with override("fr"):
        assert ngettext("%d hour", "%d hours", 2) == "%d heures"
    with override("de-at"):
        assert gettext("Get help now") == "Holen Sie jetzt Hilfe"


def test_each_choice_that_readers_are_shown_is_on_the_readers_side():
    shown = {
        name for path in (ROOT / "articles/reading").rglob("*.py") for name in SHOWN_CHOICE.findall(path.read_text())
    }
    named = {pattern.rpartition(":")[2] for pattern in catalogues.READER_SIDE if "::" in pattern}

    assert shown and shown <= named


@pytest.mark.parametrize(("code", "warned"), [("fr", False), ("de-at", False), ("en-us", False), ("ar", True)])
def test_a_language_without_a_catalogue_is_warned_of(code, warned):
    with override_settings(LANGUAGES=[("en-gb", "English"), (code, code)]):
        assert bool(languages_have_catalogues(None)) == warned


def test_what_a_reader_writes_or_reads_of_the_desk_is_on_one_side_only():
    for pattern in catalogues.DESK_SIDE:
        assert list(ROOT.glob(pattern)), f"Nothing is at {pattern} any more."
    for pattern in catalogues.READER_SIDE:
        assert list(ROOT.glob(pattern.partition("::")[0].replace("*.", "**/*."))), f"Nothing is at {pattern} any more."
