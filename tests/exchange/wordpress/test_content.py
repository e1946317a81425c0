"""What WordPress keeps of a post becomes what its readers saw, and what cannot is told."""

import json

import pytest

from editorial.exchange.documents.parts import text_of
from editorial.exchange.wordpress.exported.contents import key_of
from editorial.exchange.wordpress.exported.export import Item
from editorial.exchange.wordpress.exported.paragraphs import with_paragraphs
from editorial.exchange.wordpress.exported.too_much import TooMuchError
from tests.exchange.wordpress.exports import item, picture


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("One\nstill one", "<p>One<br />\nstill one</p>"),
        ("One<br><br>Two", "<p>One</p>\n<p>Two</p>"),
        ("<h2>Head</h2>\nText", "<h2>Head</h2>\n<p>Text</p>"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<blockquote>Said</blockquote>", "<blockquote><p>Said</p></blockquote>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("<div>In</div>After", "<div>In</div>\n<p>After</p>"),
        ("A <b>bold\n\nB</b>", "<p>A <b>bold</p>\n<p>B</b></p>"),
        ("", ""),
    ],
)
def test_classic_posts_have_the_paragraphs_that_wordpress_shows(kept, shown):
    assert with_paragraphs(kept) == shown


def test_blocks_are_their_words(read):
    html, content = read(
        item(
            1,
            '<!-- wp:heading --><h2>Doses</h2><!-- /wp:heading --><!-- wp:paragraph {"align":"left"} -->'
            "<p>5 mg</p><!-- /wp:paragraph --><!-- wp:latest-posts /--><!-- wp:list --><ul><!-- wp:list-item -->"
            "<li>one</li><!-- /wp:list-item --></ul><!-- /wp:list -->",
        )
    )

    assert html == "<h1></h1><h2>Doses</h2><p>5 mg</p><ul><li>one</li></ul>"
    assert content.hands == [
        "Blocks that WordPress fills when it shows the page, and that hold no words: latest-posts (1)."
    ]


def test_a_reusable_block_stands_where_it_is_used(read):
    html, content = read(
        item(1, '<!-- wp:block {"ref":5} /--><p>Between</p><!-- wp:block {"ref":5} /-->'),
        item(5, "<!-- wp:paragraph --><p>Again</p><!-- /wp:paragraph -->", post_type="wp_block"),
    )

    assert html == "<p>Again</p><p>Between</p><p>Again</p>" and content.hands == []


def test_a_reusable_block_within_itself_says_a_dose_once_and_is_told(read):
    html, content = read(
        item(1, '<!-- wp:block {"ref":2} /-->'),
        item(2, '<p>Take 400 mg once.</p><!-- wp:block {"ref":3} /-->', post_type="wp_block", title="Dose"),
        item(3, '<!-- wp:block {"ref":2} /--><!-- wp:block {"ref":2} /-->', post_type="wp_block"),
    )

    assert html == "<p>Take 400 mg once.</p>"
    assert content.hands.withheld == [
        "The reusable block “Dose” stands within itself or too deeply in others, and stayed out there."
    ]


def test_reusable_blocks_that_multiply_each_other_are_too_much_for_a_page(read):
    ten_of = "<p>Rest.</p>" + '<!-- wp:block {"ref":%d} /-->' * 10
    blocks = [item(n, ten_of % ((n + 1,) * 10), post_type="wp_block") for n in range(2, 12)]

    with pytest.raises(TooMuchError, match="a page has at most 2,000,000"):
        read(item(1, ten_of % ((2,) * 10)), *blocks)


def test_words_among_the_settings_of_a_plugins_block_come_in_and_are_told(read):
    html, content = read(item(1, '<!-- wp:acf/dose {"data":{"colour":"red","text":"Give 5 mg daily."}} /-->'))

    assert html == "<p>Give 5 mg daily.</p>" and "acf/dose" in content.hands[0]


def test_footnotes_are_references(read):
    notes = json.dumps([{"id": "n1", "content": "Smith J. Rest. Lancet. 2011."}])
    _html, content = read(
        item(
            1,
            '<!-- wp:paragraph --><p>Rest helps.<sup data-fn="n1" class="fn"><a href="#n1" id="n1-link">1</a></sup></p>'
            "<!-- /wp:paragraph --><!-- wp:footnotes /-->",
            meta={"footnotes": notes},
        )
    )

    assert content.document.references == {1: "Smith J. Rest. Lancet. 2011."}


@pytest.mark.parametrize(
    ("kept", "shown", "told"),
    [
        (
            '[caption id="a9" width="300"]<img src="/x.png" alt="Ice" /> A cold pack[/caption]',
            "<p>A cold pack</p>",
            "",
        ),
        (
            "[embed]https://films.example/1[/embed]",
            '<p><a href="https://films.example/1">https://films.example/1</a></p>',
            "became links: 1",
        ),
        (
            '[audio mp3="https://old.example/a.mp3"][/audio]',
            '<p><a href="https://old.example/a.mp3">https://old.example/a.mp3</a></p>',
            "became links: 1",
        ),
        (
            "[audio https://old.example/a.mp3]",
            '<p><a href="https://old.example/a.mp3">https://old.example/a.mp3</a></p>',
            "became links: 1",
        ),
        (
            "Before\n\nhttps://films.example/2\n\nafter",
            '<p>Before</p><p><a href="https://films.example/2">https://films.example/2</a></p><p>after</p>',
            "became links: 1",
        ),
        (
            'Before [dose_table id="3"] after',
            "<p>Before</p><p>[dose_table id=&quot;3&quot;]</p><p>after</p>",
            'stand in the text as they were: [dose_table id="3"]',
        ),
        ("[box]Inside[/box]", "<p>[box]</p><p>Inside</p><p>[/box]</p>", "[box] [/box]"),
        ("A remark [sic] and a number [1].", "<p>A remark [sic] and a number [1].</p>", ""),
        ("Write [[gallery]] so.", "<p>Write [gallery] so.</p>", ""),
    ],
)
def test_shortcodes_of_wordpress_are_what_they_showed_and_others_stay(read, kept, shown, told):
    html, content = read(item(1, kept))

    assert html == shown
    assert told in " ".join(content.hands) and bool(told) == bool(content.hands)


def test_a_gallery_is_its_pictures_with_their_captions(read):
    _html, content = read(
        item(1, '[gallery ids="9,8"]'),
        picture(8, "b.png", excerpt="Second"),
        picture(9, "a.png", excerpt="First", meta={"_wp_attachment_image_alt": "Ice"}),
    )

    assert [(part.src.rpartition("/")[2], part.alt, text_of(part.caption)) for part in content.document.parts] == [
        ("a.png", "Ice", "First"),
        ("b.png", "", "Second"),
    ]


def test_the_caption_of_a_gallery_of_blocks_stays(read):
    html, content = read(
        item(
            1,
            '<!-- wp:gallery --><figure><figure><img src="/a.png"></figure><figure><img src="/b.png"></figure>'
            "<figcaption>Both at 5 °C</figcaption></figure><!-- /wp:gallery -->",
        )
    )

    assert "<p>Both at 5 °C</p>" in html and content.hands == []


ELEMENTOR = [
    {
        "elType": "section",
        "elements": [
            {"elType": "widget", "widgetType": "heading", "settings": {"title": "Doses", "header_size": "h3"}},
            {"elType": "widget", "widgetType": "text-editor", "settings": {"editor": "<p>Give 5 mg.</p>"}},
            {
                "elType": "widget",
                "widgetType": "accordion",
                "settings": {
                    "title_color": "dark red",
                    "tabs": [{"tab_title": "How often?", "tab_content": "<p>Twice.</p>"}],
                },
            },
        ],
    }
]


def test_pages_of_elementor_have_the_words_of_their_widgets(read):
    html, content = read(
        item(1, "A poor copy", meta={"_elementor_edit_mode": "builder", "_elementor_data": json.dumps(ELEMENTOR)})
    )

    assert html == "<h1></h1><h2>Doses</h2><p>Give 5 mg.</p><p>How often?</p><p>Twice.</p>"
    assert "Elementor" in content.hands[0] and len(content.hands) == 1


def typed(kind, value):
    return {"$$type": kind, "value": value}


@pytest.mark.parametrize(
    ("kind", "said", "shown"),
    [
        (
            "button",
            {"text": "Book", "link": {"url": "https://a.example/?a=1&b=2", "is_external": ""}},
            '<p><a href="https://a.example/?a=1&amp;b=2">Book</a></p>',
        ),
        ("heading", {"title": "Doses", "link": {"url": "https://a.example/"}}, "<h2>Doses</h2>"),
        (
            "icon-list",
            {"icon_list": [{"text": "Rest", "link": {"url": "https://a.example/"}}, {"text": "Move", "link": {}}]},
            '<ul><li><a href="https://a.example/">Rest</a></li><li>Move</li></ul>',
        ),
        ("box", {"left": {"title": "Rest", "margin": {"unit": "px"}}, "__dynamic__": {"title": "[x]"}}, "<p>Rest</p>"),
        ("e-heading", {"title": typed("string", "Doses"), "tag": typed("string", "h3")}, "<h2>Doses</h2>"),
        (
            "e-paragraph",
            {"paragraph": typed("html-v3", {"content": typed("string", "Give <b>5</b> mg."), "children": []})},
            "<p>Give <b>5</b> mg.</p>",
        ),
        (
            "e-button",
            {
                "text": typed("string", "Book"),
                "link": typed("link", {"destination": typed("url", "https://a.example/"), "label": "two words"}),
                "classes": typed("classes", ["e-1 a"]),
            },
            '<p><a href="https://a.example/">Book</a></p>',
        ),
        ("box", {"selected_icon": {"value": "fas fa-x", "library": "fa"}, "image": {"url": "x.y", "alt": "a b"}}, ""),
    ],
    ids=["button", "heading", "list", "parts", "typed heading", "typed paragraph", "typed button", "looks"],
)
def test_words_and_links_within_a_setting_of_elementor_come_along(read, kind, said, shown):
    widgets = [{"elType": "widget", "widgetType": "text-editor", "settings": {"editor": "<p>Start.</p>"}}]
    widgets.append({"elType": "widget", "widgetType": kind, "settings": said})

    html, content = read(item(1, "", meta={"_elementor_edit_mode": "builder", "_elementor_data": json.dumps(widgets)}))

    assert html.removeprefix("<h1></h1>").replace("<h2></h2>", "").removeprefix("<p>Start.</p>") == shown
    assert content.hands.withheld == []


@pytest.mark.parametrize("data", ["{", "[" * 5000, "null", '[{"elType":"widget","settings":[1]}]'])
def test_broken_data_of_elementor_leaves_the_content_and_is_told(read, data):
    html, content = read(item(1, "The copy", meta={"_elementor_edit_mode": "builder", "_elementor_data": data}))

    assert html == "<p>The copy</p>"
    assert "its plain copy came in" in content.hands.withheld[0]


def test_settings_of_elementor_by_an_unknown_name_are_told(read):
    settings = {"dosage": "Not more than 5 mg.", "title_typography": "Open Sans", "tone": "dark"}
    widgets = [*ELEMENTOR, {"elType": "widget", "widgetType": "doses", "settings": settings}]
    meta = {"_elementor_edit_mode": "builder", "_elementor_data": json.dumps(widgets)}

    html, content = read(item(1, "A poor copy", meta=meta))

    assert "Give 5 mg." in html and "Not more" not in html
    assert content.hands.withheld == [
        "Settings of Elementor’s that may hold words stayed out: dosage: Not more than 5 mg."
    ]


@pytest.mark.parametrize("listed", ["5", '"a"', "{}", '[5, "a", {"text": "Rest."}]'])
@pytest.mark.parametrize("kind", ["icon-list", "image-gallery"])
def test_a_list_of_elementor_that_is_none_costs_no_text(read, kind, listed):
    settings = f'{{"icon_list": {listed}, "wp_gallery": {listed}}}'
    data = f'[{{"elType": "widget", "widgetType": "{kind}", "settings": {settings}}}]'

    read(item(1, "The copy", meta={"_elementor_edit_mode": "builder", "_elementor_data": data}))


def test_fields_with_words_that_readers_may_have_seen_are_told(read):
    meta = {
        "dose_note": "Take 400 mg twice.",
        "_dose_note": "field 5",
        "rank_math_focus_keyword": "back pain",
        "tone": "dark",
    }

    _html, content = read(item(1, meta=meta))

    assert content.hands == [
        "Fields of its own, which readers may have seen, stayed out: dose_note: Take 400 mg twice."
    ]


def test_what_a_field_says_of_reviews_is_told_whole(read):
    _html, content = read(item(1, meta={"expert_review": f"{'It is sound. ' * 40}Mostly."}))

    assert content.claims[0].endswith("Mostly.")


@pytest.mark.parametrize(
    "said",
    [
        "Medically reviewed by Dr Lee on 3 May 2020",
        "Last reviewed: May 3, 2020.",
        "✓ Fact-checked by <b>Ana de la Cruz</b>, M.D., and Jo O’Neil",
        "Medical reviewer: Prof. X. Lee | 2020-05-03",
    ],
)
def test_a_line_that_says_only_who_reviewed_it_is_taken_out_and_withheld(read, said):
    html, content = read(item(1, f"<p>{said}</p><p>Rest helps.</p>"))

    assert html == "<p>Rest helps.</p>"
    assert content.claims and content.claims[0] in content.hands.withheld[0]


@pytest.mark.parametrize(
    "said",
    [
        "<p>Approved by the FDA for adults only. Do not give it to children under 12.</p>",
        "<p>Approved on prescription only; at most 4 g a day.</p>",
        "<p>Approved by Swissmedic</p>",
        "<p>Checked by a doctor every month, never take more than 4 g.</p>",
        "<p>Reviewed by Dr Lee. Never With Aspirin</p>",
        "<p>Last reviewed: 50 mg</p>",
        "<p>Reviewed by Dr Lee<br/>Give 5 mg.</p>",
        f"<p>Reviewed by a doctor before {'each and ' * 40}every dose.</p>",
        "<ul><li>Reviewed by Jo Kamau</li></ul>",
    ],
)
def test_what_may_say_more_than_who_reviewed_it_stays_and_is_withheld(read, said):
    html, content = read(item(1, said))

    assert html == said and content.claims == []
    assert "may say that somebody reviewed it" in content.hands.withheld[0]


def test_words_that_do_not_come_in_are_named(read):
    _html, content = read(item(1, "<p>Rest.</p><form><label>Your dose</label></form><p>Give <s>40</s> 20 mg.</p>"))

    told = " ".join(content.hands)
    assert "2 words did not come in: your dose" in told and "Struck-out words were left out: “40”" in told


def test_items_without_a_number_are_known_by_their_address():
    assert key_of(Item(0, guid="https://old.example/?x")) == "https://old.example/?x"


@pytest.mark.parametrize(
    "said",
    ["Stop at ALT <ULN and AST >3.", "Stop at ALT <ULN. Give 5 mg", "For ages <twelve", "ALT <ULN/2 or AST>ULN: stop"],
)
@pytest.mark.parametrize("around", ["%s", "<!-- wp:paragraph --><p>%s</p><!-- /wp:paragraph -->"])
def test_less_than_begins_no_element_that_html_does_not_have(read, said, around):
    html, content = read(item(1, around % said))

    assert html == f"<p>{said.replace('<', '&lt;').replace('>', '&gt;')}</p>" and content.hands == []


def test_elements_of_plugins_and_old_browsers_stay_elements(read):
    html, content = read(item(1, "<p><noindex>Rest</noindex> <o:p>helps</o:p> <my-box>you<g:plusone></g:plusone>.</p>"))

    assert html == "<p>Rest helps you.</p>" and content.hands == []


def test_fields_that_a_post_has_more_than_once_are_all_read(read):
    raw = "".join(
        f"<wp:postmeta><wp:meta_key>{name}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        for name, value in [
            ("references", "Smith J. Rest. Lancet. 2011."),
            ("references", "Roe K. 10<sup>6</sup> cells. BMJ. 2012."),
            ("dose_note", "At most 4 g."),
            ("dose_note", "If <5 kg or age >12 never."),
            ("dose_note", "1200mg"),
            ("sources", 'a:1:{i:0;s:20:"Lee L. Rest. BMJ. 20";}'),
            ("expert_review", "Dr Lee"),
            ("expert_review", "Dr Kirui"),
        ]
    )
    _html, content = read(item(1, raw=raw))

    assert content.references == ["Smith J. Rest. Lancet. 2011.", "Roe K. 10⁶ cells. BMJ. 2012."]
    assert content.claims == ["expert_review: Dr Lee", "expert_review: Dr Kirui"]
    for words in ("At most 4 g.", "If <5 kg or age >12 never.", "dose_note: 1200mg", "Lee L. Rest."):
        assert words in " ".join(content.hands)


def test_a_text_of_which_words_may_be_missing_in_the_file_is_withheld(read):
    _html, content = read(item(1).replace("</p>]]></content", "</p></content"))

    assert content.hands.withheld == [
        "Words may be missing, compare it with the former site: 1 CDATA section had no end."
    ]
