"""What readers tell us: intake and triage."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FeedbackConfig(AppConfig):
    name = "editorial.feedback"

    def ready(self):
        from . import desk, signal_handlers

        signal_handlers.connect()
        post_migrate.connect(desk.let_groups_triage, sender=self, dispatch_uid="feedback_let_groups_triage")
