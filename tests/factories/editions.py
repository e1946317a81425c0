"""What becomes of an edition after it was published, and editions in an emergency."""

from django.db import connection

from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.signed.sign_offs import SignOffKind
from editorial.review.publishing.emergency import call_emergency, confirm_emergency
from editorial.review.publishing.status import decide, propose
from tests.factories.accounts import UserFactory
from tests.factories.drafts import fresh, shown_digest
from tests.factories.signing import appointed_editor, signature


def path_of(page):
    """Where readers get the page."""
    return Publication.objects.get(page_id=page.pk).path


def taken_away(page, status=PublicationStatus.WITHDRAWN, notice="The dose was wrong.", reason="Report 12"):
    """The page, after two editors took it away from readers."""
    proposal = propose(page, by=UserFactory(editor=True), status=status, notice=notice, reason=reason)
    decide(proposal, by=UserFactory(editor=True), accept=True)
    return page


def gone_back(page, number=1, notice="We had it wrong.", reason="Report 12"):
    """The page, after two editors showed readers an earlier edition again."""
    older = page.editions.get(number=number)
    words = {"edition": older, "notice": notice, "reason": reason}
    proposal = propose(page, by=UserFactory(editor=True), status=PublicationStatus.PUBLISHED, **words)
    decide(proposal, by=UserFactory(editor=True), accept=True)
    return fresh(page)


def emergency_signature(page):
    """What an editor signs who agrees that the page's draft cannot wait for its medical review."""
    return signature(SignOffKind.EMERGENCY, shown_digest(page))


def emergency_called(page, by=None, hours=24):
    """The override, after a first editor called an emergency for the page's draft."""
    words = {"reason": "A recall of a pain gel", "hours": hours}
    return call_emergency(page, by=by or appointed_editor(), **words, signature=emergency_signature(page))


def emergency_edition(page):
    """The edition, after two editors published the page's draft before its medical review. It lasts a day."""
    emergency_called(page)
    return confirm_emergency(fresh(page), by=appointed_editor(), signature=emergency_signature(page))


def let_the_hours_pass(edition):
    """As if the emergency had been called long ago: evidence cannot be changed, so only the tests' owner can."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE articles_edition SET ends_at = now() - interval '1 hour' WHERE id = %s", [edition.pk])
        cursor.execute(
            "UPDATE articles_publication SET readable_until = now() - interval '1 hour' WHERE edition_id = %s",
            [edition.pk],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
