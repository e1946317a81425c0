"""What is over, denied or more than ever counts in its own clause, and takes nothing from what is said beside it."""

import pytest

from editorial.feedback.capture.words.danger.recognition import Danger, danger_in


@pytest.mark.parametrize(
    "said",
    [
        "Slipped disc years ago, today I lost control of my bladder.",
        "Had an operation last spring, I can't breathe.",
        "I was told years ago it was nothing but my throat is closing up.",
        "After the surgery I lost control of my bladder and bowels.",
        "After my flight I have chest pain.",
        "My toddler ate my tablets but she is ok again.",
        "My daughter swallowed a magnet, she's better now.",
        "My toddler ate my tablets and is fine now.",
        "Before I could stop him he swallowed the battery.",
        "People say ring 111 but I can't breathe.",
        "Your page says wait, but I am coughing up blood.",
        "Vor Jahren Bandscheibenvorfall, heute kann ich die Blase nicht mehr kontrollieren.",
        "Opéré il y a deux ans, aujourd'hui je ne sens plus mes jambes et je ne peux plus uriner.",
        "Me operaron hace dos años y ahora no puedo respirar.",
    ],
)
def test_what_was_before_or_is_read_elsewhere_takes_nothing_from_what_is_now(said):
    assert danger_in(said) is Danger.CERTAIN


@pytest.mark.parametrize(
    "said",
    [
        "Years ago, my throat swelled up.",
        "My throat swelled up, about ten years ago.",
        "When I was young, my throat swelled up after a nut.",
        "My face drooped in 2012 but it was nothing.",
        "In the film, his face drooped and he couldn't speak.",
        "Vor zehn Jahren, da hatte ich einen Herzinfarkt.",
        "My chest pain is better now.",
    ],
)
def test_but_what_is_over_is_no_sign_wherever_it_says_so(said):
    assert danger_in(said) is Danger.NO_SIGN


@pytest.mark.parametrize(
    "said",
    [
        "In 2010 I tried to kill myself and I will do it right this time.",
        "My brother killed himself in 2015 and I will follow him.",
        "My mother had a stroke 10 years ago; I am having one.",
        "I haven't taken too many, just 40 paracetamol.",
        "I would never hurt myself except tonight.",
        "I don't have suicidal thoughts, I have a plan.",
        "I have no thoughts of suicide. My decision is made.",
        "Ich habe keine Suizidgedanken, ich habe einen Plan.",
        "In 2015 hat sich mein Bruder umgebracht und ich folge ihm.",
        "Je n'ai pas d'idées suicidaires, j'ai un plan.",
        "No he tomado demasiadas pastillas, solo 40.",
        "Mi hermano se suicidó en 2010 y voy a seguirle.",
    ],
)
def test_who_takes_a_denial_back_or_does_what_others_did_is_not_taken_to_be_in_no_danger(said):
    assert danger_in(said) > Danger.NO_SIGN


@pytest.mark.parametrize(
    "said",
    [
        "I have no chest pain. I plan to see my GP again next week.",
        "In 2010 I tried to kill myself. I have a good life now.",
        "My brother killed himself in 2015. I still miss him and your page helped.",
        "I am not suicidal. I have decided to see a therapist.",
        "I have no numbness, just 10 years of pain.",
    ],
)
def test_but_who_goes_on_about_something_else_does_not(said):
    assert danger_in(said) is Danger.NO_SIGN


@pytest.mark.parametrize(
    "said",
    [
        "I have never felt so suicidal.",
        "Never felt this suicidal.",
        "I have never wanted to die as much as today.",
        "Never wanted to die more than now.",
        "I can't not think about suicide.",
        "Noch nie war ich so suizidal.",
        "Nie wollte ich so sehr sterben wie heute.",
        "Je n'ai jamais eu aussi envie de mourir.",
        "Nunca quise morir tanto como hoy.",
    ],
)
def test_a_never_that_means_more_than_ever_denies_nothing(said):
    assert danger_in(said) is Danger.CERTAIN


@pytest.mark.parametrize(
    "said",
    [
        "I never felt suicidal, so I stopped worrying.",
        "I have never thought of suicide this week.",
        "I never took more than the two tablets.",
        "Ich habe noch nie an Selbstmord gedacht.",
        "Nunca quise morir.",
    ],
)
def test_any_other_never_does(said):
    assert danger_in(said) is Danger.NO_SIGN
