"""What a draft becomes: nothing that a writer enters is lost on the way, and nothing is signed as Python spells it."""

import datetime
from decimal import Decimal

import pytest
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText

from articles.pages.editioned import EditionedPage, SectionedPage
from articles.record.document import Typeset, reader_document
from articles.writing.blocks import BodyBlock, SectionContentBlock
from articles.writing.typesetting import Typesetter
from tests.factories.drafts import image
from tests.factories.pages import article

pytestmark = pytest.mark.django_db

CONTENT = SectionContentBlock().child_blocks
ONLY_FOR_THE_DESK = {"decorative"}
TEXTS = (blocks.CharBlock, blocks.TextBlock)


def words(name):
    return f"Words of the {name.replace('_', ' ')}"


def filled(block, name):
    """(A raw value with something in every part of the block, what of it readers should get.)"""
    if isinstance(block, TEXTS):
        return words(name), [words(name)]
    if isinstance(block, blocks.RichTextBlock):
        return f"<p>{words(name)}</p>", [words(name)]
    if isinstance(block, blocks.ChoiceBlock):
        chosen = next(value for value, _label in block.field.choices if value)
        return chosen, [chosen]
    if isinstance(block, ImageChooserBlock):
        shown = image()
        return shown.pk, [shown.sha256]
    if isinstance(block, blocks.BooleanBlock):
        assert name in ONLY_FOR_THE_DESK
        return True, []
    if isinstance(block, TypedTableBlock):
        cells = {column: filled(cell, column) for column, cell in block.child_blocks.items()}
        table = {
            "columns": [{"type": column, "heading": words(f"head {column}")} for column in cells],
            "rows": [{"values": [raw for raw, _shown in cells.values()]}],
            "caption": "",
        }
        return table, [text for column, (_raw, shown) in cells.items() for text in [words(f"head {column}"), *shown]]
    if isinstance(block, blocks.ListBlock):
        raw, shown = filled(block.child_block, f"item of {name}")
        return [raw], shown
    assert isinstance(block, blocks.StructBlock), f"{block!r} is of a kind that nobody has thought of here"
    parts = {part: filled(child, part) for part, child in block.child_blocks.items()}
    raw = {part: raw for part, (raw, _shown) in parts.items()}
    return raw, [text for _raw, shown in parts.values() for text in shown]


@pytest.mark.parametrize("kind", CONTENT)
def test_all_that_a_writer_enters_in_a_block_reaches_the_reader(kind):
    raw, expected = filled(CONTENT[kind], kind)

    html = Typesetter().block(kind, CONTENT[kind].to_python(raw))

    assert expected
    assert [text for text in expected if text not in html] == []


def test_every_stream_of_a_page_is_one_that_is_known_here():
    pages = [EditionedPage, *EditionedPage.__subclasses__(), *SectionedPage.__subclasses__()]
    streams = {
        (field.name, *field.stream_block.child_blocks)
        for page in pages
        for field in page._meta.get_fields()
        if isinstance(field, StreamField)
    }

    texts = {("key_points", "point"), ("body", "section")}
    assert streams == texts | {("chosen", "topic"), ("groups", "group"), ("subjects", "subject")}
    assert list(BodyBlock().child_blocks["section"].child_blocks) == ["heading", "anchor", "content"]


def test_a_block_of_a_kind_that_cannot_be_set_is_an_error():
    with pytest.raises(AttributeError):
        Typesetter().block("poll", "Does it hurt?")


@pytest.mark.parametrize("thing", [datetime.date(2026, 1, 2), Decimal("1.50"), 0.1, {"a", "b"}, b"x", object()])
def test_what_has_no_one_way_to_be_written_cannot_be_signed(thing, monkeypatch):
    page = article()
    for parts in ({"since": thing}, {"since": [{"at": thing}]}, {"since": {7: "seven"}}):
        monkeypatch.setattr(page, "typeset", lambda parts=parts: Typeset(parts))
        with pytest.raises(TypeError):
            reader_document(page)


def test_what_is_no_text_cannot_be_set_in_a_block():
    quote = {"text": RichText("It hurts."), "source": datetime.date(2026, 1, 2)}

    with pytest.raises(TypeError):
        Typesetter().block("quote", quote)


def test_a_translated_and_a_safe_text_are_texts(monkeypatch):
    page = article()
    shown = {"name": lazystr("Back"), "html": mark_safe("<b>x</b>")}
    monkeypatch.setattr(page, "typeset", lambda: Typeset(shown))

    document = reader_document(page)

    assert (document["name"], document["html"]) == ("Back", "<b>x</b>")
    assert {type(document[name]) for name in ("name", "html")} == {str}
