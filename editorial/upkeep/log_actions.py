"""What a page's history says of upkeep."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter


class JudgedFormatter(LogFormatter):
    label = gettext_lazy("Judge a passage that stands elsewhere too")

    def format_message(self, entry):
        return _("%(words)s words, also in “%(source)s”: %(verdict)s") % entry.data

    def format_comment(self, entry):
        return entry.data["reason"]


def register_log_actions(actions):
    actions.register_action("upkeep.judge_originality")(JudgedFormatter)
