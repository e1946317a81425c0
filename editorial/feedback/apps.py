"""What readers tell us: intake and triage."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FeedbackConfig(AppConfig):
    name = "editorial.feedback"

    def ready(self):
        from editorial.exchange.extensions import keeps_comments, left_blank
        from editorial.review.extensions import evidence

        from . import groups, signal_handlers
        from .capture import regions  # noqa: F401  regions registers its check
        from .capture.storing.former_comments import keep
        from .reports.evidence import reports
        from .reports.former_comments import left_blank_of_former_comments
        from .reports.retention import left_blank_in_reports

        signal_handlers.connect()
        evidence.register("reports", reports)
        left_blank.register("reports", left_blank_in_reports)
        left_blank.register("former comments", left_blank_of_former_comments)
        keeps_comments.register("reports", keep)
        post_migrate.connect(groups.set_up_groups, sender=self, dispatch_uid="feedback_set_up_groups")
