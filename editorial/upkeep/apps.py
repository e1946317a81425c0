"""Has it gone stale? The watch on the record and on what pages cite."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "editorial.upkeep"

    def ready(self):
        from . import signal_handlers

        signal_handlers.connect()
