"""Search entries: readers find a page by what its edition says, and by nothing else."""

from .snapshot import rows

COLUMNS = "kind, title, topics, body, title_words, subject_stems, title_stems, head_stems, stems, places, language"
SEARCH_ENTRIES = f"""
    SELECT p.page_id, p.path, entry.publication_id IS NOT NULL AS is_there,
           ROW({", ".join(f"entry.{column.strip()}" for column in COLUMNS.split(","))}, entry.signers)
           IS NOT DISTINCT FROM
           ROW({", ".join(f"found.{column.strip()}" for column in COLUMNS.split(","))},
               articles_signers(e.sign_off_ids)) AS fits
    FROM articles_publication AS p
    JOIN articles_edition AS e ON e.id = p.edition_id AND e.kind <> 'home'
    CROSS JOIN LATERAL articles_search_entry(e.document::jsonb) AS found
    LEFT JOIN articles_searchentry AS entry ON entry.publication_id = p.id
    ORDER BY p.id
"""  # noqa: S608  (made of constants)


def search_findings():
    """Make each entry again, and compare."""
    for entry in rows(SEARCH_ENTRIES):
        name = f"The search entry of page {entry.page_id}, at {entry.path},"
        if not entry.is_there:
            yield [f"{name} is not there."]
        else:
            yield [] if entry.fits else [f"{name} says something else than the edition that readers get."]
