"""Fills a database with as many editions as asked for: articles of four editions each, in one valid chain.

A document has some 20 kB, of which each later edition changes a sentence or two, an edition two or three sign-offs, an
article a picture of 300 kB. All are a month old, as most of a site is. One article goes through every door; the others
are made after it with the judges switched off, and chained by the trigger that hashes every row.
"""

import hashlib
import random

from django.db import connection, transaction

from articles.record.document import canonical, digest
from articles.record.signed.pictures import WIDTHS, EditionImage
from tests.factories.drafts import image
from tests.factories.pages import article, furnish
from tests.factories.picture_files import stored_path
from tests.factories.signing import published

EDITIONS_OF_A_PAGE = 4
SECTIONS = 8
SECTION_LENGTH = 2_500  # characters
CORRECTED_WORDS = 20
PICTURE_LENGTH = 300_000  # bytes
FIRST_PAGE = 1_000_000  # ids of pages count from here
MOST_PAGES = 8_999  # below one topic, with a number of four digits as each page's place in the tree

PAGES = """
    INSERT INTO wagtailcore_page SELECT (jsonb_populate_record(p, jsonb_build_object(
        'id', %(first)s + n, 'path', left(p.path, -4) || (1000 + n), 'slug', 'copy-' || n,
        'translation_key', gen_random_uuid()))).*
    FROM wagtailcore_page AS p, generate_series(1, %(pages)s) AS n WHERE p.id = %(model)s
"""
ARTICLES = """
    INSERT INTO articles_articlepage SELECT (jsonb_populate_record(a, jsonb_build_object(
        'page_ptr_id', %(first)s + n))).*
    FROM articles_articlepage AS a, generate_series(1, %(pages)s) AS n WHERE a.page_ptr_id = %(model)s
"""
DRAFT = """
    INSERT INTO articles_draftrecord (page_id, revision_id, user_id, digest, saved_at)
    SELECT %(page)s, 0, user_id, %(digest)s, now() FROM articles_draftrecord WHERE id = %(model)s RETURNING id
"""
SIGN_OFF = """
    INSERT INTO articles_signoff SELECT (jsonb_populate_record(s, jsonb_build_object(
        'id', nextval(pg_get_serial_sequence('articles_signoff', 'id')),
        'page_id', %(page)s, 'digest', %(digest)s::text, 'document', %(document)s::text,
        'signed_at', s.signed_at - interval '30 days'))).*
    FROM articles_signoff AS s WHERE s.id = %(model)s RETURNING id
"""
EDITION = """
    INSERT INTO articles_edition (page_id, number, previous_id, document, digest, draft_record_id, sign_off_ids,
                                  change_class, change_note, created_at)
    VALUES (%(page)s, %(number)s, %(previous)s, %(document)s, %(digest)s, %(draft)s, %(sign_offs)s, %(class)s, '',
            clock_timestamp() - interval '30 days')
    RETURNING id
"""


@transaction.atomic
def fill(editions):
    """Make so many editions, beside those of the pages that tests stand on; run as the owner of the tables."""
    furnish()
    draft = article(risk_tier="high", hero_image=image(), hero_alt="A chair")
    model = published(draft).editions.get()
    pages = editions // EDITIONS_OF_A_PAGE
    if pages > MOST_PAGES:
        raise SystemExit(f"No more than {MOST_PAGES * EDITIONS_OF_A_PAGE} editions, please.")
    with connection.cursor() as cursor:
        for query in (PAGES, ARTICLES):
            cursor.execute(query, {"first": FIRST_PAGE, "pages": pages, "model": model.page_id})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _switch_judges("DISABLE", cursor)
        filling = Filling(cursor, model)
        for number in range(1, pages + 1):
            filling.make_page(number)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _switch_judges("ENABLE", cursor)


def _switch_judges(how, cursor):
    for table in ("articles_signoff", "articles_edition"):
        cursor.execute(f"ALTER TABLE {table} {how} TRIGGER validate")


class Filling:
    """Makes pages like that of the edition `model`."""

    def __init__(self, cursor, model):
        self.cursor = cursor
        self.model = model
        self.address = model.publication.parent_path
        self.scaled = {width: stored_path(model.images[0], width).read_bytes() for width in WIDTHS}
        self.random = random.Random(20)

    def make_page(self, number):
        page, slug, picture, newest = FIRST_PAGE + number, f"copy-{number}", self.picture(), None
        tier = "high" if number % 2 else "standard"
        texts = [self.html() for _section in range(SECTIONS)]
        for edition in range(1, EDITIONS_OF_A_PAGE + 1):
            document = {**self.model.content, "page": page, "slug": slug, "images": [picture], "risk_tier": tier}
            document["change"] = {"class": "new" if edition == 1 else "update", "note": ""}
            if edition > 1:
                texts[edition] = self.corrected(texts[edition])
            document["sections"] = [{"id": f"s{n}", "heading": "Back", "html": html} for n, html in enumerate(texts)]
            newest = self.edition(page, edition, newest, document)

    def edition(self, page, number, previous, document):
        """The id of a new edition, after its draft record and sign-offs were made."""
        text = canonical(document)
        row = {"page": page, "number": number, "previous": previous, "document": text, "digest": digest(text)}
        needed = 3 if document["risk_tier"] == "high" else 2
        draft = self.insert(DRAFT, row | {"model": self.model.draft_record_id})
        given = [self.insert(SIGN_OFF, row | {"model": pk}) for pk in self.model.sign_off_ids[:needed]]
        return self.insert(EDITION, row | {"draft": draft, "sign_offs": given, "class": document["change"]["class"]})

    def picture(self):
        """The hash of a new picture; its original is noise, since of an old one nothing but the hash is looked at."""
        content = self.random.randbytes(PICTURE_LENGTH)
        sha256 = hashlib.sha256(content).hexdigest()
        stored_path(sha256, None).parent.mkdir(parents=True)
        stored_path(sha256, None).write_bytes(content)
        for width, scaled in self.scaled.items():
            stored_path(sha256, width).write_bytes(scaled)
        widths = {str(width): hashlib.sha256(scaled).hexdigest() for width, scaled in self.scaled.items()}
        EditionImage.objects.create(sha256=sha256, width=1440, height=960, widths=widths)
        return sha256

    def html(self):
        """Words without meaning that compress about as well as English."""
        words = (f"{self.random.randbytes(3).hex()} and" for _ in range(SECTION_LENGTH // 11))
        return f"<p>{' '.join(words)}</p>"

    def corrected(self, html):
        """The same but for some words in a row, as most editions differ from the one before."""
        words = html.split(" ")
        place = self.random.randrange(1, len(words) - CORRECTED_WORDS)
        words[place : place + CORRECTED_WORDS] = [self.random.randbytes(3).hex() for _word in range(CORRECTED_WORDS)]
        return " ".join(words)

    def insert(self, query, values):
        self.cursor.execute(query, values)
        return self.cursor.fetchone()[0]
