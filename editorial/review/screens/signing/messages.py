"""What to tell somebody who asked for a review."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState


def review_message(request, page):
    """Why a page that was just submitted went straight back, as HTML; empty when it did not."""
    if not {"action-submit", "action-restart-workflow"} & set(request.POST):
        return ""
    state = WorkflowState.objects.for_instance(page).order_by("-created_at").first()
    if not state or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    unmet = (state.current_task_state.comment or "").splitlines()
    items = format_html_join("", "<li>{}</li>", ((sentence,) for sentence in unmet))
    return format_html("{}<ul>{}</ul>", _("Nobody has been asked to sign this yet:"), items)


def change_request_message(asked):
    """What a reviewer asked to be changed, for whoever works on the text."""
    about = {"who": asked.asked_by, "kind": asked.get_kind_display().lower(), "comment": asked.comment}
    return _("%(who)s, %(kind)s, asked for changes: %(comment)s") % about
