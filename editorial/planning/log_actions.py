"""What a page's history says of its plan."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter


class AskedFormatter(LogFormatter):
    label = gettext_lazy("Ask somebody to sign")

    def format_message(self, entry):
        return _("%(person)s is asked: %(kind)s") % entry.data


class AnsweredFormatter(LogFormatter):
    label = gettext_lazy("Settle who signs")

    def format_message(self, entry):
        return _("%(person)s: %(answer)s") % entry.data


class ReviewAgainFormatter(LogFormatter):
    label = gettext_lazy("Review again")

    def format_message(self, entry):
        return _("The review of edition %(edition)d is opened again") % entry.data


class OverdueFormatter(LogFormatter):
    label = gettext_lazy("Review is late")

    def format_message(self, entry):
        return _("Its review is late: %(step)s") % entry.data


class CallForReviewFormatter(LogFormatter):
    label = gettext_lazy("Ask for a review because a guideline changed")

    def format_message(self, entry):
        return _("To be reviewed, because %(change)s changed") % entry.data


def register_log_actions(actions):
    actions.register_action("planning.call_for_review")(CallForReviewFormatter)
    actions.register_action("planning.overdue")(OverdueFormatter)
    actions.register_action("planning.review_again")(ReviewAgainFormatter)
    actions.register_action("planning.ask")(AskedFormatter)
    actions.register_action("planning.answer")(AnsweredFormatter)
