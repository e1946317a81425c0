"""Fills a database with a site as large as asked for, past the gate: triggers sleep, so nothing judges its texts.

A home page, topics, people and articles. Each article has bylines, topics, references and two sign-offs (without the
text that was signed, which no list reads). One in a hundred was corrected, one in a thousand retracted.
"""

import random
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from articles.reading.search.index import SearchEntry
from articles.record.document import canonical, digest
from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.published.status_changes import StatusChange
from articles.record.signed.sign_offs import SignOff
from articles.references.library.references import Citation

from . import tree, works
from .words import uneven

#: Numbers of pages. The home page is the first one, and all after the people are articles.
HOME = 1_001
TOPICS = range(HOME + 1, HOME + 41)
PEOPLE = range(TOPICS.stop, TOPICS.stop + 200)
#: Of so many articles one was corrected, or retracted.
CORRECTED, RETRACTED = 100, 1000
#: Over so many days all this was published.
DAYS = 3650
BATCH = 2000


def name_of(person):
    return f"Ada {person}"


def article_document(page, text, *, about, bylines, cited):
    return {
        "format": 1,
        "kind": "article",
        "page": page,
        "slug": f"article-{page}",
        "title": text.title,
        "standfirst": text.standfirst,
        "key_points": [{"html": html} for html in text.key_points],
        "sections": [
            {"id": f"section-{number}", "heading": heading, "html": html}
            for number, (heading, html) in enumerate(text.sections)
        ],
        "hero": None,
        "references": [works.printed(number) for number in cited],
        "topics": sorted(about),
        "bylines": [{"person": person, "role": "written", "name": name_of(person)} for person in bylines],
        "risk_tier": "standard",
        "review_interval_months": 12,
        "change": {"class": "new", "note": ""},
        "images": [],
    }


def home_document():
    return {"kind": "home", "page": HOME, "slug": "home", "title": "Home", "standfirst": "", "images": []}


def topic_document(page):
    title = f"Topic {page}"
    return {"kind": "topic", "page": page, "slug": f"topic-{page}", "title": title, "sections": [], "images": []}


def person_document(page):
    return {
        "kind": "person",
        "page": page,
        "slug": f"person-{page}",
        "title": name_of(page),
        "person_kind": "person",
        "biography": "",
        "photo": None,
        "credentials": [],
        "disclosures": [],
        "images": [],
    }


def fill(count, texts):
    """Fill an empty database until there are `count` publications, whose articles say what `texts` says."""
    last = HOME + count - 1
    filling = Filling(texts, count * works.WORKS_PER_ARTICLE)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        works.write_works(cursor, filling.works)
        for start in range(HOME, last + 1, BATCH):
            filling.write(range(start, min(start + BATCH, last + 1)))
        tree.grow(cursor)
        cursor.execute("SET session_replication_role = origin")
        for model in (Edition, Publication, SignOff, StatusChange, Citation):
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) + 1 FROM {table}))")


class Filling:
    """Writes the rows of pages. A page's number is also that of its publication, and of the edition that it shows."""

    def __init__(self, texts, known, seed=1):
        self.texts = texts
        self.works = known
        self.random = random.Random(seed)
        self.busy = uneven(len(PEOPLE))
        self.now = timezone.now()
        self.sequence = 0

    def write(self, pages):
        self.rows = {Edition: [], SignOff: [], StatusChange: [], Publication: [], Citation: []}
        for page in pages:
            self.page(page)
        for model, rows in self.rows.items():
            model.objects.bulk_create(rows)

    def page(self, page):
        if page == HOME:
            self.publish(home_document(), "/", parent="")
        elif page in TOPICS:
            self.publish(topic_document(page), f"/topic-{page}/")
        elif page in PEOPLE:
            self.publish(person_document(page), f"/person-{page}/")
        else:
            self.article(page)

    def article(self, page):
        at = self.now - timedelta(minutes=self.random.randrange(DAYS * 24 * 60))
        author, checker, reviewer = self.people(3)
        document = article_document(
            page,
            next(self.texts),
            about=self.random.sample(TOPICS, self.random.randint(1, 3)),
            bylines=[author],
            cited=self.random.sample(range(1, self.works + 1), self.random.randint(0, works.CITED)),
        )
        text = canonical(document)
        signed = [
            self.sign_off(2 * page, "fact_check", checker, text, page, at),
            self.sign_off(2 * page + 1, "medical_review", reviewer, text, page, at),
        ]
        topic = document["topics"][0]
        is_corrected, is_retracted = page % CORRECTED == 0, page % RETRACTED == 1
        if is_corrected:
            self.edition(-page, document, text, at, signed=signed)
            document = {**document, "change": {"class": "correction", "note": "One word was wrong."}}
            text = canonical(document)
        self.publish(
            document,
            f"/topic-{topic}/article-{page}/",
            text=text,
            parent=f"/topic-{topic}/",
            at=at,
            signed=signed,
            previous=-page if is_corrected else None,
            status="retracted" if is_retracted else "published",
        )
        if is_retracted:
            self.retract(page, at)

    def people(self, count):
        """Different people, some far more often than others."""
        chosen = dict.fromkeys(self.random.choices(PEOPLE, cum_weights=self.busy, k=20 * count))
        return list(chosen)[:count]

    def publish(self, document, path, *, text="", parent="/", at=None, signed=(), previous=None, status="published"):
        page, at = document["page"], at or self.now
        self.edition(page, document, text or canonical(document), at, signed=signed, previous=previous)
        self.rows[Publication].append(
            Publication(
                pk=page,
                page_id=page,
                edition_id=page,
                path=path,
                parent_path=parent,
                status=status,
                first_published_at=at,
                published_at=at,
                reviewed_at=at if signed else None,
                review_due_at=self.now + timedelta(days=200) if signed else None,
            )
        )
        for number, work in enumerate(document.get("references", ()), start=1):
            self.rows[Citation].append(Citation(edition_id=page, reference_id=int(work["pmid"]), number=number))

    def edition(self, pk, document, text, at, *, signed=(), previous=None):
        self.rows[Edition].append(
            Edition(
                pk=pk,
                page_id=document["page"],
                number=2 if previous else 1,
                previous_id=previous,
                document=text,
                digest=digest(text),
                draft_record_id=1,
                sign_off_ids=list(signed),
                change_class=document.get("change", {}).get("class", "new"),
                change_note=document.get("change", {}).get("note", ""),
                created_at=at,
                sequence=self.next(),
            )
        )

    def sign_off(self, pk, kind, person, text, page, at):
        self.rows[SignOff].append(
            SignOff(
                pk=pk,
                page_id=page,
                kind=kind,
                digest=digest(text),
                document="",
                signer_id=person,
                credential_id=person,
                shown={"person": person, "name": name_of(person), "credentials": ""},
                statement="I checked it.",
                interest_answer="none",
                interests="None",
                signed_at=at,
                sequence=self.next(),
            )
        )
        return pk

    def retract(self, page, at):
        self.rows[StatusChange].append(
            StatusChange(
                page_id=page,
                edition_id=page,
                before="published",
                status="retracted",
                notice="Its main source was retracted.",
                reason="An error.",
                decided_at=at,
                sequence=self.next(),
            )
        )

    def next(self):
        self.sequence += 1
        return self.sequence


def make_index(words):
    """What the triggers would have done, in bulk; the index over the entries is made at the end."""
    indexes = [index for index in SearchEntry._meta.indexes if index.name == "articles_searchentry_words"]
    with connection.schema_editor() as editor:
        editor.remove_index(SearchEntry, *indexes)
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO articles_searchentry
                   (publication_id, kind, title, topics, body, title_words, subject_stems, title_stems, head_stems,
                    stems, places, language, signers)
               SELECT p.id, found.*, articles_signers(e.sign_off_ids)
               FROM articles_publication p JOIN articles_edition e ON e.id = p.edition_id,
                                         LATERAL articles_search_entry(e.document::jsonb) AS found
               WHERE e.kind <> 'home'"""
        )
        for start in range(0, len(words), BATCH):
            cursor.execute("SELECT articles_learn_words(%s)", [" ".join(words[start : start + BATCH])])
    with connection.schema_editor() as editor:
        editor.add_index(SearchEntry, *indexes)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
