"""The chain: no link removed, changed or slipped in, and earlier heads still in it."""

import hashlib

from django.apps import apps
from psycopg import sql

from ..record.evidence import NOTHING_BEFORE, SealedModel
from .snapshot import rows

# The text is PostgreSQL's, from the row as it is now; the hash is made here.
LINKS_OF_ONE_TABLE = """
    SELECT link.position, {what} AS what, link.id, link.page_id, link.sealed_after, link.seal,
           articles_sealed_text(link) AS sealed_text
    FROM {table} AS link
"""


def chain_flaws(report, expected):
    """Walk the chain from its first link to its head, which is noted in the report."""
    expected = dict(expected)
    position, seal = 0, NOTHING_BEFORE
    expected.pop(position, None)  # the head of a site that has published nothing yet
    for link in rows(all_links()):
        flaws = [*flaws_of_place(link, position, seal), *flaws_of_seal(link)]
        if expected.pop(link.position, link.seal) != link.seal:
            flaws.append(f"At position {link.position} the chain has another seal than it once had: it was rewritten.")
        yield flaws
        position, seal = link.position, link.seal
    report.head = (position, seal)
    for lost in sorted(expected):
        yield [f"The chain, which ends at position {position}, once had position {lost}: what stood there was removed."]


def all_links():
    """One query for the links of all sealed tables, in the order of the chain."""
    tables = [
        sql.SQL(LINKS_OF_ONE_TABLE).format(
            what=sql.Literal(str(model._meta.verbose_name)), table=sql.Identifier(model._meta.db_table)
        )
        for model in apps.get_models()
        if issubclass(model, SealedModel)
    ]
    return sql.SQL("{} ORDER BY position").format(sql.SQL(" UNION ALL ").join(tables))


def flaws_of_place(link, position_before, seal_before):
    """Whether a link follows the one before it. After a gap nobody knows which seal that one had."""
    first, last = position_before + 1, link.position - 1
    if link.position == position_before:
        yield f"{named(link)} shares its position with another link: one of the two was slipped in."
    elif first == last:
        yield f"The chain lacks position {first}: what stood there was removed."
    elif first < last:
        yield f"The chain lacks the positions {first} to {last}: what stood there was removed."
    elif link.sealed_after != seal_before:
        yield f"{named(link)} was not sealed after the link that stands before it now."


def flaws_of_seal(link):
    sealed = f"{link.sealed_after}\n{link.sealed_text}"
    if hashlib.sha256(sealed.encode()).hexdigest() != link.seal:
        yield f"{named(link)} does not say what was sealed: it was changed, or its seal was."


def named(link):
    return f"The {link.what} with id {link.id} of page {link.page_id}, at position {link.position} of the chain,"
