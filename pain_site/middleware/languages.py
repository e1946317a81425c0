"""In which language a request is answered: the one that its address begins with, else the site's own.

Nothing else decides, no cookie and no header: an address says the same to everybody, and caches keep it.
"""

from pathlib import Path

from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.core.checks import register
from django.urls import URLResolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation

from articles.record.published.addresses import home_path


def language_in(path):
    """The language that an address is in. `/fr/back-pain/` and `/fr/search/` are in French."""
    code = path.partition("/")[2].partition("/")[0]
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@register
def languages_have_catalogues(app_configs, **kwargs):
    """A Warning for each language in which readers would be told things in English."""
    return [
        CheckWarning(
            f"CONTENT_LANGUAGES names {code}, and locale/ has no catalogue for it: what the site itself says on these "
            "pages is in English.",
            id="pain_site.W001",
        )
        for code in dict(settings.LANGUAGES)
        if code.partition("-")[0] not in {"en", *catalogues()}
    ]


def catalogues():
    """The languages in which readers can be told things."""
    return {path.parent.parent.name for folder in settings.LOCALE_PATHS for path in Path(folder).rglob("django.mo")}


class LanguagePrefix(LocalePrefixPattern):
    """What stands before addresses in the language that is active. The site's own has no prefix."""

    @property
    def language_prefix(self):
        code = translation.get_language()
        # The language of somebody's screens at the desk need not be one that readers get.
        return home_path(code)[1:] if code in dict(settings.LANGUAGES) else ""


def in_each_language(patterns):
    """These addresses, once in each language that readers get."""
    return URLResolver(LanguagePrefix(), patterns)


class LanguageMiddleware:
    """Has everything that is said on the way of a request said in its language, refusals and failures included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with translation.override(language_in(request.path_info)):
            return self.get_response(request)
