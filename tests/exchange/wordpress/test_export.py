"""An export is read whatever its size and whatever is wrong with it, and what was mended is told."""

import tracemalloc
from encodings.aliases import aliases

import pytest

from editorial.exchange.wordpress.exported import stream
from editorial.exchange.wordpress.exported.export import read_export
from editorial.exchange.wordpress.exported.stream import RefusedExportError
from tests.exchange.wordpress.exports import export, item


@pytest.fixture
def read(tmp_path, monkeypatch):
    """The site and the items of a file, which is read in blocks so short that they cut every tag somewhere."""

    def read(text, encoding="utf-8", block=97):
        monkeypatch.setattr(stream, "BLOCK", block)
        path = tmp_path / "export.xml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        site, *items = read_export(path)
        return site, items

    return read


def test_what_wordpress_says_of_a_post_is_read(read):
    site, (post,) = read(
        export(
            item(
                7,
                "<p>Rest &amp; move.</p>",
                title="Rest & move",
                terms=[("category", "back", "Back pain"), ("post_tag", "rest", "Rest")],
                meta={"_thumbnail_id": "9"},
                parent=3,
            )
        )
    )

    assert (site.title, site.address, site.notes) == ("Old Relief", "https://old.example", [])
    assert site.authors["ana"].name == "Ana Kirui"
    assert [(term.slug, term.parent) for term in site.terms] == [("back", ""), ("sciatica", "back")]
    assert (post.number, post.parent, post.title, post.kind) == (7, 3, "Rest & move", "post")
    assert post.content == "<p>Rest &amp; move.</p>"
    assert [(term.taxonomy, term.slug) for term in post.terms] == [("category", "back"), ("post_tag", "rest")]
    assert post.meta == {"_thumbnail_id": "9"} and post.written.year == 2020 and post.notes == []


def test_a_text_may_speak_of_items_and_sections(read):
    content = "<pre></item><item> and //<![CDATA[ x //]]]]><![CDATA[></pre>"

    _site, items = read(export(item(1, content), item(2)))

    assert [post.number for post in items] == [1, 2]
    assert items[0].content == "<pre></item><item> and //<![CDATA[ x //]]></pre>"
    assert items[0].notes == []


@pytest.mark.parametrize(
    ("before", "after", "kept", "note"),
    [
        ("<title>Post 1", "<title>Salt & pepper, AT&T", "Salt & pepper, AT&T", "2 raw “&” were mended."),
        ("<title>Post 1", "<title>Caf&eacute;", "Café", "1 entity of HTML became its character."),
        ("<title>Post 1", "<title>Five\x0510", "Five 10", "1 control character became a space."),
        (
            "<dc:creator>",
            "<atom:link href='x'/><dc:creator>",
            "Post 1",
            "1 prefix, such as “atom:”, was bound to nothing.",
        ),
        ("<wp:status>", "<b><wp:status>", "Post 1", "passed over."),
        ("</p>]]></content", "</p></content", "Post 1", "1 CDATA section had no end."),
    ],
)
def test_what_wordpress_takes_is_mended_and_told(read, before, after, kept, note):
    _site, (first, second) = read(export(item(1), item(2)).replace(before, after, 1))

    assert first.title == kept
    assert first.content == "<p>Rest helps.</p>"
    assert any(note in said for said in first.notes), first.notes
    assert (second.number, second.notes) == (2, [])


def test_a_section_without_an_end_at_the_end_of_an_item_takes_no_other_item_along(read):
    broken = item(1, raw="<wp:note><![CDATA[lost</wp:note>")

    _site, items = read(export(broken, item(2), item(3)))

    assert [post.number for post in items] == [1, 2, 3]
    assert items[0].notes == ["1 CDATA section had no end."]


@pytest.mark.parametrize(
    ("declared", "written"),
    [("ISO-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("UTF-8", "utf-8-sig"), ("UTF-16", "utf-16")],
)
def test_a_file_is_read_in_the_encoding_that_it_names(read, declared, written):
    site, (post,) = read(export(item(1, title="Café"), encoding=declared), written)

    assert post.title == "Café" and site.notes == post.notes == []


def test_bytes_of_another_encoding_are_read_and_told(read):
    _site, (post,) = read(export(item(1, title="5 µg – “daily”")).encode("cp1252"), block=1 << 20)

    assert post.title == "5 µg – “daily”" and "bytes were not in the encoding" in post.notes[0]


@pytest.mark.parametrize(
    "declared",
    ["UTF-7", "no-such-thing", "rot13", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "hz", "cp037"],
)
def test_a_file_in_an_encoding_that_is_none_of_plain_text_is_refused(read, declared):
    with pytest.raises(RefusedExportError, match=f"in the encoding “{declared}”, which is not read. Save it in UTF-8"):
        read(export(item(1), encoding=declared))


@pytest.mark.parametrize("declared", sorted(set(aliases.values())))
def test_whatever_encoding_is_read_rewrites_no_plain_words(read, declared):
    words = r"\x41 \u0041 +AGE- ~{VPND~} 10 mg"
    try:
        _site, (post,) = read(export(item(1, title=words), encoding=declared).encode() + b"\xff\x80 \x1b$B~ \x81")
    except RefusedExportError:
        return
    assert post.title == words


def test_a_site_at_no_address_is_refused(read):
    with pytest.raises(RefusedExportError, match="at “http://.bad”, which is no address"):
        read(export(item(1)).replace("<wp:base_blog_url>https://old.example", "<wp:base_blog_url>http://[bad"))


def test_a_file_that_ends_in_the_middle_gives_what_it_has(read):
    text = export(item(1), item(2))

    _site, items = read(text[: text.index("<wp:post_date_gmt>", text.index("Post 2"))])

    assert [post.number for post in items] == [1, 2]
    assert any("had no end" in note for note in items[1].notes)


def test_a_file_without_version_is_read_and_that_is_told(read):
    site, (post,) = read(export(item(1)).replace("<wp:wxr_version>1.2</wp:wxr_version>", ""))

    assert "does not say which version" in site.notes[0] and post.number == 1


BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "orders", [BOMB, '<!DOCTYPE rss SYSTEM "http://evil.example/x.dtd">', '<!ENTITY x SYSTEM "file:///etc/passwd">']
)
def test_a_file_that_gives_the_parser_orders_is_refused(read, orders):
    with pytest.raises(RefusedExportError, match="declares a document type or entities"):
        read(export(item(1, "&b;")).replace("<rss", f"{orders}<rss", 1))


@pytest.mark.parametrize("text", ["", "Hello", "<html><body>Hello</body></html>", "\x00\x01"])
def test_what_is_no_export_is_refused(read, text):
    with pytest.raises(RefusedExportError, match="no export of WordPress"):
        read(text)


def test_orders_within_an_item_are_not_done(read):
    broken = item(1).replace("<title>Post 1", f"{BOMB}<title>&b;&x;", 1)

    _site, (post, other) = read(export(broken, item(2)))

    assert "aaaa" not in post.title and other.number == 2


@pytest.mark.thorough
def test_an_export_of_any_size_needs_the_memory_of_one_item(tmp_path):
    path = tmp_path / "large.xml"
    one = item(1, "<p>Rest helps.</p>" * 500)
    with open(path, "w") as file:
        file.write(export(tail=""))
        for _number in range(4000):
            file.write(one)
    assert path.stat().st_size > 30_000_000

    tracemalloc.start()
    count = sum(1 for _item in read_export(path))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 4001 and most < 12_000_000


def test_a_post_of_ten_million_characters_is_read(read):
    _site, (post, other) = read(export(item(1, "<p>x</p>" * 1_250_000), item(2)), block=1 << 20)

    assert len(post.content) == 10_000_000 and other.number == 2


def test_what_was_pasted_from_word_takes_no_words_along(read):
    pasted = '<p>Rest. <?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" />'
    said = f"{pasted} At most 4 g.</p><p>Is it safe?></p>"

    _site, (post,) = read(export(item(1, said)))

    assert post.content == said and post.damage == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("</p>]]></content", "</p></content", "1 CDATA section had no end."),
        ("<title>Post 1", "<title>Give 10<sup>6</sup> units", "1 field had elements of the file among its words."),
        ("<wp:status>", "<b><wp:status>", "passed over."),
        ("</item>\n", "", "1 item had no end."),
    ],
)
def test_what_is_damaged_may_lack_words_and_is_told_apart(read, before, after, told):
    _site, (first, second) = read(export(item(1), item(2)).replace(before, after, 1))

    assert any(told in said for said in first.damage) and second.damage == []
