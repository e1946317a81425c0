"""The correction of spelling: from words that no page has to similar ones that some page has."""

from difflib import SequenceMatcher

from ...extensions import words_of_people
from .query_parsing import with_words_replaced

#: How alike two words must be, from 0 to 1, by the number of their letters: “hpi” is taken for “hip”, but “xylophone”
#: not for “phone”.
LEAST_LIKENESS = {3: 0.66, 4: 0.7, 5: 0.75}
LEAST_LIKENESS_OF_LONG = 0.8
#: A word of two letters is like too many others.
FEWEST_LETTERS = 3


def corrected(line, misspelt):
    """The line with its unknown words corrected; None where there is nothing to offer.

    `misspelt` has for each unknown word the similar words of the index, as `best` takes them. That no page has a word
    makes none of it misspelt: “spasm” is no “spam”. Only letters that were changed over are a slip in any word.
    """
    words = written_by_people(misspelt)
    better = {
        word: best(word, [row for row in similar if word not in words or sorted(row[0]) == sorted(word)])
        for word, similar in misspelt.items()
    }
    better = {word: found for word, found in better.items() if found}
    return with_words_replaced(line, better) if better else None


def written_by_people(words):
    """Which of these words, in small letters, people write, as the layers above know it."""
    return frozenset().union(*words_of_people.given(frozenset(words)).values())


def best(word, similar):
    """The word that was most likely meant, or None.

    The likest, and of those about equally like the one that stands in titles, there beside other words of the search
    if possible, and on the most pages. `similar` has for each word on how many pages, in how many titles, and in how
    many titles with another word of the search it stands.
    """
    least = LEAST_LIKENESS.get(len(word), LEAST_LIKENESS_OF_LONG)
    likely = []
    for other, pages, titles, beside in similar:
        likeness = SequenceMatcher(None, word, other, autojunk=False).ratio()
        if likeness >= least:
            likely.append((round(likeness, 1), beside > 0, titles > 0, pages, likeness, other))
    return max(likely)[-1] if likely else None
