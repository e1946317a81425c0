"""Publications: readers get the edition, the status and the address that the record says."""

from django.conf import settings
from wagtail.models import Page

from ..record.addresses import home_path
from ..record.status import PublicationStatus
from .snapshot import rows

#: An edition and its publication come into being in one transaction, at nearly the same time.
SECONDS = 60
# `last` is the record's last word on which edition readers get: an edition, or a status change; `said` is the last
# status change. The notice of one that leaves a page published tells in its history why an edition was put back.
PUBLICATIONS = """
    SELECT p.*, e.page_id AS edition_page, e.number, e.slug, e.language, e.ends_at,
           tree.depth, above.path AS path_above,
           last.edition_id AS last_edition, coalesce(said.status, %(published)s) AS said_status,
           CASE WHEN said.status <> %(published)s THEN said.notice ELSE '' END AS said_notice,
           signed.reviewed_at AS signed_reviewed_at,
           (SELECT min(created_at) FROM articles_edition WHERE page_id = p.page_id) AS first_edition_at,
           EXISTS (SELECT FROM (
               SELECT created_at AS at FROM articles_edition WHERE page_id = p.page_id UNION ALL
               SELECT decided_at FROM articles_statuschange WHERE page_id = p.page_id) AS moment
               WHERE abs(extract(epoch FROM moment.at - p.published_at)) < %(seconds)s) AS published_by_the_record,
           articles_review_due(signed.reviewed_at, e.document::jsonb) AS signed_review_due_at
    FROM articles_publication AS p
    JOIN wagtailcore_page AS tree ON tree.id = p.page_id
    LEFT JOIN articles_edition AS e ON e.id = p.edition_id
    LEFT JOIN wagtailcore_page AS parent ON parent.path = left(tree.path, -%(step)s)
    LEFT JOIN articles_publication AS above ON above.page_id = parent.id
    LEFT JOIN LATERAL (
        SELECT word.edition_id FROM (
            SELECT id AS edition_id, sequence FROM articles_edition WHERE page_id = p.page_id UNION ALL
            SELECT edition_id, sequence FROM articles_statuschange WHERE page_id = p.page_id) AS word
        ORDER BY word.sequence DESC LIMIT 1) AS last ON true
    LEFT JOIN LATERAL (
        SELECT status, notice FROM articles_statuschange WHERE page_id = p.page_id
        ORDER BY sequence DESC LIMIT 1) AS said ON true
    LEFT JOIN LATERAL (
        SELECT max(signed_at) AS reviewed_at FROM articles_signoff
        WHERE id = ANY (e.sign_off_ids) AND kind = 'medical_review') AS signed ON true
    ORDER BY tree.path
"""
PAGES_WITH_EDITIONS = """
    SELECT e.page_id, p.id AS publication
    FROM (SELECT DISTINCT page_id FROM articles_edition) AS e LEFT JOIN articles_publication AS p USING (page_id)
    ORDER BY e.page_id
"""


PARAMETERS = {"published": PublicationStatus.PUBLISHED.value, "step": Page.steplen, "seconds": SECONDS}


def publication_findings():
    """Look at everything that readers get an address for."""
    for publication in rows(PUBLICATIONS, PARAMETERS):
        problems = (
            *problems_of_edition(publication),
            *problems_of_dates(publication),
            *problems_of_path(publication),
        )
        name = f"The publication of page {publication.page_id}, at {publication.path},"
        yield [f"{name} {problem}" for problem in problems]


def unpublished_findings():
    """A publication is never removed: every page that has an edition has one."""
    for page in rows(PAGES_WITH_EDITIONS):
        yield [] if page.publication else [f"Page {page.page_id} has editions, and its publication is not there."]


def problems_of_edition(publication):
    if publication.edition_page is None:
        yield f"shows an edition that is not there: id {publication.edition_id}."
        return
    if publication.edition_page != publication.page_id:
        yield f"shows an edition of page {publication.edition_page}."
    elif publication.edition_id != publication.last_edition:
        yield f"shows edition {publication.number}, which is not the one that the record names last."
    if (publication.status, publication.notice) != (publication.said_status, publication.said_notice):
        yield f"has the status “{publication.status}” or a notice of which the record knows nothing."
    if publication.readable_until != publication.ends_at:
        yield "ends at another time than its edition."
    if (publication.reviewed_at, publication.review_due_at) != (
        publication.signed_reviewed_at,
        publication.signed_review_due_at,
    ):
        yield "was reviewed, or is to be reviewed again, at another time than its sign-offs say."


def problems_of_dates(publication):
    """Whether the dates that readers see are those of editions and decisions."""
    first = publication.first_edition_at
    if first and abs((publication.first_published_at - first).total_seconds()) >= SECONDS:
        yield "says that it was first published at another time than its first edition."
    if not publication.published_by_the_record:
        yield "says that it was published when no edition was made and nothing decided."


def problems_of_path(publication):
    """Whether its address follows from the tree and the slug in its edition."""
    if publication.depth == 2:
        expected = (home_path(publication.language or settings.LANGUAGE_CODE), "")
    elif publication.path_above is None:
        yield "lies below a page that has no publication."
        return
    else:
        expected = (f"{publication.path_above}{publication.slug}/", publication.path_above)
    if (publication.path, publication.parent_path) != expected:
        yield f"is not at its address, {expected[0]}."
