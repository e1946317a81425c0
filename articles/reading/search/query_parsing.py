"""What a reader typed, made fit to be searched for. Any bytes may come in; what comes out is short and plain."""

import re
import unicodedata

from ...characters.cleaning import cleaned_line

MOST_CHARACTERS = 200
#: Each word costs the index a look-up, and nobody reads pages that hold thirteen words of a question.
MOST_WORDS = 12

_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
#: A hyphen before a word would ask for all pages without it: the whole index, and nothing that readers mean.
_LEADING_HYPHENS = re.compile(r"(?<!\w)[-\u2010-\u2015\u2212]+")
#: Kinds of characters that stand between words. Joiners inside a word are another kind.
_APART = {"Cc", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}
_WORD = re.compile(r"[^\W\d_]+")


def cleaned(text):
    """The words to search for, in one line; empty when there is no letter and no digit."""
    text = unicodedata.normalize("NFC", cleaned_line(text[:MOST_CHARACTERS])).translate(_QUOTATION_MARKS)
    text = "".join(" " if unicodedata.category(character) in _APART else character for character in text)
    words = _LEADING_HYPHENS.sub(" ", text).split()[:MOST_WORDS]
    line = " ".join(words)
    if line.count('"') % 2:
        line = " ".join(line.replace('"', " ").split())
    return line if re.search(r"\w", line) else ""


def is_shortened(text):
    """Whether `cleaned` leaves something of it out."""
    return len(text) > MOST_CHARACTERS or len(text.split()) > MOST_WORDS


def unquoted(line):
    """The same without quotation marks."""
    return " ".join(line.replace('"', " ").split())


def letters_only(line):
    """The different words of a line that are made of letters, in small ones, each once."""
    return list(dict.fromkeys(word.lower() for word in _WORD.findall(line)))


def with_words_replaced(line, replacements):
    """The line with some of its words, given in small letters, replaced by others."""
    return _WORD.sub(lambda match: replacements.get(match[0].lower(), match[0]), line)
