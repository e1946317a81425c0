"""Works that articles cite. A work is known by its number, so that its row and what articles print of it agree."""

#: Of as many articles so many works are known: most are cited more than once.
WORKS_PER_ARTICLE = 2
#: References of one edition, at most.
CITED = 20

WORKS = """
    INSERT INTO articles_reference
        (text, html, doi, pmid, pmcid, isbn, url, csl, kind, study_type, is_preprint, source, archive_url, status,
         link_status)
    SELECT 'Author ' || n || '. Study ' || n || ' of pain. Journal. 2020;1:' || n,
           '', '10.1000/' || n, n::text, '', '', 'https://www.example.org/' || n, '{}', 'article', '', false,
           'crossref', '', 'clear', '' FROM generate_series(1, %(works)s) AS n
"""


def write_works(cursor, works):
    """The library gets so many works, numbered from 1."""
    cursor.execute(WORKS, {"works": works})


def printed(number):
    """The same work as articles print it: in their list, and at no place in their text."""
    return {
        "text": f"Author {number}. Study {number} of pain. Journal. 2020;1:{number}",
        "doi": f"10.1000/{number}",
        "pmid": str(number),
        "url": f"https://www.example.org/{number}",
        "kind": "article",
        "uses": 0,
    }
