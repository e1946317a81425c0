"""What stands in one line, as titles, excerpts and captions, keeps all that it says, or the report has what it lost."""

import pytest

from articles.pages import ArticlePage, PersonPage, TopicPage
from editorial.exchange.documents.parts import text_of
from editorial.exchange.moved_in import MovedInThing
from tests.exchange.wordpress.exports import export, item, picture
from tests.factories.drafts import home, png

pytestmark = pytest.mark.django_db

SAID = [
    ("Children &lt;5 kg or age &gt;12", "Children <5 kg or age >12"),
    ("Children <5 kg or age >12", "Children <5 kg or age >12"),
    ("Stop at ALT <ULN and AST >3", "Stop at ALT <ULN and AST >3"),
    ("Give 10<sup>6</sup> units, not 10", "Give 10⁶ units, not 10"),
    ("<em>Never</em> 5&nbsp;mg &amp; more", "Never 5 mg & more"),
]


@pytest.fixture(autouse=True)
def site(db):
    return home()


def draft():
    thing = MovedInThing.objects.get(kind="item", key="1")
    return ArticlePage.objects.get(pk=thing.page_id).get_latest_revision_as_object(), thing.facts["withheld"]


@pytest.mark.parametrize(("said", "shown"), SAID)
def test_titles_and_what_stands_below_them_keep_their_signs_and_powers(move_in, said, shown):
    move_in(export(item(1, title=said, excerpt=said, meta={"_yoast_wpseo_title": said, "rank_math_description": said})))

    page, withheld = draft()
    assert [page.title, page.standfirst, page.seo_title, page.search_description] == [shown] * 4 and withheld == []
    assert ArticlePage.objects.get(pk=page.pk).title == shown


@pytest.mark.parametrize(("said", "shown"), SAID)
def test_the_caption_of_the_main_picture_keeps_its_signs_and_powers(move_in, tmp_path, said, shown):
    (tmp_path / "2020" / "05").mkdir(parents=True)
    (tmp_path / "2020" / "05" / "cold.png").write_bytes(png())
    cold = picture(3, "cold.png", excerpt=said, meta={"_wp_attachment_image_alt": "A &amp; B"})

    move_in(export(item(1, meta={"_thumbnail_id": "3"}), cold), f"--media={tmp_path}")

    page, withheld = draft()
    assert page.hero_caption == shown and page.hero_alt == "A & B" and withheld == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Max <del>40</del><ins>20</ins> mg", "Struck-out words were left out: “40”"),
        ('Rest<span style="display:none">never with aspirin</span>', "Hidden text: “never with aspirin”"),
        ("<form><label>Your dose</label></form>Rest", "2 words did not come in: your dose"),
    ],
)
@pytest.mark.parametrize("field", ["title", "excerpt"])
def test_words_that_a_line_loses_are_told_and_withheld(move_in, field, said, told):
    rows = move_in(export(item(1, **{field: said})))

    assert told in " ".join(draft()[1]) and told in rows["1"]["what to look at"]


def test_words_among_placeholders_of_a_plugin_are_told(move_in):
    rows = move_in(export(item(1, meta={"_yoast_wpseo_metadesc": "At most 4 g of %%title%%"})))

    assert "stayed out: At most 4 g of %%title%%" in rows["1"]["what to look at"]


def test_the_names_of_topics_and_people_are_as_readers_saw_them(move_in):
    head = (
        "<wp:author><wp:author_login>jo</wp:author_login>"
        "<wp:author_display_name><![CDATA[Jo O&#039;Neil]]></wp:author_display_name></wp:author>"
    )
    terms = [("category", "bones", "Bones &amp; joints &lt;5"), ("post_tag", "b-j", "Bones &amp; joints &lt;5")]

    move_in(export(item(1, terms=terms, creator="jo"), head=head))

    assert TopicPage.objects.filter(title="Bones & joints <5").count() == 1
    assert PersonPage.objects.filter(title="Jo O'Neil").exists()


def test_powers_in_headings_are_no_lost_words(read):
    html, content = read(item(1, "<h2>Give 10<sup>6</sup> units of CO<sub>2</sub></h2><p>Rest.</p>"))

    assert "Give 10⁶ units of CO₂" in html and content.hands == []


def test_the_caption_in_a_gallery_is_html(read):
    _html, content = read(item(1, '[gallery ids="9"]'), picture(9, "a.png", excerpt="At <b>5&nbsp;°C</b>"))

    assert text_of(content.document.parts[0].caption).replace("\xa0", " ") == "At 5 °C"
