"""Whoever took more than anybody is told to take is in danger, by whatever figure; whoever tells of a dose is not."""

import pytest

from editorial.feedback.capture.words.danger.recognition import Danger, danger_in


@pytest.mark.parametrize(
    "said",
    [
        "I took {} paracetamol.",
        "I have swallowed {}x zopiclone an hour ago.",
        "Ich habe {} Paracetamol genommen.",
        "J'ai pris {} comprimés.",
        "Me he tomado {} paracetamol.",
    ],
)
def test_who_took_more_than_anybody_is_told_to_take_is_in_danger_whatever_the_figure(said):
    assert [number for number in range(8, 201) if danger_in(said.format(number)) is not Danger.CERTAIN] == []


@pytest.mark.parametrize(
    "said",
    [
        "I took 20g of paracetamol.",
        "I took 20,000 mg of ibuprofen.",
        "I took 16 x 500mg paracetamol.",
        "I took 3 boxes of nurofen.",
        "Ich habe 10 Gramm Paracetamol genommen.",
        "Ich habe fünfunddreißig Schlaftabletten genommen.",
        "J'ai pris 10 g de paracétamol.",
        "He tomado 10g de paracetamol.",
    ],
)
def test_and_so_is_who_took_as_much_by_weight_or_in_words(said):
    assert danger_in(said) is Danger.CERTAIN


@pytest.mark.parametrize(
    "said",
    [
        "I take 50 mg sertraline.",
        "I take 100mg tramadol twice a day.",
        "I took 2 x 400 mg ibuprofen.",
        "I took 37.5 mg tramadol.",
        "I took 1,000 mg of paracetamol.",
        "I take 13 paracetamol a day.",
        "I took ibuprofen for 10 days.",
        "He was given 10 mg of morphine.",
        "Ich habe 14 Tage lang Ibuprofen genommen.",
        "Ich habe 500 mg Paracetamol genommen.",
        "J'ai pris 50 mg de tramadol.",
        "J'ai pris 14 kilos avec ces médicaments.",
        "He tomado pastillas durante 12 días.",
    ],
)
def test_whoever_tells_of_a_usual_dose_is_in_no_danger(said):
    assert danger_in(said) is Danger.NO_SIGN
