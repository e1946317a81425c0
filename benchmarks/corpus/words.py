"""Words without meaning, as unevenly frequent as in any language."""

import random
import re
from collections import Counter
from itertools import accumulate, islice, product
from pathlib import Path

import numpy

DEMO = Path(__file__).resolve().parents[2] / "pain_site" / "demo" / "content"
WORD = re.compile(r"[^\W\d_]{2,25}")
TAG = re.compile(r"<[^>]*>|\\u[0-9a-f]{4}")
#: As many different words as texts of a hundred thousand articles have.
VOCABULARY = 60_000
AT_ONCE = 100_000

STARTS = "gastr cardi neur oste arthr my derm hepat nephr pneum enceph hem cyst rhin ot laryng col chondr"
MIDDLES = "olumb oscler ophren ocervic othorac ocran openeur obrach ofemor otibi oped odent ogloss olingu"
MORE = "al en or ut im as ed il ov ur an"
ENDS = "itis oma osis algia ectomy pathy plegia megaly scopy rrhage ine ol ide one ate ium"


def words_by_frequency(folder=None):
    """Different words, the most frequent first: those of the files in a folder, then invented ones."""
    found = Counter()
    for path in sorted(Path(folder or DEMO).rglob("*")):
        if path.suffix in {".txt", ".json", ".md", ".html", ".nxml", ".xml"}:
            text = TAG.sub(" ", path.read_text(encoding="utf-8", errors="ignore"))
            found.update(word.lower() for word in WORD.findall(text))
    words = [word for word, _times in found.most_common(VOCABULARY)]
    known = set(words)
    return words + [word for word in invented_words(VOCABULARY - len(words)) if word not in known]


def invented_words(count):
    """Words such as `gastrolumbitis`."""
    more = ["", *MORE.split()]
    invented = ["".join(parts) for parts in product(STARTS.split(), MIDDLES.split(), more, more, ENDS.split())]
    random.Random(2).shuffle(invented)
    return invented[:count]


def uneven(count):
    """Weights by Zipf's law, added up."""
    return list(accumulate(1 / (rank + 2.7) for rank in range(count)))


class Talker:
    """Says words at random, the first ones most often."""

    def __init__(self, words, seed=1):
        self.random = numpy.random.default_rng(seed)
        self.words = words
        self.weights = numpy.array(uneven(len(words)))
        self.stream = self.chosen()

    def say(self, count):
        return " ".join(islice(self.stream, count))

    def chosen(self):
        """Word after word without end, many chosen at once: one by one that took a third of an article's time."""
        while True:
            places = numpy.searchsorted(self.weights, self.random.random(AT_ONCE) * self.weights[-1], side="right")
            yield from [self.words[place] for place in places]
