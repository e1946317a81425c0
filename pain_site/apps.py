"""The assembled site as a Django app: templates, static files, the demo."""

from django.apps import AppConfig


class PainSiteConfig(AppConfig):
    name = "pain_site"
    verbose_name = "The site"

    def ready(self):
        from . import (
            celery,  # noqa: F401  so that shared tasks find their broker in every process
            languages,  # noqa: F401  its check
        )
