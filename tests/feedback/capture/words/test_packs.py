"""Each pattern of each pack can match, and says the danger that it stands under."""

import random
import tomllib
from importlib.resources import files

import pytest

from editorial.feedback.capture.words.danger import packs as packs_module
from editorial.feedback.capture.words.danger.packs import _GAPS, END, GROUPS, START, _alternatives, _Reader, all_packs
from editorial.feedback.capture.words.danger.recognition import (
    Danger,
    _is_meant,
    _said,
    _where_touched,
    _without_denials,
    danger_by_rules,
)
from editorial.feedback.capture.words.danger.sentences import _meant, sentences

TRIES = 400
LEAST = {"certain": Danger.CERTAIN, "possible": Danger.POSSIBLE}


def written_in(pack):
    """(level, pattern as it is written) of all patterns of a pack."""
    said = data_of(pack.language)
    return [(level, written) for level, whose in sorted(GROUPS) for written in said.get(level, {}).get(whose, ())]


def data_of(language):
    return tomllib.loads((files(packs_module.__package__) / "packs" / f"{language}.toml").read_text(encoding="utf-8"))


def reader_of(pack):
    return _Reader({name: _alternatives(words) for name, words in data_of(pack.language)["words"].items()})


def made_of(pattern, reader, chance):
    """A sentence that has what the pattern asks for, its parts one clause each: those at a beginning or an end fit."""
    clauses = []
    for part in pattern.split(" & "):
        words = []
        for element in part.split():
            if element in _GAPS or element in (START, END) or element.startswith("!"):
                continue
            if element.endswith("?") and chance.random() < 0.5:
                continue
            words.append(chance.choice(list(reader.words_of(element.strip("!?")))))
        clauses.append(" ".join(words))
    chance.shuffle(clauses)
    return ", ".join(clauses)


@pytest.mark.parametrize("pack", all_packs(), ids=lambda pack: pack.language)
def test_each_pattern_of_a_pack_can_match_and_says_the_danger_that_it_stands_under(pack):
    reader, chance, never = reader_of(pack), random.Random(1), []  # noqa: S311  the same each time
    for pattern, (level, written) in zip(pack.patterns, written_in(pack), strict=True):
        made = (made_of(written, reader, chance) for _try in range(TRIES))
        said = next((text for text in made if any(_is_meant(pattern, pack, words) for words in sentences(text))), None)
        if said is None or danger_by_rules(said) < LEAST[level]:
            never.append((written, said))

    assert never == []


@pytest.mark.parametrize("pack", all_packs(), ids=lambda pack: pack.language)
def test_each_denial_of_a_pack_can_match_and_takes_nothing_but_its_own_words_out_of_a_text(pack):
    said = data_of(pack.language)
    reader, chance, never = reader_of(pack), random.Random(1), []  # noqa: S311
    for part, written in zip(pack.denied, said["denied"], strict=True):
        made = (made_of(written, reader, chance) for _try in range(TRIES))
        text = next((text for text in made if any(part.regex.search(words) for words in sentences(text))), None)
        if text is None or "9876" not in (_without_denials(f"{text}, 9876") or ""):
            never.append((written, text))

    assert never == []


@pytest.mark.parametrize("pack", all_packs(), ids=lambda pack: pack.language)
def test_no_denial_of_any_pack_hides_what_a_pattern_is_certain_of(pack):
    reader, chance, hidden = reader_of(pack), random.Random(1), []  # noqa: S311
    for level, written in written_in(pack):
        for said in (made_of(written, reader, chance) for _try in range(20) if level == "certain"):
            rest = _without_denials(said)
            if rest is not None and danger_by_rules(said) and not danger_by_rules(rest):
                hidden.append((said, rest))

    assert hidden == []


@pytest.mark.parametrize("beside", ["asks", "past", "themes"])
@pytest.mark.parametrize("pack", all_packs(), ids=lambda pack: pack.language)
def test_what_a_pack_names_beside_its_patterns_can_match_too(pack, beside):
    said = data_of(pack.language)
    reader, chance, never = reader_of(pack), random.Random(1), []  # noqa: S311
    for part, written in zip(getattr(pack, beside), said[beside], strict=True):
        made = (made_of(written, reader, chance) for _try in range(TRIES))
        if not any(_where_touched(part, _said(text)) for text in made):
            never.append(written)

    assert never == []


@pytest.mark.parametrize("pack", all_packs(), ids=lambda pack: pack.language)
def test_no_word_that_a_pack_names_beside_its_patterns_is_taken_for_another(pack):
    parts = (*pack.asks, *pack.past, *pack.themes, *pack.denied)
    words = frozenset().union(pack.negations, pack.about, *(part.words for part in parts)) - pack.spellings.keys()

    # What is put together of words that patterns have is taken apart, as “zelfmoordplannen” has to be.
    assert {word: meant for word in words if " " not in (meant := _meant(word)) and meant != word} == {}
