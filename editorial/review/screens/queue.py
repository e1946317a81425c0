"""What waits for whom."""

from wagtail.models import TaskState

from articles.record.drafts import Draft
from articles.record.sign_offs import SignOffKind

from ..publishing.status_proposals import StatusProposal
from ..signing.permissions import may_sign_kind
from ..signing.rules import eligible_signers
from ..signing.sign_off_task import SignOffTask


def waiting_for_signature_by(user):
    """The pages that wait for a sign-off which this person may give, longest waiting first."""
    kinds = [kind for kind in SignOffKind.values if may_sign_kind(user, kind)]
    tasks = SignOffTask.objects.filter(kind__in=kinds)
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=tasks).order_by("started_at")
    waiting = []
    for state in states.select_related("task__signofftask", "workflow_state__requested_by"):
        draft, kind = Draft.in_review(state.workflow_state), state.task.signofftask.kind
        if user in eligible_signers(draft, kind):
            waiting.append({"page": draft.page, "kind": SignOffKind(kind), "state": state})
    return waiting


def open_proposals():
    """Proposals about pages' status that nobody has decided yet, oldest first."""
    return StatusProposal.objects.filter(decided_at__isnull=True).select_related("page", "proposed_by").order_by("pk")
