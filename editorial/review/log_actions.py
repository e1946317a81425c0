"""What review writes into Wagtail's log of a page: name, imperative and past tense."""

from django.utils.translation import gettext_lazy as _

LOG_ACTIONS = [
    ("review.sign", _("Sign"), _("Signed")),
    ("review.ask_for_changes", _("Ask for changes"), _("Asked for changes")),
    ("review.publish", _("Publish an edition"), _("Published an edition")),
    ("review.declare_interest", _("Declare an interest"), _("Declared an interest")),
    ("review.waive_interest", _("Waive an interest"), _("Waived an interest")),
    ("review.propose_standing", _("Propose a change of standing"), _("Proposed a change of standing")),
    ("review.dismiss_proposal", _("Turn a proposal down"), _("Turned a proposal down")),
    ("review.change_standing", _("Change the standing"), _("Changed the standing")),
]


def register_log_actions(actions):
    for name, label, message in LOG_ACTIONS:
        actions.register_action(name, label, message)
