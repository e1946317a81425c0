"""What review writes into Wagtail's log of a page: name, imperative and past tense."""

from django.utils.translation import gettext_lazy as _

LOG_ACTIONS = [
    ("review.sign", _("Sign"), _("Signed")),
    ("review.ask_for_changes", _("Ask for changes"), _("Asked for changes")),
    ("review.assess_risk", _("Say how risky it is"), _("Said how risky it is")),
    ("review.publish", _("Publish an edition"), _("Published an edition")),
    ("review.declare_interest", _("Declare an interest"), _("Declared an interest")),
    ("review.waive_interest", _("Waive an interest"), _("Waived an interest")),
    ("review.propose_status", _("Propose a status change"), _("Proposed a status change")),
    ("review.plan_status", _("Plan a status change"), _("Planned a status change")),
    ("review.call_off_status", _("Call a status change off"), _("Called a planned status change off")),
    ("review.dismiss_proposal", _("Turn a proposal down"), _("Turned a proposal down")),
    ("review.change_status", _("Change the status"), _("Changed the status")),
]


def register_log_actions(actions):
    for name, label, message in LOG_ACTIONS:
        actions.register_action(name, label, message)
