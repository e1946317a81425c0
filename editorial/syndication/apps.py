"""Who shows our texts elsewhere, and how what was wrong with them reaches those readers."""

from django.apps import AppConfig


class SyndicationConfig(AppConfig):
    name = "editorial.syndication"

    def ready(self) -> None:
        from editorial.exchange.extensions import left_blank

        from . import signal_handlers
        from .moving import left_blank_of_copies

        signal_handlers.connect()
        left_blank.register("copies", left_blank_of_copies)
