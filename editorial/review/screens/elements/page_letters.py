"""Who was told about a page, beside its text."""

from editorial.letters.outbox.letter import Letter
from editorial.review.signing.permissions import may_change_status

#: So many of the newest; all of them are in the report.
BESIDE_PAGE = 20


def letters_about(page_id, user):
    """The newest letters about a page, for somebody who may know who was told."""
    return Letter.objects.about(page_id)[:BESIDE_PAGE] if may_change_status(user) else []
