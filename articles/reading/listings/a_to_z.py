"""Everything from A to Z: the articles and topics that readers get in a language, by the first letters of titles."""

import string

from django.conf import settings
from django.utils.translation import get_language

from ...databases import reading
from ...record.addresses import home_path
from ..search.index import statement

#: Titles that begin with none of these stand under the last.
LETTERS = [*string.ascii_lowercase, "0-9"]
#: A site with no more titles than this shows them all on one page.
ON_ONE_PAGE = 300
PER_PAGE = 200

LETTERS_IN_USE = """
    SELECT letter FROM unnest(%(letters)s::text[]) AS letter
    WHERE EXISTS (SELECT FROM articles_searchentry e WHERE articles_initial(e.title) = letter
                  AND e.kind IN ('article', 'topic') AND {readable} AND {in_language})
"""
ENTRIES = """
    SELECT articles_initial(e.title), e.title, p.path, e.kind
    FROM articles_searchentry e JOIN articles_publication p ON p.id = e.publication_id
    WHERE articles_initial(e.title) = ANY (%(letters)s::text[]) AND e.kind IN ('article', 'topic')
          AND {readable} AND {in_language}
    ORDER BY articles_initial(e.title) = %(last)s, articles_initial(e.title), lower(e.title), p.id
    LIMIT %(limit)s OFFSET %(offset)s
"""
#: A page's address begins with its language; those in the site's own begin with no other.
IN_LANGUAGE = """
    EXISTS (SELECT FROM articles_publication l WHERE l.id = e.publication_id AND starts_with(l.path, %(home)s)
            AND NOT EXISTS (SELECT FROM unnest(%(others)s::text[]) AS other WHERE starts_with(l.path, other)))
"""


def letters_in_use():
    """The letters that titles begin with, in their order."""
    found = {letter for (letter,) in _rows(LETTERS_IN_USE, letters=LETTERS)}
    return [letter for letter in LETTERS if letter in found]


def entries(letters=None, page=1):
    """One page of titles in their order, each a dictionary, and whether there are more."""
    size = PER_PAGE if letters else ON_ONE_PAGE
    asked = {"letters": letters or LETTERS, "last": LETTERS[-1], "limit": size + 1, "offset": (page - 1) * size}
    found = [
        {"letter": letter, "title": title, "url": path, "kind": kind}
        for letter, title, path, kind in _rows(ENTRIES, **asked)
    ]
    return found[:size], len(found) > size


def _rows(sql, **parameters):
    home, homes = home_path(get_language()), {home_path(code) for code, _name in settings.LANGUAGES}
    several = len(homes) > 1
    if several:
        parameters |= {"home": home, "others": sorted(homes - {home, "/"})}
    with reading().cursor() as cursor:
        cursor.execute(statement(sql.replace("{in_language}", IN_LANGUAGE if several else "TRUE")), parameters)
        return cursor.fetchall()
