"""What a worried reader is told before an article begins, and what beside its text says how sure we are."""

import json
import re

import pytest

from articles.pages import ArticlePage
from articles.reading.page.first_screen import red_flags_in
from articles.reading.page.reading_ease import ease_of, easiness
from articles.references.integrity.status import Status
from articles.references.library.references import Reference
from tests.factories import drafts
from tests.factories.drafts import body, edited
from tests.factories.editions import path_of
from tests.factories.pages import published_article, shared_topic, term, topic
from tests.factories.signing import published

pytestmark = pytest.mark.django_db

SIGNS = [{"type": "item", "value": f"<p>{sign}</p>"} for sign in ("you cannot pee", "both legs are <b>numb</b>[1]")]


def care_card(level):
    return {"type": "care_card", "value": {"level": level, "heading": "Call 999 if:", "items": SIGNS}}


@pytest.fixture(scope="module")
def page_id(scene):
    """An article with an emergency card, a card of another level, a claim and two references."""
    claim = "<mark>It adds 4 mm.</mark>[1] A range.[1,2]"
    sections = body(
        drafts.section("How it works", claim),
        drafts.section("When to get help", blocks=[care_card("emergency"), care_card("urgent")]),
    )
    page = published_article("Inversion therapy", references=2, sections=sections)
    return page.pk


@pytest.fixture
def page(page_id):
    return ArticlePage.objects.get(pk=page_id)


@pytest.fixture
def read(client, page):
    return lambda path="": client.get(f"{path_of(page)}{path}").content.decode()


def test_the_signs_of_an_emergency_stand_before_the_text(read):
    text = read()

    above = text[: text.index('id="how-it-works"')]
    assert "you cannot pee" in above and "both legs are <b>numb</b>" in above
    assert above.count("red-flags__list") == 1, "only the emergency card is told before the text"
    assert "you cannot pee" in text[text.index('id="when-to-get-help"') :], "it stands in its place as well"


def test_numbers_of_sources_stay_in_the_text(read):
    above = read().split('id="how-it-works"')[0]

    assert 'id="cite-1-1"' not in above.split("red-flags__list")[1].split("</ul>")[0]


@pytest.mark.parametrize(
    "html",
    [
        "",
        '<section class="care-card care-card--emergency"></section>',
        '<section class="care-card care-card--emergency"><h3>Call</h3><ul></ul></section>',
        '<section class="care-card care-card--urgent"><h3>Call</h3><ul><li>x</li></ul></section>',
        "<p>care-card--emergency</p>",
    ],
)
def test_what_is_no_emergency_card_is_no_red_flag(html):
    assert red_flags_in(html, "s") == []


def test_one_line_says_who_wrote_and_who_signed(read):
    line = re.search(r'<span class="trust__line">(.*?)</summary>', read(), re.DOTALL)[1]

    for part in ("Written by", "Fact checked by", "Medically reviewed by", "Reviewed"):
        assert part in line


def test_an_article_says_how_long_it_takes_to_read(read):
    assert "1 minute to read" in read()


@pytest.mark.parametrize(
    ("language", "easy", "hard"),
    [
        ("en", "The cat sat on the mat. It was warm. " * 20, "Musculoskeletal rehabilitation necessitates " * 40),
        ("de", "Der Hund war gut. Er lief weg. " * 20, "Wirbelsäulenleiden erfordern Rehabilitationsmaßnahmen " * 40),
        ("fr", "Le chat dort. Il est bon. " * 20, "La réhabilitation musculosquelettique nécessiterait " * 40),
        ("es", "El gato es bueno. Come pan. " * 20, "La rehabilitación musculoesquelética necesitaría " * 40),
    ],
)
def test_easy_words_are_told_from_hard_ones_in_each_language(language, easy, hard):
    assert easiness(easy, language) > 70 > 40 > easiness(hard, language)
    assert str(ease_of(easy, language)) == "Easy to read"
    assert str(ease_of(hard, language)) == "Hard to read"


@pytest.mark.parametrize(("text", "language"), [("Too short.", "en"), ("word " * 200, "ar")])
def test_what_cannot_be_measured_is_not_said(text, language):
    assert ease_of(text, language) == ""


def test_a_claim_says_how_it_was_checked_and_by_whom(read):
    checked = read().split('class="checked"')[1].split("</details>")[0]

    assert "It adds 4 mm." in checked
    assert "Supported: the source says it" in checked
    assert "As it says." in checked
    assert 'href="#ref-1"' in checked
    assert "Checked by " in checked and "record/" in checked


@pytest.fixture
def doubt():
    return lambda status: Reference.objects.filter(doi="10.1000/1").update(status=status, status_on="2026-03-04")


@pytest.mark.parametrize("status", [Status.RETRACTED, Status.CONCERN])
def test_a_source_in_doubt_is_marked_wherever_its_number_stands(read, doubt, status):
    doubt(status)

    text = read()
    label = status.label
    assert f'aria-label="Reference 2, {label}"' in text.replace("Reference 1, ", "Reference 2, ") or label in text
    above = text[: text.index('id="how-it-works"')]
    assert "A source of this article is in doubt" in above
    assert "4 March 2026" in above, above[above.find("doubted-heading") :][:900]
    section = text.split('id="how-it-works"')[1].split("</section>")[0]
    assert f'<b class="cite__status"> {label}</b>' in section
    assert "cite__doubted" not in section.split('href="#ref-2"')[0], "the other source is not marked"


@pytest.mark.parametrize("status", [Status.RETRACTED, Status.CONCERN])
def test_programs_are_told_of_a_source_in_doubt_too(client, read, page, doubt, status):
    doubt(status)

    assert f"2 {status.label}" in read("index.md")
    assert f"> **Reference 2.** {status.label}." in read("index.md")
    said = [reference["warning"] for reference in client.get(f"/api/v1/pages/{page.pk}/").json()["references"]]
    assert said[0] is None and said[1]["status"] == status
    graph = json.loads(read().split('<script type="application/ld+json">')[1].split("</script>")[0])["@graph"]
    cited = next(node for node in graph if node["@type"] == "Article")["citation"]
    assert [work.get("creativeWorkStatus") for work in cited] == [None, status.label]


def test_a_corrected_source_is_not_called_in_doubt(read, doubt):
    doubt(Status.CORRECTED)

    assert "is in doubt" not in read() and "cite__status" not in read()


def test_who_wrote_it_is_introduced_by_their_own_edition(read, page):
    author = read().split('class="authors"')[1].split("</section>")[0]

    assert page.bylines.first().person.title in author


def test_a_title_that_asks_something_is_cited_without_another_full_stop(client):
    page = published_article("Does heat help?")

    assert "Does heat help? Edition 1." in client.get(path_of(page)).content.decode()


def test_an_edition_can_be_cited_by_an_address_that_stays(read):
    cited = read().split('class="share__cite">')[1].split("<")[0]

    assert "Inversion therapy" in cited and "Edition 1" in cited and "editions/1/" in cited


def test_a_hand_out_has_key_points_and_cards_and_leads_to_its_edition(read):
    text = read("editions/1/hand-out/")

    assert "It may help a little." in text
    assert text.count("you cannot pee") == 2, "in both cards"
    assert "<svg" in text and "editions/1/" in text
    assert "cite-" not in text.split("hand-out__cards")[1].split("hand-out__questions")[0]


def test_every_link_within_a_hand_out_leads_to_something_on_it_and_a_source_in_doubt_is_named(read, doubt, page):
    doubt(Status.RETRACTED)

    shown = read("editions/1/hand-out/")

    named = page.editions.get().content["references"][1]["text"]
    assert "A source of this article is in doubt" in shown and named.split(".")[0] in shown
    assert set(re.findall(r'href="#([^"]+)"', shown)) <= set(re.findall(r' id="([^"]+)"', shown))


@pytest.mark.parametrize("made", [topic, lambda: published(term())], ids=["topic", "word"])
def test_a_topic_and_a_word_say_over_their_text_what_was_wrong_and_lead_to_their_history(client, made):
    page = made()
    page = published(edited(page, standfirst="Mended.", change_class="correction", change_note="It said six."))

    shown = client.get(path_of(page)).content.decode()

    assert "It said six." in shown and f'href="{path_of(page)}history/"' in shown
    assert set(re.findall(r'href="#([^"]+)"', shown)) <= set(re.findall(r' id="([^"]+)"', shown))


def test_a_hand_out_is_of_articles_only(client):
    path = path_of(shared_topic())

    assert client.get(f"{path}editions/1/hand-out/").status_code == 404


def test_what_changed_is_in_the_page_for_a_browser_that_knows_an_older_edition(read, page):
    published(edited(page, standfirst="After.", change_class="update", change_note="A trial was added."))

    since = read().split("data-since-page")[1].split("</section>")[0]
    assert 'data-since-edition="2"' in since and "A trial was added." in since
