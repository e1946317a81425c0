"""The ark: what readers get, as files that need nothing of this program."""

import json
import re
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from articles.record.published.status import PublicationStatus
from editorial.exchange.ark.addresses import file_of, is_kept, link_between
from editorial.exchange.ark.pages import Page, Styles
from editorial.exchange.ark.writing import write_ark
from tests.factories.drafts import edited, image
from tests.factories.editions import path_of, taken_away
from tests.factories.moved_in import imported_article, legacy_edition
from tests.factories.pages import article, published_article
from tests.factories.signing import published

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def ark(scene, tmp_path_factory):
    """The folder of a site with an article that has a picture, one that was withdrawn, one moved in, and a draft."""
    published_article("Heat packs", hero_image=image(), hero_alt="A heat pack")
    taken_away(published_article("Bee venom"), PublicationStatus.WITHDRAWN)
    article("Nobody has signed this")
    legacy_edition(imported_article("Moved in"))
    folder = tmp_path_factory.mktemp("ark") / "ark"
    write_ark(folder)
    return folder


def pages_of(ark):
    return {path.relative_to(ark).as_posix(): path.read_text() for path in ark.rglob("*.html")}


def searched(ark):
    """[(title, the page's file)] of what the copy's search knows."""
    pages = json.loads((ark / "ark/pages.js").read_text().removeprefix("ark.pages(").removesuffix(");\n"))
    return [(title, ark / file) for title, file, _standfirst in pages]


def edition_of(ark, title):
    """The folder of its first edition."""
    return dict(searched(ark))[title].parent / "editions/1"


def test_every_link_of_the_copy_leads_to_a_file_of_it_or_to_the_site(ark, settings):
    for name, text in pages_of(ark).items():
        for link in re.findall(r'\s(?:href|src)="([^"#][^"]*)"', text):
            target = (ark / name).parent / link.partition("#")[0].partition("?")[0]
            assert re.match(r"https?:|mailto:|tel:|sms:|data:", link) or target.is_file(), (name, link)


def test_nothing_on_a_page_needs_a_server(ark):
    for name, text in pages_of(ark).items():
        assert not re.search(r'<script[^>]*type="module"|method="post"|rel="preload"', text), name


def test_what_nobody_signed_is_not_in_it(ark):
    assert not [path for path in ark.rglob("*") if path.is_file() and b"Nobody has signed this" in path.read_bytes()]


def test_a_text_that_was_taken_away_has_a_page_that_says_so_and_none_with_its_words(ark):
    about = {name: text for name, text in pages_of(ark).items() if re.search(r"<h1[^>]*>\s*Bee venom\s*</h1>", text)}
    assert {name.count("editions/1") for name in about} == {0, 1}
    assert all("The dose was wrong." in text and "tip a person" not in text for text in about.values())
    assert "Bee venom" not in dict(searched(ark))


def test_an_edition_comes_with_its_record_picture_and_history(ark):
    edition = edition_of(ark, "Heat packs")
    assert "Heat packs" in json.loads((edition / "record.json").read_text())["edition"]["document"]
    assert '<script id="ark-record" type="application/json">' in (edition / "record/index.html").read_text()
    assert (edition.parent.parent / "history/index.html").is_file()
    assert list((ark / "images").glob("*.webp"))


def test_what_was_moved_in_says_in_the_copy_that_nobody_reviewed_it(ark):
    page = dict(searched(ark))["Moved in"].read_text()
    record = (edition_of(ark, "Moved in") / "record/index.html").read_text()

    assert "Moved from our previous site, not yet reviewed" in page and "Medically reviewed by" not in page
    assert "Nobody signed this text." in record and '"decisions"' in record


@pytest.mark.parametrize("title", ["Heat packs", "Moved in"])
def test_the_program_that_checks_records_finds_the_copy_right(ark, title):
    record = edition_of(ark, title) / "record.json"
    program = ark / "static/articles/verify_record.py"
    done = subprocess.run([sys.executable, program, record], capture_output=True, text=True, timeout=60)
    assert (done.returncode, "It fits together." in done.stdout) == (3, True), done.stdout + done.stderr


def test_its_own_search_knows_the_words_of_each_page(ark):
    number = [title for title, _file in searched(ark)].index("Heat packs")
    file = (ark / "ark/words-68-65.js").read_text()  # h, e
    words = json.loads(file.removeprefix('ark.words("he", ').removesuffix(");\n"))
    assert number in words["heat"][::2]
    assert all(file.is_file() for _title, file in searched(ark))


def test_sums_tell_of_every_file(ark):
    told = {line.split("  ", 1)[1] for line in (ark / "SHA256SUMS").read_text().splitlines()}
    assert told | {"SHA256SUMS"} == {path.relative_to(ark).as_posix() for path in ark.rglob("*") if path.is_file()}


def test_a_former_address_leads_on(tmp_path):
    page = published_article("Heat packs", slug="heat")
    before = path_of(page)
    published(edited(page, slug="warmth", change_class="update", change_note="Another name."))

    write_ark(tmp_path / "ark")

    assert 'url=../warmth/index.html"' in (tmp_path / "ark" / file_of(before)).read_text()


def test_a_copy_is_not_written_over_something(ark):
    with pytest.raises(CommandError, match="is not empty"):
        call_command("export_site", str(ark), "--static", "--processes=1")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "index.html"),
        ("/back-pain/", "back-pain/index.html"),
        ("/back-pain/?articles=slipped-disc", None),
        ("/images/a.webp", "images/a.webp"),
        ("/../../etc/passwd", "etc/passwd"),
        (f"/{'x' * 300}/", None),
        ("/r%C3%BCcken/", None),
    ],
)
def test_each_address_has_a_name_that_any_disk_takes(address, name):
    found = file_of(address)
    assert name in (None, found)
    assert all(re.fullmatch(r"[\w.-]{1,120}", part, re.ASCII) and part != ".." for part in found.split("/"))


def test_addresses_that_look_alike_have_names_of_their_own():
    alike = ["/a/?b=1", "/a/?b=2", "/a/?b=ä", "/a/?b=ö", "/ä/", "/ö/", "/a/", f"/{'x' * 200}/", f"/{'x' * 201}/"]
    assert len({file_of(address) for address in alike}) == len(alike)


def test_what_only_a_server_can_do_is_not_kept():
    assert not [address for address in ("/search/?q=a", "/feedback/", "/admin/", "/api/v1/") if is_kept(address)]
    assert is_kept("/search/") and is_kept("/a-z/") and is_kept("/back-pain/?articles=x")


def test_words_that_look_like_links_stay_as_they_are(settings):
    settings.BASE_URL = "https://example.org"
    told = (
        '<html lang="en"><body><p title="src=&quot;/a/&quot;">Write href="/a/" here. <a href="/a/#b">A</a></p></body>'
    )

    text = Page("/x/y/", told).standing_alone(None)

    assert 'Write href="/a/" here. <a href="../../a/index.html#b">A</a>' in text
    assert 'title="src=&quot;/a/&quot;"' in text


def test_links_hold_from_any_depth():
    assert link_between("/", "/a/b/") == "a/b/index.html"
    assert link_between("/a/b/", "/") == "../../index.html"
    assert link_between("/a/?c=d", "/a/#e") == "index.html#e"


def test_a_drawing_that_a_style_sheet_names_is_put_into_it():
    styles = Styles("/static/css/a.css", 'a{mask:url("../img/b.svg")} @font-face{src:url(../fonts/c.woff2)}')

    content = styles.standing_alone(lambda address: address.encode())

    assert b"data:image/svg+xml;base64,L3N0YXRpYy9pbWcvYi5zdmc=" in content
    assert styles.links == {"/static/fonts/c.woff2"}
