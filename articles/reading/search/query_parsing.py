"""What a reader typed, made fit to be searched for. Any bytes may come in; what comes out is short and plain."""

import re
import unicodedata

from ...characters.cleaning import cleaned_line
from ...characters.folding import folded
from ...references.identifiers import Kind, identify

MOST_CHARACTERS = 200
#: Each word costs the index a look-up, and nobody reads pages that hold thirteen words of a question.
MOST_WORDS = 12
#: “PMID: 12345678”, “doi 10.1000/1”.
MOST_WORDS_OF_NUMBER = 2

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


#: Words of a question that say nothing of what is looked for. PostgreSQL leaves out “the”, “how” and the like itself.
SAY_NOTHING = frozenset(
    [
        *(
            "best",
            "better",
            "good",
            "bad",
            "really",
            "actually",
            "still",
            "just",
            "ever",
            "please",
            "thanks",
            "hi",
            "hello",
        ),
        *(
            "long",
            "last",
            "lasts",
            "many",
            "much",
            "quick",
            "quickly",
            "fast",
            "naturally",
            "normal",
            "possible",
            "ok",
            "okay",
        ),
        *(
            "get",
            "gets",
            "getting",
            "got",
            "rid",
            "go",
            "goes",
            "going",
            "away",
            "need",
            "needs",
            "want",
            "use",
            "using",
        ),
        *(
            "help",
            "helps",
            "work",
            "works",
            "working",
            "take",
            "takes",
            "taking",
            "try",
            "way",
            "ways",
            "thing",
            "things",
        ),
        *("tell", "know", "find", "explain", "explained", "mean", "means", "meant", "happen", "happens", "information"),
        *("cause", "causes", "caused", "treat", "treats", "treated", "home", "remedy", "remedies", "safe", "safely"),
        *("could", "would", "should", "can", "may", "might", "info", "about"),
    ]
)


def telling(line):
    """The words of a line that tell what is looked for: all in quotation marks, or where no other would be left."""
    if '"' in line:
        return line
    words = [word for word in line.split() if folded(word).strip("?!.,;:") not in SAY_NOTHING]
    return " ".join(words) if _WORD.search(" ".join(words)) else line


def named_work(line):
    """`doi:…` or `pmid:…`, where the line is the number of a work and nothing else."""
    found = identify(line)
    if found is None or found.kind not in (Kind.DOI, Kind.PMID) or len(unquoted(line).split()) > MOST_WORDS_OF_NUMBER:
        return ""
    return f"{found.kind.value}:{found.value.lower()}"


def is_bare_number(line):
    """Whether it could be the number of a work, and as well one that a text has: whom to call, a year, how many."""
    return unquoted(line).isdigit()


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
