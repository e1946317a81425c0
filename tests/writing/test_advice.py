"""What a writer is told to look at again, of a document as it would be signed."""

import time

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from articles.record.document import reader_document
from articles.writing.advice.advice import MOST_OF_A_KIND
from articles.writing.advice.reading_ease import grade
from articles.writing.advice.rules import advice_on, groups_of_advice
from articles.writing.advice.sentences import sentences_of
from tests.factories.drafts import body, image, section
from tests.factories.pages import article


def document(*paragraphs, heading="How to take it", language="en-gb", html="", **more):
    html = html or "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return {"language": language, "standfirst": "", "sections": [{"heading": heading, "html": html}], **more}


def told(*paragraphs, **more):
    return [str(piece) for piece in advice_on(document(*paragraphs, **more))]


# Doses


@pytest.mark.parametrize(
    ("written", "words", "instead"),
    [
        ("Take .5 mg at night.", ".5 mg", "0.5 mg"),
        ("Take ·25ml of it.", "·25ml", "0.25 ml"),
        ("Take 5.0 mg at night.", "5.0 mg", "5 mg"),
        ("Up to 100 µg daily.", "100 µg", "100 micrograms"),
        ("Up to 100 μg daily.", "100 μg", "100 micrograms"),
        ("Up to 100ug daily.", "100ug", "100 micrograms"),
        ("It holds 400 IU of vitamin D.", "400 IU", "400 units"),
        ("Inject 10U before meals.", "10U", "10 units"),
        ("Drink 5 cc of it.", "5 cc", "5 ml"),
        ("Take 500mg.", "500mg", "500 mg"),
        ("Take 5.0mg.", "5.0mg", "5 mg"),
        ("Take .5ug.", ".5ug", "0.5 micrograms"),
        ("Inject 100000 units.", "100000 units", "100,000 units"),
        ("Take 500 mg tds with food.", "tds", "three times a day"),
        ("Take it q.d. with food.", "q.d", "every day"),
        ("Take 20 mg QD with food.", "QD", "every day"),
        ("Take one tablet, 5 mg, prn.", "prn", "when you need it"),
    ],
)
def test_doses_that_have_been_misread_are_written_out(written, words, instead):
    assert told(written) == [f"In “How to take it”: write “{instead}” instead of “{words}”."]


@pytest.mark.parametrize(
    "written",
    [
        "Take 0.5 mg at night, or 10.5 mg.",
        "Take 2.05 mg or 10.50 micrograms.",
        "Version 5.0 came out, and 1.0 is old.",
        "They bid for it, and the PO box is full.",
        "It was in sect.5 of the law, and costs £.50.",
        "There were 12,500 units in 2019.",
        "In 20190 people it did.",
    ],
)
def test_numbers_that_are_no_doses_and_doses_that_are_plain_are_left_alone(written):
    assert told(written) == []


# Risks


@pytest.mark.parametrize(
    "sentence",
    [
        "It makes a stroke 30% more likely.",
        "Their risk of kidney injury was about 30% higher.",
        "It cuts the risk of a heart attack by 25 per cent.",
        "It reduced the chance of a fall by a third.",
        "It doubles the risk of clots.",
        "People who smoke are three times as likely to get it.",
        "The relative risk was 1.4.",
    ],
)
def test_a_risk_that_changes_needs_numbers_of_people(sentence):
    assert told(sentence) == [f"In “How to take it”: of how many people? “{sentence}”"]
    assert told(f"{sentence} That is 2 in 1,000 people instead of 1 in 1,000.") == []
    assert told(sentence, "Without it, 20 of every 100 people have one; with it, 15 do.") == []
    assert told(sentence, "It is cheap.", "Nothing else is.", "Of 3 in 10 it is not known.") != []


@pytest.mark.parametrize(
    "sentence",
    [
        "Pain fell by 30% in a week.",
        "The risk fell from 4% to 3%.",
        "10% of people have more pain.",
        "Take twice the time you need.",
    ],
)
def test_what_is_no_relative_risk_is_left_alone(sentence):
    assert told(sentence) == []


# Abbreviations


def test_an_abbreviation_is_explained_once_anywhere():
    assert told("A TENS machine helps. TENS is safe.") == ["In “How to take it”: say what “TENS” stands for."]
    assert told("TENS helps.", "Transcutaneous electrical nerve stimulation (TENS) is safe.") == []
    assert told("NSAIDs (anti-inflammatory painkillers) help.") == []
    assert told("TENS stands for transcutaneous electrical nerve stimulation.") == []


def test_what_everybody_knows_and_what_is_none_is_left_alone():
    assert told("Ask your GP, the NHS or a UK pharmacist.", "Vitamin B12, type II and COVID-19.") == []
    assert told("CALL 999 OR GO TO A HOSPITAL NOW") == []


# How it reads


def test_a_sentence_of_more_than_25_words_is_pointed_out():
    words = ["word"] * 25

    assert told(" ".join(["Word", *words[1:]]) + ".") == []
    (advice,) = told(" ".join(["Word", *words]) + ".")
    assert advice.startswith("In “How to take it”: 26 words in “Word word")


def test_sentences_end_where_people_end_them():
    text = "Dr. A. Smith said so, e.g. in May. It was 5.5 mg! Was it? “Yes.” He left (at last.) Then approx. 5 came"

    assert list(sentences_of(text)) == [
        "Dr. A. Smith said so, e.g. in May.",
        "It was 5.5 mg!",
        "Was it?",
        "“Yes.”",
        "He left (at last.)",
        "Then approx. 5 came",
    ]


def test_the_grade_is_the_automated_readability_index():
    sentences = [["The", "cat", "sat"], ["It", "slept"]]  # 9 + 7 letters in 5 words and 2 sentences

    assert grade(sentences) == pytest.approx(4.71 * 16 / 5 + 0.5 * 5 / 2 - 21.43)


def test_a_section_that_is_hard_to_read_names_its_hardest_sentence():
    hard = "Multidisciplinary biopsychosocial rehabilitation demonstrates considerable heterogeneity internationally."
    easy = "The cat sat on the mat and then it ran to the dog. " * 10

    (advice,) = told(*[hard] * 20)
    assert advice == (
        "In “How to take it”: for readers of 18 and older. Begin with: “Multidisciplinary "
        "biopsychosocial rehabilitation demonstrates considerable heterogeneity …”"
    )
    assert told(easy) == []


# Structure


def test_links_say_where_they_lead():
    linked = '<p>Read <a href="/a/">{}</a>.</p>'

    assert told(html=linked.format("what the trial found")) == []
    for vague in ("Click here", "here", "Read more …", "This page"):
        assert told(html=linked.format(vague)) == [
            f"In “How to take it”: “{vague}” says nothing of where the link leads."
        ]
    assert told(html=linked.format("")) == ["In “How to take it”: a link has no words."]
    assert "instead of the address “https://example.org/a”" in told(html=linked.format("https://example.org/a"))[0]


def test_headings_have_words_and_skip_no_level():
    assert told(html="<h3>When</h3><p>At night.</p>") == []
    assert told(heading="", html="<p>At night.</p>") == ["In section 1, which has no heading: a heading has no words."]
    assert told("Warm.", biography="<h3>Her work</h3>") == []
    alone = {"language": "en-gb", "biography": "<h3>Her work</h3><p>She writes.</p>"}
    assert [str(piece) for piece in advice_on(alone)] == [
        "In the biography: “Her work” is a heading of level 3 right below one of level 1."
    ]
    assert told(html="<p><b>When to take it</b></p><p><b>Now!</b></p>") == [
        "In “How to take it”: “When to take it” looks like a heading. If it is one, make it one."
    ]


def test_pictures_are_described():
    picture = '<figure><img src="/a.webp" width="9"{}></figure>'

    assert told(html=picture.format(' alt=""')) == []  # it is decorative, as its writer said
    assert told(html=picture.format(' alt="A knee from the side"')) == []
    assert told(html=picture.format("")) == [
        "In “How to take it”: a picture has no description, and is not marked as decorative."
    ]
    assert "the name of a file" in told(html=picture.format(' alt="IMG_1234.jpg"'))[0]
    assert "leave out that it is a picture" in told(html=picture.format(' alt="Picture of a knee"'))[0]
    assert told("Warm.", hero={"alt": None}) == [
        "Main picture: a picture has no description, and is not marked as decorative."
    ]


# Altogether


@pytest.mark.django_db
def test_a_draft_is_looked_at_as_readers_would_get_it():
    undescribed = {"type": "image", "value": {"image": image().pk, "alt": "", "decorative": False, "caption": ""}}
    quote = {"type": "quote", "value": {"text": "Take .5 mg tds.", "source": "A textbook of 1950"}}
    text = "Take .5 mg.[1]</p><p>Read <a href='https://example.org'>more</a>."
    page = article(sections=body(section("Doses", text, blocks=[quote, undescribed])))

    assert [str(piece) for piece in advice_on(reader_document(page))] == [
        "In “Doses”: write “0.5 mg” instead of “.5 mg”.",
        "In “Doses”: a picture has no description, and is not marked as decorative.",
        "In “Doses”: “more” says nothing of where the link leads.",
    ]


def test_words_are_judged_in_english_only_and_structure_in_every_language():
    assert told("Nehmen Sie .5 mg tds.", language="de") == []
    assert told(heading="", html="<p>Nachts.</p>", language="de") != []


def test_of_one_kind_no_more_is_shown_than_somebody_reads():
    (group,) = groups_of_advice(document("Take .5 mg. " * 100))

    assert (len(group.shown), group.more) == (MOST_OF_A_KIND, 100 - MOST_OF_A_KIND)


PIECES = st.sampled_from(
    ["<p>", "</p>", "<h3>", "</h3>", "<b>", "</b>", "<a href='/'>", "</a>", "<img>", '<img alt="x">', "<blockquote>"]
    + [
        '<sup class="cite">',
        "</sup>",
        "<",
        ">",
        "&",
        "&lt;",
        "&#0;",
        "&#x110000;",
        "<!--",
        "<![x",
        ".5 mg",
        "q.d.",
        " ",
    ]
    + ["30% more likely", "ABC", "…", "\u00a0", "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace")]
)
HTML = st.lists(PIECES | st.text(max_size=20), max_size=30).map("".join)


@given(st.lists(st.tuples(st.text(max_size=20), HTML), max_size=4), HTML, st.text(max_size=40))
def test_no_text_is_too_much_for_the_rules(sections, biography, standfirst):
    for piece in advice_on(
        {
            "language": "en-gb",
            "standfirst": standfirst,
            "key_points": [{"html": biography}],
            "sections": [{"heading": heading, "html": html} for heading, html in sections],
            "biography": biography,
        }
    ):
        assert piece.place and piece.sentence and piece.kind.url


@pytest.mark.parametrize(
    "unit", ["Take .5 mg of it daily, which is 30% more likely to help. ", "<", "A", "a.", "1", "(("]
)
def test_a_long_draft_does_not_keep_anybody_waiting(unit):
    started = time.process_time()

    advice_on(document(html="<p>" + unit * (160_000 // len(unit)) + "</p>"))

    assert time.process_time() - started < 3  # where each part is looked at again for each other it would be minutes
