"""A search is in the language of its page; what is found in other languages stands apart."""

from django.conf import settings

from ...stores.databases import reading
from ..translations import active, are_several
from .index import statement

#: So many pages in other languages are named.
MOST = 5
#: Of some originals those that the search has found in its own language. Takes: originals (their page ids), words.
FOUND_IN_OWN = """
    SELECT coalesce(edition.translates_page, edition.page_id)
    FROM articles_edition edition JOIN articles_publication p ON p.edition_id = edition.id
         JOIN articles_searchentry e ON e.publication_id = p.id, articles_asked(%(words)s) AS asked
    WHERE (edition.page_id = ANY (%(originals)s) OR edition.translates_page = ANY (%(originals)s))
          AND e.stems @@ asked.query AND {readable} AND {among}
"""


def in_own():
    """The condition that an entry `e` is in the language that is active.

    Texts from before there were several are in the site's own.
    """
    if not are_several():
        return "true"
    code = active()
    if code != settings.LANGUAGE_CODE:
        return f"e.language = '{code}'"
    return f"e.language <> ALL ('{{{','.join(other for other, _name in settings.LANGUAGES if other != code)}}}')"


def in_others():
    return f"NOT ({in_own()})"


def apart(words, results):
    """The best of results in other languages: of a page and its translations one, and none that was found in ours."""
    first = {}
    for result in results:
        first.setdefault(result["original"], result)
    with reading().cursor() as cursor:
        cursor.execute(statement(FOUND_IN_OWN, among=in_own()), {"originals": list(first), "words": words})
        ours = {original for (original,) in cursor.fetchall()}
    return [result for original, result in first.items() if original not in ours][:MOST]
