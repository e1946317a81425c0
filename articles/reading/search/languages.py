"""A search is in the language of its page; what is found in other languages stands apart."""

from django.conf import settings
from django.utils.translation import get_language, get_language_info

from ...stores.databases import reading
from ..translations import name_of
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


def are_several():
    return len(settings.LANGUAGES) > 1


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


def active():
    """The language that is active; that of somebody's screens at the desk need not be one of readers'."""
    code = get_language()
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def apart(words, results):
    """The best of results in other languages: of a page and its translations one, and none that was found in ours."""
    first = {}
    for result in results:
        first.setdefault(result["original"], result)
    with reading().cursor() as cursor:
        cursor.execute(statement(FOUND_IN_OWN, among=in_own()), {"originals": list(first), "words": words})
        ours = {original for (original,) in cursor.fetchall()}
    return [result for original, result in first.items() if original not in ours][:MOST]


def told(code):
    """How a page says in which language a text is that is not in its own: {code, name, dir}; None for its own."""
    code = code or settings.LANGUAGE_CODE
    if not are_several() or code == active():
        return None
    try:
        right_to_left = get_language_info(code)["bidi"]
    except KeyError:
        right_to_left = False
    return {"code": code, "name": name_of(code), "dir": "rtl" if right_to_left else "ltr"}
