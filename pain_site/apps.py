"""The assembled site as a Django app: templates, static files, the demo."""

from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class PainSiteConfig(AppConfig):
    name = "pain_site"
    verbose_name = "The site"

    def ready(self):
        if settings.OTEL_EXPORTER_OTLP_ENDPOINT:
            begin_tracing()
        if settings.FILES_BUCKET and not find_spec("storages"):
            raise ImproperlyConfigured(
                "FILES_URL is set, and django-storages is not installed: "
                "pip install --require-hashes -r requirements-storage.txt"
            )
        from . import celery  # noqa: F401  so that shared tasks find their broker in every process
        from .health.heartbeats import note_audit, note_signed
        from .middleware import languages  # noqa: F401  its check

        if apps.is_installed("editorial.upkeep"):
            from editorial.upkeep.signals import log_signed, record_audited

            log_signed.connect(note_signed, dispatch_uid="pain_site_note_signed")
            record_audited.connect(note_audit, dispatch_uid="pain_site_note_audit")


def begin_tracing():
    """What is off costs nothing: it is neither imported nor, but for developers, installed."""
    try:
        from .observability import tracing
    except ModuleNotFoundError as error:
        raise ImproperlyConfigured(
            "OTEL_EXPORTER_OTLP_ENDPOINT is set, and OpenTelemetry is not installed: "
            "pip install --require-hashes -r requirements-tracing.txt"
        ) from error
    tracing.begin()
