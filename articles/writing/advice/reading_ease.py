"""How hard a text is to read."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .advice import Advice, Kind, quoted
from .parts import Part
from .sentences import sentences_of, words_of

LONGEST_SENTENCE = 25
#: Above the ninth grade somebody is older than 14. Of fewer words the formula says little.
HIGHEST_GRADE = 9
FEWEST_WORDS = 100
OLDEST = 18

READABILITY = Kind(
    gettext_lazy("Hard to read"),
    gettext_lazy(
        "The NHS writes for a reading age of 9 to 11, and of 14 at most. What is counted is the Automated Readability "
        "Index: letters in a word and words in a sentence. It knows nothing of what the words mean."
    ),
    "NHS digital service manual, How we write",
    "https://service-manual.nhs.uk/content/how-we-write",
)
SENTENCES = Kind(
    gettext_lazy("Long sentences"),
    gettext_lazy("From 25 words on, most people do not take in all of a sentence at once."),
    "GOV.UK, Sentence length: why 25 words is our limit",
    "https://insidegovuk.blog.gov.uk/2014/08/04/sentence-length-why-25-words-is-our-limit/",
)


def grade(sentences: list[list[str]]) -> float:
    """The school grade in the US in which most can read it: the Automated Readability Index of its sentences' words.

    4.71 x letters in a word + 0.5 x words in a sentence - 21.43 (Smith EA, Senter RJ. Automated Readability Index.
    AMRL-TR-66-220. 1967). Of the usual formulas it is the one that has to guess no syllables.
    """
    words = [word for sentence in sentences for word in sentence]
    letters = sum(sum(map(str.isalnum, word)) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences) - 21.43


def readability(parts: list[Part]) -> Iterator[Advice]:
    for part in parts:
        found = [words_of(sentence) for line in part.own_lines for sentence in sentences_of(line.text)]
        sentences = [words for words in found if words]
        if sum(map(len, sentences)) < FEWEST_WORDS:
            continue
        if (reached := grade(sentences)) > HIGHEST_GRADE:
            hardest = max(sentences, key=lambda words: (len(words), sum(map(len, words))))
            told = {"age": min(round(reached) + 5, OLDEST), "sentence": quoted(" ".join(hardest))}
            sentence = _("for readers of %(age)d and older. Begin with: %(sentence)s") % told
            yield Advice(READABILITY, part.place, sentence)


def long_sentences(parts: list[Part]) -> Iterator[Advice]:
    for part in parts:
        for line in part.own_lines:
            for sentence in sentences_of(line.text):
                if (count := len(words_of(sentence))) > LONGEST_SENTENCE:
                    told = {"count": count, "sentence": quoted(sentence)}
                    yield Advice(SENTENCES, part.place, _("%(count)d words in %(sentence)s") % told)
