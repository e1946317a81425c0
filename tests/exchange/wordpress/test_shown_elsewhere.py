"""What a former site put into a text only when it showed it is not in its file: such a text waits for somebody."""

import json

import pytest

from tests.exchange.wordpress.exports import item


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ('<!-- wp:block {"ref":99} /-->', "A reusable block that it shows is not in the file."),
        ('<!-- wp:core/block {"ref":1} /-->', "A reusable block that it shows is not in the file."),
        ('<!-- wp:block {"ref":5} /-->', "The reusable block “Draft of a dose” was not public there, and stayed out."),
        ('<!-- wp:pattern {"slug":"shop/warning"} /-->', "slug: shop/warning"),
        ('<!-- wp:template-part {"slug":"dose-box"} /-->', "slug: dose-box"),
        ('<!-- wp:shop/dose {"drug":"Ibuprofen","max":"1200mg"} /-->', "drug: Ibuprofen; max: 1200mg"),
        ('<!-- wp:shop/dose {"rows":[{"max":1200}]} /-->', "max: 1200"),
        ("<!-- wp:shop/doses /-->", "What the block “shop/doses” showed is not in the file"),
        ("<!-- wp:footnotes /-->", "The texts of its footnotes are not in the file"),
        (
            '<!-- wp:shop/box {"title":"Never with aspirin","className":"is a box"} --><div>Rest.</div>'
            "<!-- /wp:shop/box -->",
            "Settings of the block “shop/box” may be words that readers saw, and stayed out: title: Never with aspirin",
        ),
        (
            '<!-- wp:shop/box {"max":"1200 mg","maxWidth":"1200"} --><div>Rest.</div><!-- /wp:shop/box -->',
            "stayed out: max: 1200 mg",
        ),
        (
            '<!-- wp:paragraph {"metadata":{"bindings":{"content":{"source":"core/post-meta","args":{"key":"dose"}}}}}'
            " --><p>Rest.</p><!-- /wp:paragraph -->",
            "key: dose",
        ),
        ("[emergency-box]", "[emergency-box]"),
        ("<!-- wp:shortcode -->\n[doses]\n<!-- /wp:shortcode -->", "[doses]"),
        ("<!-- wp:paragraph --><p>Rest.</p><p> [doses] </p><!-- /wp:paragraph -->", "[doses]"),
        ("Rest.\n[doses] [warnings]\nRest.", "[doses] [warnings]"),
        ("<table><tr><td>Max</td><td>[dose]</td></tr></table>", "[dose]"),
    ],
)
def test_a_text_of_which_something_is_kept_elsewhere_is_withheld(read, block, told):
    draft = item(5, "<p>Take 9 g.</p>", post_type="wp_block", status="draft", title="Draft of a dose")

    html, content = read(item(1, f"{block}"), draft)

    assert told in " ".join(content.hands.withheld) and "9 g" not in html


@pytest.mark.parametrize(
    "block",
    [
        "<!-- wp:latest-posts /-->",
        '<!-- wp:search {"label":"Find a dose","buttonText":"Find"} /-->',
        '<!-- wp:social-link {"url":"https://a.example","service":"x"} /-->',
        '<!-- wp:shop/box {"title":"Never with aspirin","fontFamily":"Open Sans"} --><p>Never <b>with</b> aspirin</p>'
        "<!-- /wp:shop/box -->",
        "He said [sic] so, in [emergency-box] as well.",
        "<p>Rest [sic]</p><p>[sic] Rest</p>",
    ],
)
def test_what_is_no_part_of_a_text_or_stands_in_it_anyway_is_no_reason_to_withhold_it(read, block):
    assert read(item(1, f"<p>Rest.</p>{block}"))[1].hands.withheld == []


def test_words_that_a_reusable_block_has_in_one_place_alone_are_told(read):
    html, content = read(
        item(1, '<!-- wp:block {"ref":5,"content":{"Dose":{"content":"At most 2 g."}},"align":"wide"} /-->'),
        item(5, "<p>At most 4 g.</p>", post_type="wp_block", title="Dose"),
    )

    assert html == "<p>At most 4 g.</p>"
    assert content.hands.withheld == ["The reusable block “Dose” had other words in this place: content: At most 2 g."]


def test_the_words_of_a_caption_without_its_picture_stay(read):
    html, _content = read(item(1, '[caption width="9" caption="At most 4 g."]Rest.[/caption]'))

    assert "Rest." in html and "At most 4 g." in html


def of_elementor(kind, said, **more):
    start = {"elType": "widget", "widgetType": "text-editor", "settings": {"editor": "<p>Start.</p>"}}
    data = json.dumps([start, {"elType": "widget", "widgetType": kind, "settings": said, **more}])
    return item(1, "", meta={"_elementor_edit_mode": "builder", "_elementor_data": data})


@pytest.mark.parametrize(
    ("kind", "said", "shown"),
    [
        (
            "counter",
            {"prefix": "≤ ", "ending_number": 95, "suffix": "%", "title": "got well"},
            "<p>≤ 95%</p><h2>got well</h2>",
        ),
        ("counter", {"ending_number": "0", "title": "harmed"}, "<p>0</p><h2>harmed</h2>"),
        ("progress", {"percent": {"unit": "%", "size": 70}, "title": "Relief"}, "<p>70%</p><h2>Relief</h2>"),
        ("rating", {"rating_value": 4.5}, "<p>4.5</p>"),
        (
            "doses",
            {"content": ["Never with aspirin", {"text": "At most 4 g"}]},
            "<p>Never with aspirin</p><p>At most 4 g</p>",
        ),
    ],
)
def test_numbers_and_lists_of_elementors_widgets_come_in(read, kind, said, shown):
    html, content = read(of_elementor(kind, said))

    assert html == f"<p>Start.</p>{shown}"
    assert content.hands.withheld == []


@pytest.mark.parametrize(
    ("kind", "said", "more", "told"),
    [
        ("global", [], {"templateID": 123}, "global 123"),
        ("template", {"template_id": "77"}, {}, "template 77"),
        ("doses", {}, {}, "doses"),
        ("doses", {"source": "table"}, {}, "doses"),
        ("counter", {"title": "got well"}, {}, "counter"),
        ("doses", {"dose_value": "500mg"}, {}, "dose_value: 500mg"),
        ("doses", {"limit": 1200, "measure": "mg"}, {}, "limit: 1200"),
        ("doses", {"drug": "Ibuprofen"}, {}, "drug: Ibuprofen"),
        ("doses", {"rows": [["Never with aspirin"]]}, {}, "rows: Never with aspirin"),
        (
            "heading",
            {"title": "Dose", "__dynamic__": {"title": '[elementor-tag id="1" name="acf"]'}},
            {},
            "elementor-tag",
        ),
    ],
)
def test_what_a_widget_of_elementor_shows_from_elsewhere_is_withheld(read, kind, said, more, told):
    assert told in " ".join(read(of_elementor(kind, said, **more))[1].hands.withheld)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("spacer", {"space": {"unit": "px", "size": 50}}),
        ("divider", []),
        (
            "text-editor",
            {"editor": "<p>Rest.</p>", "text_columns": "2", "_title": "Left Side"},
        ),
        ("heading", {"title": "Doses", "header_size": "h3", "typography_font_family": "Open Sans", "align": "left"}),
        ("accordion", {"tabs": [{"_id": "4f3a21b", "tab_title": "Rest", "tab_content": "Rest."}], "view": "boxed"}),
    ],
)
def test_looks_of_elementors_widgets_are_no_reason_to_withhold_a_text(read, kind, said):
    html, content = read(of_elementor(kind, said))

    assert content.hands.withheld == [] and "Left Side" not in html
