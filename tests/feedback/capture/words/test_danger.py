"""Somebody in danger is recognised however they write; whoever only speaks of a text is not."""

from collections import defaultdict
from pathlib import Path
from random import Random

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.capture.words.danger import likeness
from editorial.feedback.capture.words.danger.packs import all_packs
from editorial.feedback.capture.words.danger.recognition import Danger, danger_by_rules, danger_in
from editorial.feedback.capture.words.danger.sentences import LONGEST, sentences
from editorial.feedback.capture.words.danger.training import __main__ as training
from editorial.feedback.capture.words.danger.training.words import COMMON, common
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from tests.feedback.conftest import plain

SENTENCES = Path(__file__).parent / "danger" / "sentences.tsv"
#: Of people who say that they are in no danger, or no longer (`denied`), of some who say more `beside it`, of some who
#: say that they were in none `earlier`, and of some with an `overdose`.
DENIALS = SENTENCES.with_name("denials.tsv")
#: What people in no danger write in other languages, by language, without a word that has to do with danger.
EVERYDAY = SENTENCES.with_name("everyday.tsv")
#: What people in no danger write, in ten languages, of what an article says of suicide, overdoses and lethal doses.
ABOUT_THE_TEXT = SENTENCES.with_name("about_the_text.tsv")
#: What somebody has by its name, or who did what to them, in ten languages and in few words; and what is like it.
PLAIN_WORDS = SENTENCES.with_name("plain_words.tsv")
#: What somebody writes who is in no danger, or before they say that they are, and after it.
BEFORE = """My GP sent me for a scan last year. It showed nothing new. I walk the dog every morning before breakfast.
The exercises of the physio were rather dull. My sister came to visit at the weekend."""
AFTER = """We had soup and bread for lunch. The bus was late again on Tuesday, as it often is. I have read your pages.
My knee is stiff when I get up. The new mattress is a little better than the one that we had before."""
LEAST_RECALL = 0.9
MOST_FALSE_ALARMS = 0.1
POSSIBLE = "I am at the end of my rope."


def written_sentences(file=SENTENCES):
    """Kind of sentence → what was written for this project; the kind `ordinary` is from people in no danger."""
    found = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        kind, said = line.split("\t")
        found[kind].append(said)
    return dict(sorted(found.items()))


@pytest.mark.parametrize(("kind", "said"), written_sentences().items())
def test_of_each_kind_of_sentence_nine_in_ten_are_judged_rightly(kind, said):
    alarmed = [sentence for sentence in said if danger_in(sentence) > Danger.NO_SIGN]

    if kind == "ordinary":
        assert len(alarmed) <= MOST_FALSE_ALARMS * len(said), alarmed
    else:
        assert len(alarmed) >= LEAST_RECALL * len(said), sorted({*said} - {*alarmed})


@pytest.mark.parametrize("kind", sorted(written_sentences().keys() - {"ordinary"}))
def test_what_is_certain_alone_is_certain_among_ten_ordinary_sentences(kind):
    certain = [said for said in written_sentences()[kind] if danger_by_rules(said) is Danger.CERTAIN]

    among = [f"{BEFORE} {said.rstrip('.!? ')}. {AFTER}" for said in certain]
    assert [said for said in among if danger_in(said) is not Danger.CERTAIN] == []


def test_nobody_who_praises_a_mattress_in_another_language_is_taken_for_somebody_in_danger():
    said = written_sentences(EVERYDAY)

    alarmed = [sentence for comments in said.values() for sentence in comments if danger_in(sentence) > Danger.NO_SIGN]
    assert len(said) == 9
    assert len(alarmed) <= MOST_FALSE_ALARMS * sum(map(len, said.values())), alarmed


@pytest.mark.parametrize(("kind", "said"), written_sentences(PLAIN_WORDS).items())
def test_what_is_said_in_plain_words_is_understood(kind, said):
    found = {danger: [sentence for sentence in said if danger_in(sentence) is danger] for danger in Danger}

    if kind == "ordinary":
        assert found[Danger.CERTAIN] == [] and len(found[Danger.POSSIBLE]) <= MOST_FALSE_ALARMS * len(said), found
    else:
        assert found[Danger.NO_SIGN] == []


def test_no_word_that_many_write_who_are_in_no_danger_is_taken_for_a_misspelt_one():
    assert COMMON.read_text(encoding="utf-8") == common(), "The training writes common.txt: run it again."
    for word in ("stretching", "staff", "shopping", "wound", "cooking", "noise", "question"):
        assert [*sentences(word)] == [f" ^ {word} , $ "]


def test_who_says_that_nothing_of_the_kind_ails_them_is_believed():
    said = written_sentences(DENIALS)["denied"]

    alarmed = [sentence for sentence in said if danger_in(sentence) > Danger.NO_SIGN]
    assert len(alarmed) <= MOST_FALSE_ALARMS * len(said), alarmed


def test_and_hides_nothing_that_they_say_beside_it():
    said = written_sentences(DENIALS)["beside it"]

    assert [sentence for sentence in said if danger_in(sentence) is Danger.NO_SIGN] == []


def test_who_says_that_it_was_not_so_before_is_not_taken_to_deny_it():
    said = written_sentences(DENIALS)["earlier"]

    assert [sentence for sentence in said if danger_in(sentence) is Danger.NO_SIGN] == []


def test_who_took_too_much_is_in_danger_for_certain():
    said = written_sentences(DENIALS)["overdose"]

    assert [sentence for sentence in said if danger_in(sentence) is not Danger.CERTAIN] == []


def test_who_writes_of_what_an_article_says_of_suicide_is_not_sent_to_the_crisis_page():
    judged = {sentence: danger_in(sentence) for sentence in written_sentences(ABOUT_THE_TEXT)["about the text"]}

    assert [sentence for sentence, danger in judged.items() if danger is Danger.CERTAIN] == []
    assert sum(danger > Danger.NO_SIGN for danger in judged.values()) <= MOST_FALSE_ALARMS * len(judged)


def test_there_are_packs_for_ten_languages_and_sentences_in_each():
    languages = {pack.language for pack in all_packs()}

    assert len(languages) == 10
    assert languages - {"en"} <= written_sentences().keys()


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("I want to die.", Danger.CERTAIN),
        ("i dotn wnat to live anymore", Danger.CERTAIN),  # short words, typed in a hurry
        ("I do not want to die.", Danger.NO_SIGN),
        ("I have never felt suicidal.", Danger.NO_SIGN),
        ("The article says “I want to kill myself”.", Danger.NO_SIGN),
        ("Your article made me want to kill myself.", Danger.CERTAIN),
        ("What should I do if a child swallows tablets?", Danger.NO_SIGN),
        ("My child swallowed my tablets. What should I do?", Danger.CERTAIN),
        ("My throat swelled up years ago.", Danger.NO_SIGN),
        ("My throat is swelling up.", Danger.CERTAIN),
        ("Meu tio morreu de AVC em 2005.", Danger.NO_SIGN),
        ("Mi madre tuvo un ictus hace diez años.", Danger.NO_SIGN),
        ("My legs go numb when I sit cross-legged.", Danger.NO_SIGN),
        ("My foot goes dead if I kneel for too long.", Danger.NO_SIGN),
        ("My legs go numb when I sit and cannot pee.", Danger.CERTAIN),
        ("My dad had a heart attack ten years ago.", Danger.NO_SIGN),
        ("I had a mild stroke about 12 years ago.", Danger.NO_SIGN),
        ("My dad had a heart attack ten years ago and is having another one now.", Danger.CERTAIN),
        ("My dad had a heart attack ten years ago, now he is grey and sweating.", Danger.CERTAIN),
        ("I was suicidal in 2005 but am fine now.", Danger.NO_SIGN),
        ("I was suicidal in 2005 but I am worse now.", Danger.CERTAIN),
        ("My sister committed suicide in 1998.", Danger.NO_SIGN),
        ("My sister committed suicide in 1998 and I have the same pills.", Danger.CERTAIN),
        ("Mon frère s'est suicidé en 1998.", Danger.NO_SIGN),
        ("Mon frère s'est suicidé en 1998 et je veux le rejoindre.", Danger.CERTAIN),
        ("Kardeşim 1998'de intihar etti.", Danger.NO_SIGN),
        ("I could die laughing.", Danger.NO_SIGN),
        ("I nearly died laughing but I want to die.", Danger.CERTAIN),
        ("Mein Rücken bringt mich um.", Danger.NO_SIGN),
        ("Ich bringe mich um.", Danger.CERTAIN),
        ("Дед умер от инфаркта в девяностом, а спина у него была железная.", Danger.NO_SIGN),
        (POSSIBLE, Danger.POSSIBLE),
        ("", Danger.NO_SIGN),
    ],
)
def test_who_says_it_of_whom_and_when_makes_the_difference(text, danger):
    assert danger_in(text) is danger


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Estoy cansado de luchar.", "Cuidad de mi perra."),
        ("Je suis un poids pour tous.", "La lettre est dans le tiroir."),
        ("Das wars dann.", "Den Hund habe ich ins Tierheim gebracht."),
        ("Finalmente avrò pace.", "Ho regalato il cane."),
        ("Ninguém vai sentir falta.", "Deixei a carta na mesa."),
        ("Niemand zal me missen.", "De brief ligt op tafel."),
        ("Jutra nie ma.", "Klucze oddałem sąsiadce."),
        ("Кота отдал соседке.", "Никто не заметит."),
        ("Kedimi komşuya verdim.", "Hakkınızı helal edin."),
    ],
)
def test_two_things_together_that_people_say_who_do_not_name_it_are_a_sign_in_any_language(one, other):
    assert danger_by_rules(f"{one} {other}") is Danger.POSSIBLE

    assert {danger_by_rules(one), danger_by_rules(other)} == {Danger.NO_SIGN}


NEW = "I have counted what is in the drawer and it would be enough."


def test_what_no_rule_knows_may_be_like_what_people_in_danger_write():
    assert danger_by_rules(NEW) is Danger.NO_SIGN

    assert danger_in(NEW) > Danger.NO_SIGN
    assert danger_in(f"The story ends “{NEW}”") is Danger.NO_SIGN


def test_the_model_was_trained_on_the_sentences_that_are_there():
    assert likeness.model().trained_on == training.digest(training.ALL_TEXTS)
    assert training.MODEL.stat().st_size < 1_000_000


def test_training_makes_the_same_of_the_same_and_tells_people_in_danger_from_others():
    def same():
        return Random(1)  # noqa: S311  the same each time

    few = training.examples(training.written(same(), {True: 1, False: 1}, training.ALL_TEXTS)[::400], same())

    weights, bias = training.learn([*few], same())

    assert (weights, bias) == training.learn([*few], same())
    right = [(bias + sum(weights[place] for place in each.features) > 0) == each.is_danger for each in few]
    assert sum(right) > 0.9 * len(right)


@pytest.mark.parametrize(
    "text", ["k i l l  m y s e l f", "kıll mysélf", "K1LL MY$ELF", "kil​l myself", "killlll myself"]
)
def test_no_disguise_hides_it(text):
    assert danger_in(text) is Danger.CERTAIN


@given(st.text())
def test_any_text_is_judged(text):
    assert danger_in(text) in Danger


@pytest.mark.parametrize(
    "piece", ["a", "kill my ", "suicid", "i want ", "k ", "'", "\u0301", "💀", "🔪 ", "abcdefgh ", "0"]
)
def test_no_text_is_too_long_to_be_judged(piece):
    text = piece * (100_000 // len(piece))

    assert sum(len(sentence) for sentence in sentences(text)) < 10 * LONGEST
    danger_in(text)


@pytest.mark.parametrize("filler", [f"{BEFORE} ", "and then I went to the shop and back "])
@pytest.mark.parametrize("length", [4_980, 4_999, 7_200, 19_000])
def test_nor_is_it_too_late_in_a_text_to_say_it(filler, length):
    before = (filler * (length // len(filler) + 1))[:length]

    assert danger_in(f"{before} I want to kill myself. {AFTER}") > Danger.NO_SIGN
    assert danger_in(f"{before} {AFTER}") is Danger.NO_SIGN


@pytest.fixture
def tell(reader, edition):
    """The reader reports a problem; the page that follows."""

    def send(comment):
        return reader.get(reader.post(f"/feedback/report/?edition={edition.pk}", {"comment": comment})["Location"])

    return send


@pytest.mark.django_db
def test_where_nobody_is_sure_help_stands_above_the_thanks_and_the_report_is_marked(tell):
    page = plain(tell(POSSIBLE))

    assert page.index("You can talk to somebody now") < page.index("What happens next")
    assert "Thank you" in page and "Get help now" not in page
    assert Report.objects.get().severity == Report.Severity.POSSIBLE_SAFETY


@pytest.mark.django_db
def test_the_desk_reads_it_after_what_is_certain_and_before_all_else(edition):
    reports = [
        receive(edition, receipt=new_receipt(), comment=said) for said in ("A typo.", POSSIBLE, "I want to die.")
    ]

    assert list(Report.objects.most_urgent_first()) == reports[::-1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        *("suicide", "how many paracetamol to die", "quiero morir", "su1cide"),
        "I have taught the children how to cook eggs so they will not be hungry afterwards",
    ],
)
def test_a_search_of_somebody_in_danger_begins_with_whom_to_call(client, words):
    page = client.get("/search/", {"q": words}).content.decode().partition("<main")[2]

    assert page.index("You can talk to somebody now") < page.index("What you can try")
    assert 'href="tel:116123"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/search/", "/search/?q=suicide+statistics+of+1990", "/no-such-page/", "form"])
def test_whoever_needs_help_now_finds_the_numbers_of_the_region(client, edition, settings, address):
    settings.REGION = "US"
    address = f"/feedback/report/?edition={edition.pk}" if address == "form" else address

    page = client.get(address).content.decode()

    assert 'href="tel:911"' in page and 'href="tel:988"' in page
    assert "I need help now" in page or "You can talk to somebody now" in page


@pytest.mark.parametrize("template", ["500.html", "400.html"])
def test_pages_about_what_broke_have_them_too(template, settings):
    settings.REGION = "US"

    assert 'href="tel:911"' in render_to_string(template)
