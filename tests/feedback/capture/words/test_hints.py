"""Somebody who only hints at it is understood by a small language model, and it is asked only where there is doubt."""

import numpy as np
import pytest

from editorial.feedback.capture.words.danger import encoder
from editorial.feedback.capture.words.danger.likeness import likeness
from editorial.feedback.capture.words.danger.recognition import LIKE_POSSIBLE, Danger, danger_by_rules, danger_in
from editorial.feedback.capture.words.danger.training.phrases import TEXTS, digest
from editorial.feedback.capture.words.danger.word_pieces import pieces_of

KNOWN = {piece: number for number, piece in enumerate(["[UNK]", "un", "##aff", "##able", "##a", "cafe", "!", "a"])}


def test_what_is_only_hinted_at_is_understood_where_neither_rules_nor_likeness_see_it():
    hint = "I have taught the children how to cook eggs so they will not be hungry afterwards."
    harmless = "I have taught the children how to cook eggs and they were not hungry afterwards."

    assert danger_by_rules(hint) is Danger.NO_SIGN and likeness(hint) < LIKE_POSSIBLE

    assert danger_in(hint) is Danger.POSSIBLE
    assert danger_in(harmless) is Danger.NO_SIGN


@pytest.mark.parametrize(
    ("text", "is_in_english"),
    [
        ("I have put my affairs in order and paid the milkman.", True),
        ("cant go on no more mate, taking them all tonight!!!", True),
        ("Goodbye 😔😔😔", True),
        ("", True),
        ("He dejado las llaves y los papeles en la mesa.", False),
        ("J'ai déposé les clés chez ma voisine ce matin.", False),
        ("Ich habe die Schlüssel und die Papiere hingelegt.", False),
        ("Zostawiłam klucze i papiery na stole.", False),
        ("Я оставила ключи и документы на столе.", False),
        ("Anahtarları ve kağıtları masaya bıraktım.", False),
    ],
)
def test_the_language_model_knows_whether_it_can_read_a_text(text, is_in_english):
    assert encoder.can_read(text) is is_in_english


def test_of_a_longer_text_more_is_asked_since_something_in_it_is_like_danger_by_chance():
    hint = "I have taught the children how to cook eggs so they will not be hungry afterwards."
    much = "The waiting room was warm, the forms were short and the lady at the desk found my letter at once. " * 2

    assert danger_in(hint) is Danger.POSSIBLE
    assert danger_in(f"{much}{hint}") is Danger.NO_SIGN


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("unaffable", [1, 2, 3]),
        ("Café!", [5, 6]),
        ("UNA", [1, 4]),
        ("b", [0]),
        ("unb a", [0, 7]),
        ("a" * 41, [0]),
        ("a\u0301 \u200b", [7]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_the_longest_pieces_that_are_known(text, pieces):
    assert pieces_of(text, KNOWN) == pieces


def test_the_model_was_trained_on_the_sentences_that_are_there():
    assert encoder.model().trained_on == digest(TEXTS)


def test_of_a_long_text_each_part_is_looked_at_and_sentences_stay_whole():
    known = encoder.model().pieces
    begin, end = known["[CLS]"], known["[SEP]"]
    short = "The first sentence has a few words. "
    text = short * 12 + "word " * 100 + ". Nothing is left out."

    parts = encoder.parts(text, known)

    assert max(map(len, parts)) <= encoder.TOGETHER + 2
    assert all(part[0] == begin and part[-1] == end for part in parts)
    assert parts[0][1:-1] == pieces_of(short * 5, known)
    assert parts[-1][1:-1][-5:] == pieces_of("Nothing is left out.", known)


def test_a_text_is_judged_beside_longer_ones_as_alone():
    model = encoder.model()
    [short], [long] = (
        encoder.parts(text, model.pieces) for text in ("I am off now.", "I am off now, and nobody minds.")
    )
    mask = np.ones((2, len(long)), np.float32)
    mask[0, len(short) :] = 0
    rows = model.learnt("pieces")[[[*short, *[0] * (len(long) - len(short))], long]]

    together = encoder.forward(rows, mask, model.learnt, model.times, np)

    assert together == pytest.approx([*encoder.likelihoods([short]), *encoder.likelihoods([long])], abs=1e-3)
