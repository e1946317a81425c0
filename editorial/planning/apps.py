"""Who does what by when: who is asked to sign which text, until which day, and what waits for whom."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "editorial.planning"

    def ready(self):
        from . import signal_handlers

        signal_handlers.connect()
