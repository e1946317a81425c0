"""What readers read: pages, sign-offs, editions, publications and the reader's views."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Articles"

    def ready(self):
        from . import signal_handlers
        from .log import checks  # noqa: F401  (registers itself)
        from .record import checks as record_checks  # noqa: F401

        signal_handlers.connect()
