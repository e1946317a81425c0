"""Fills a database with as many articles as asked for, one edition each, past the gate: made of words, not people."""

import random
import re
from collections import Counter
from itertools import accumulate, product
from pathlib import Path

from django.db import connection
from django.utils import timezone

from articles.reading.search.index import SearchEntry
from articles.record.document import canonical, digest
from articles.record.editions import Edition
from articles.record.publications import Publication

DEMO = Path(__file__).resolve().parent.parent / "pain_site" / "demo" / "content"
WORD = re.compile(r"[^\W\d_]{2,25}")
TAG = re.compile(r"<[^>]*>|\\u[0-9a-f]{4}")
#: As many different words as texts of a hundred thousand articles have.
VOCABULARY = 60_000
TOPICS = 40
BATCH = 2000


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


STARTS = "gastr cardi neur oste arthr my derm hepat nephr pneum enceph hem cyst rhin ot laryng col chondr"
MIDDLES = "olumb oscler ophren ocervic othorac ocran openeur obrach ofemor otibi oped odent ogloss olingu"
MORE = "al en or ut im as ed il ov ur an"
ENDS = "itis oma osis algia ectomy pathy plegia megaly scopy rrhage ine ol ide one ate ium"


def invented_words(count):
    """Words such as `gastrolumbitis`."""
    more = ["", *MORE.split()]
    invented = ["".join(parts) for parts in product(STARTS.split(), MIDDLES.split(), more, more, ENDS.split())]
    random.Random(2).shuffle(invented)
    return invented[:count]


class Writer:
    """Writes texts whose words are as unevenly frequent as in any language (Zipf)."""

    def __init__(self, words, seed=1):
        self.random = random.Random(seed)
        self.words = words
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))

    def say(self, count):
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=count))

    def document(self, page):
        """An article's reader document of 600 to 1,200 words."""
        about = self.random.sample(range(1, TOPICS + 1), self.random.randint(1, 3))
        return {
            "format": 1,
            "kind": "article",
            "page": page,
            "slug": f"article-{page}",
            "title": self.say(self.random.randint(2, 8)).capitalize(),
            "standfirst": self.say(18).capitalize(),
            "key_points": [{"html": self.say(10).capitalize()} for _ in range(4)],
            "sections": [
                {
                    "id": f"section-{number}",
                    "heading": self.say(4).capitalize(),
                    "html": "".join(f"<p>{self.say(self.random.randint(40, 90)).capitalize()}.</p>" for _ in range(2)),
                }
                for number in range(self.random.randint(6, 8))
            ],
            "references": [],
            "topics": sorted(about),
            "bylines": [],
            "change": {"class": "new", "note": ""},
            "images": [],
        }


def topic_document(page):
    return {"kind": "topic", "page": page, "slug": f"topic-{page}", "title": f"Topic {page}"}


def fill(count, words):
    """Fill an empty database: `TOPICS` topics, then articles until there are `count` publications. Triggers sleep."""
    writer = Writer(words)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for start in range(1, count + 1, BATCH):
            pages = range(start, min(start + BATCH, count + 1))
            insert([topic_document(page) if page <= TOPICS else writer.document(page) for page in pages])
        cursor.execute("SET session_replication_role = origin")


def insert(documents):
    now = timezone.now()
    has_sequence = any(field.name == "sequence" for field in Edition._meta.fields)
    texts = [canonical(document) for document in documents]
    editions = [
        Edition(
            pk=document["page"],
            page_id=document["page"],
            number=1,
            document=text,
            digest=digest(text),
            draft_record_id=document["page"],
            sign_off_ids=[],
            change_class="new",
            created_at=now,
            **({"sequence": document["page"]} if has_sequence else {}),
        )
        for document, text in zip(documents, texts, strict=True)
    ]
    Edition.objects.bulk_create(editions)
    Publication.objects.bulk_create(
        Publication(
            pk=document["page"],
            page_id=document["page"],
            edition_id=document["page"],
            path=f"/{document['slug']}/",
            parent_path="/",
            first_published_at=now,
            published_at=now,
        )
        for document in documents
    )


def make_index(words):
    """What the triggers would have done, in bulk; the index over the entries is made at the end."""
    indexes = [index for index in SearchEntry._meta.indexes if index.name == "articles_searchentry_words"]
    with connection.schema_editor() as editor:
        editor.remove_index(SearchEntry, *indexes)
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO articles_searchentry
                   (publication_id, kind, title, topics, body, title_words, subject_stems, title_stems, head_stems,
                    stems, places)
               SELECT p.id, found.* FROM articles_publication p JOIN articles_edition e ON e.id = p.edition_id,
                                         LATERAL articles_search_entry(e.document::jsonb) AS found"""
        )
        for start in range(0, len(words), BATCH):
            cursor.execute("SELECT articles_learn_words(%s)", [" ".join(words[start : start + BATCH])])
    with connection.schema_editor() as editor:
        editor.add_index(SearchEntry, *indexes)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
