"""Everything from A to Z: the articles and topics that readers get in a language, by the first letters of titles."""

import string

from ...stores.databases import reading
from ..search.index import statement
from ..search.languages import in_own

#: Titles that begin with none of these stand under the last.
LETTERS = [*string.ascii_lowercase, "0-9"]
#: A site with no more titles than this shows them all on one page.
ON_ONE_PAGE = 300
PER_PAGE = 200

LETTERS_IN_USE = """
    SELECT letter FROM unnest(%(letters)s::text[]) AS letter
    WHERE EXISTS (SELECT FROM articles_searchentry e WHERE articles_initial(e.title) = letter
                  AND e.kind IN ('article', 'topic') AND {readable} AND {among})
"""
#: How many titles there are, counted up to a limit.
COUNTED = """
    SELECT count(*) FROM (SELECT FROM articles_searchentry e
                          WHERE e.kind IN ('article', 'topic') AND {readable} AND {among} LIMIT %(limit)s) AS counted
"""
#: Letter by letter, each of which the index has in the order of its titles: nothing that is not shown is sorted.
ENTRIES = """
    SELECT letter, found.* FROM unnest(%(letters)s::text[]) WITH ORDINALITY AS asked (letter, place),
        LATERAL (SELECT e.title, p.path, e.kind
                 FROM articles_searchentry e JOIN articles_publication p ON p.id = e.publication_id
                 WHERE articles_initial(e.title) = letter AND e.kind IN ('article', 'topic') AND {readable} AND {among}
                 ORDER BY lower(e.title), e.publication_id LIMIT %(limit)s OFFSET %(offset)s) AS found
    ORDER BY place, lower(title)
"""


def letters_in_use():
    """The letters that titles begin with, in their order."""
    found = {letter for (letter,) in _rows(LETTERS_IN_USE, letters=LETTERS)}
    return [letter for letter in LETTERS if letter in found]


def entries(letter=None, page=1):
    """One page of the titles under a letter, each a dictionary, and whether there are more.

    Without a letter all titles; of a site that has more than stand on one page none.
    """
    if letter is None:
        ((number,),) = _rows(COUNTED, limit=ON_ONE_PAGE + 1)
        if number > ON_ONE_PAGE:
            return [], True
    size = PER_PAGE if letter else ON_ONE_PAGE
    asked = {"letters": [letter] if letter else LETTERS, "limit": size + 1, "offset": (page - 1) * size}
    found = [
        {"letter": letter, "title": title, "url": path, "kind": kind}
        for letter, title, path, kind in _rows(ENTRIES, **asked)
    ]
    return found[:size], len(found) > size


def _rows(sql, **parameters):
    with reading().cursor() as cursor:
        cursor.execute(statement(sql, among=in_own()), parameters)
        return cursor.fetchall()
