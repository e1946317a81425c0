"""Words without meaning, as unevenly frequent as in any language."""

import random
import re
from collections import Counter
from itertools import accumulate, product
from pathlib import Path

DEMO = Path(__file__).resolve().parents[2] / "pain_site" / "demo" / "content"
WORD = re.compile(r"[^\W\d_]{2,25}")
TAG = re.compile(r"<[^>]*>|\\u[0-9a-f]{4}")
#: As many different words as texts of a hundred thousand articles have.
VOCABULARY = 60_000

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
        self.random = random.Random(seed)
        self.words = words
        self.weights = uneven(len(words))

    def say(self, count):
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=count))
