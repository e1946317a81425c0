"""What waits for an editor's decision."""

from editorial.review.publishing.status_proposals import StatusProposal


def open_proposals():
    """Proposals about pages' status that nobody has decided yet, oldest first."""
    return StatusProposal.objects.filter(decided_at__isnull=True).select_related("page", "proposed_by").order_by("pk")
