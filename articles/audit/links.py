"""The chain: no link removed, changed or slipped in, and earlier heads still in it."""

import hashlib
from collections import defaultdict

from django.apps import apps
from django.db import connection
from psycopg import sql

from ..record.evidence import NOTHING_BEFORE, ChainedModel
from .snapshot import rows

# The text is PostgreSQL's, from the row as it is now; the hash is made here.
LINKS_OF_ONE_TABLE = """
    SELECT link.sequence, {what} AS what, link.id,
           to_jsonb(link) ->> 'page_id' AS page_id, link.previous_hash, link.hash,
           articles_chained_text(link) AS chained_text
    FROM {table} AS link
"""


def chain_findings(report, expected):
    """Walk the chain from its first link to its head, which is noted in the report."""
    by_number = defaultdict(set)
    for number, once in expected:
        by_number[number].add(once)
    sequence, head = 0, NOTHING_BEFORE
    by_number.pop(sequence, None)  # the head of a site that has published nothing yet
    for link in rows(all_links()):
        findings = [*findings_of_place(link, sequence, head), *findings_of_hash(link)]
        if by_number.pop(link.sequence, set()) - {link.hash}:
            findings.append(f"At number {link.sequence} the chain has another hash than it once had: it was rewritten.")
        yield findings
        sequence, head = link.sequence, link.hash
    report.head = (sequence, head)
    for lost in sorted(by_number):
        yield [f"The chain, which ends at number {sequence}, once had number {lost}: what stood there was removed."]


def head_now():
    """The last link of the chain, as `verify_record --expect` takes it; empty before the first one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT place, last_hash FROM articles_last_link()")
        place, last_hash = cursor.fetchone() or (None, None)
    return f"{place}:{last_hash}" if place is not None else ""


def all_links():
    """One query for the links of all chained tables, in the order of the chain."""
    tables = [
        sql.SQL(LINKS_OF_ONE_TABLE).format(
            what=sql.Literal(str(model._meta.verbose_name)),
            table=sql.Identifier(model._meta.db_table),
        )
        for model in apps.get_models()
        if issubclass(model, ChainedModel)
    ]
    return sql.SQL("{} ORDER BY sequence").format(sql.SQL(" UNION ALL ").join(tables))


def findings_of_place(link, sequence_before, hash_before):
    """Whether a link follows the one before it. After a gap nobody knows which hash that one had."""
    first, last = sequence_before + 1, link.sequence - 1
    if link.sequence == sequence_before:
        yield f"{named(link)} shares its number with another link: one of the two was slipped in."
    elif first == last:
        yield f"The chain lacks number {first}: what stood there was removed."
    elif first < last:
        yield f"The chain lacks the numbers {first} to {last}: what stood there was removed."
    elif link.previous_hash != hash_before:
        yield f"{named(link)} was not chained after the link that stands before it now."


def findings_of_hash(link):
    chained = f"{link.previous_hash}\n{link.chained_text}"
    if hashlib.sha256(chained.encode()).hexdigest() != link.hash:
        yield f"{named(link)} does not say what was chained: it was changed, or its hash was."


def named(link):
    of_page = f" of page {link.page_id}" if link.page_id else ""
    return f"The {link.what} with id {link.id}{of_page}, at number {link.sequence} of the chain,"
