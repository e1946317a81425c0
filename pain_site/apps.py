"""The assembled site as a Django app: templates, static files, the demo."""

from django.apps import AppConfig, apps


class PainSiteConfig(AppConfig):
    name = "pain_site"
    verbose_name = "The site"

    def ready(self):
        from . import (
            celery,  # noqa: F401  so that shared tasks find their broker in every process
            languages,  # noqa: F401  its check
        )
        from .health.heartbeats import note_audit

        if apps.is_installed("editorial.upkeep"):
            from editorial.upkeep.signals import record_audited

            record_audited.connect(note_audit, dispatch_uid="pain_site_note_audit")
