"""What readers read: pages, sign-offs, editions, publications and the reader's views."""

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Articles"

    def ready(self):
        from . import signal_handlers
        from .audit.checks import check_main_language, check_readers_role
        from .characters.formulas import make_exports_safe
        from .log import checks  # noqa: F401  (registers itself)
        from .record.signers import checks as record_checks  # noqa: F401

        signal_handlers.connect()
        make_exports_safe()
        post_migrate.connect(write_main_language, sender=self, dispatch_uid="articles_write_main_language")
        post_migrate.connect(open_languages, sender=self, dispatch_uid="articles_open_languages")
        register(check_main_language, Tags.database)
        register(check_readers_role, Tags.database)


def write_main_language(using, **kwargs):
    """Tell PostgreSQL, as the owner who migrates, whose home page is “/”."""
    from .record.published.addresses import MainLanguage

    MainLanguage.objects.using(using).update_or_create(defaults={"code": settings.LANGUAGE_CODE}, only=True)


def open_languages(using, **kwargs):
    """Wagtail translates pages into the languages that the settings name."""
    from wagtail.models import Locale

    for code in dict(settings.LANGUAGES):
        Locale.objects.using(using).get_or_create(language_code=code)
