"""Publications: readers get the edition, the status and the address that the record says."""

from .snapshot import rows

# `said` is asked of the function that writes publications, `due` of the one that gives addresses.
PUBLICATIONS = """
    SELECT p.*, e.page_id AS edition_page, e.number,
           said.edition_id AS said_edition, said.path AS said_path, said.parent_path AS said_parent_path,
           said.status AS said_status, said.notice AS said_notice, said.readable_until AS said_readable_until,
           said.first_published_at AS said_first_published_at, said.published_at AS said_published_at,
           said.reviewed_at AS said_reviewed_at, said.review_due_at AS said_review_due_at,
           due.path AS due_path, due.parent_path AS due_parent_path, due.code AS without_address
    FROM articles_publication AS p
    JOIN wagtailcore_page AS tree ON tree.id = p.page_id
    LEFT JOIN articles_edition AS e ON e.id = p.edition_id
    LEFT JOIN LATERAL articles_publication_by_record(p.page_id) AS said ON true
    LEFT JOIN LATERAL articles_address_of(p.page_id, e.slug) AS due ON true
    ORDER BY tree.path
"""
# `had` is the page that came to the same address before: it left it to this one, or somebody of the desk confirmed that
# it is taken over.
ADDRESS_CHANGES = """
    SELECT c.*, lag(c.path, 1, '') OVER (PARTITION BY c.page_id ORDER BY c.sequence) AS path_before,
           had.page_id AS taken_from,
           EXISTS (SELECT FROM articles_addressreuse AS r
                   WHERE r.page_id = c.page_id AND r.path = c.path
                     AND r.sequence BETWEEN had.sequence AND c.sequence) AS knowingly
    FROM articles_addresschange AS c
    LEFT JOIN LATERAL (
        SELECT earlier.page_id, earlier.sequence FROM articles_addresschange AS earlier
        WHERE earlier.path = c.path AND earlier.sequence < c.sequence
        ORDER BY earlier.sequence DESC LIMIT 1) AS had ON true
    ORDER BY c.sequence
"""
PAGES_WITH_EDITIONS = """
    SELECT e.page_id, p.id AS publication
    FROM (SELECT DISTINCT page_id FROM articles_edition) AS e LEFT JOIN articles_publication AS p USING (page_id)
    ORDER BY e.page_id
"""


def publication_findings():
    """Look at everything that readers get an address for."""
    for publication in rows(PUBLICATIONS):
        name = f"The publication of page {publication.page_id}, at {publication.path},"
        yield [f"{name} {problem}" for problem in (*problems_of_edition(publication), *problems_of_path(publication))]


def unpublished_findings():
    """A publication is never removed: every page that has an edition has one."""
    for page in rows(PAGES_WITH_EDITIONS):
        yield [] if page.publication else [f"Page {page.page_id} has editions, and its publication is not there."]


def address_findings():
    """Look at every address that a page ever had."""
    for change in rows(ADDRESS_CHANGES):
        name = (
            f"The address change of page {change.page_id} to {change.path}, at number {change.sequence} of the chain,"
        )
        yield [f"{name} {problem}" for problem in problems_of_change(change)]


def problems_of_change(change):
    if change.before != change.path_before:
        yield f"says that the page was at {change.before or 'no address'}, which the record does not."
    if change.taken_from not in (None, change.page_id) and not change.knowingly:
        yield f"takes the address of page {change.taken_from} over, and nobody confirmed that."


def problems_of_edition(publication):
    if publication.edition_page is None:
        yield f"shows an edition that is not there: id {publication.edition_id}."
        return
    if publication.edition_page != publication.page_id:
        yield f"shows an edition of page {publication.edition_page}."
    elif publication.edition_id != publication.said_edition:
        yield f"shows edition {publication.number}, which is not the one that the record names last."
    if (publication.status, publication.notice) != (publication.said_status, publication.said_notice):
        yield f"has the status “{publication.status}” or a notice of which the record knows nothing."
    if publication.readable_until != publication.said_readable_until:
        yield "ends at another time than its edition."
    if (publication.first_published_at, publication.published_at) != (
        publication.said_first_published_at,
        publication.said_published_at,
    ):
        yield "was published at another time than the record says."
    if (publication.reviewed_at, publication.review_due_at) != (
        publication.said_reviewed_at,
        publication.said_review_due_at,
    ):
        yield "was reviewed, or is to be reviewed again, at another time than its sign-offs say."


def problems_of_path(publication):
    """Whether its address is the one in the record, and follows from the tree and the slug in its edition."""
    if publication.without_address == "page_above_not_published":
        yield "lies below a page that has no publication."
        return
    here = (publication.path, publication.parent_path)
    if here != (publication.due_path, publication.due_parent_path):
        yield f"is not at its address, {publication.due_path}."
    if here != (publication.said_path, publication.said_parent_path):
        yield f"is not at the address that the record says, {publication.said_path}."
