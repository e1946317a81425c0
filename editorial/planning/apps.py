"""Who does what by when: who is asked to sign which text, until which day, and what waits for whom."""

from django.apps import AppConfig
from django.core.checks import Tags, register


class PlanningConfig(AppConfig):
    name = "editorial.planning"

    def ready(self):
        from editorial.review.extensions import evidence, keeps_from_publishing, undecided

        from . import signal_handlers
        from .evidence import assignments
        from .schedule.bundles import asked_back, kept_by_a_bundle
        from .schedule.health import check_schedule

        signal_handlers.connect()
        keeps_from_publishing.register("bundle", kept_by_a_bundle)
        undecided.register("bundles asked back", asked_back)
        evidence.register("assignments", assignments)
        register(check_schedule, Tags.database)
