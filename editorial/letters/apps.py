"""The outbox: who is told of what, once, however often it is tried."""

from django.apps import AppConfig
from django.core.checks import Tags, register


class LettersConfig(AppConfig):
    name = "editorial.letters"
    verbose_name = "Letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import signal_handlers
        from .outbox.health import check_letters

        signal_handlers.connect()
        register(check_letters, Tags.database)
