"""The site in several languages, and its pages in each of them."""

from django.test import override_settings
from wagtail.models import Locale

from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, fresh
from tests.factories.signing import published

NAMES = {"ar": "Arabic", "de": "German", "es": "Spanish", "fr": "French"}


def speaking(*codes):
    """The site's settings with these languages besides its own, for as long as it is entered."""
    languages = [("en-gb", "English"), *((code, NAMES[code]) for code in codes)]
    return override_settings(WAGTAIL_I18N_ENABLED=True, LANGUAGES=languages, WAGTAIL_CONTENT_LANGUAGES=languages)


def in_language(code, page, **changes):
    """The page translated: a draft below translated pages, which are published first."""
    locale, _ = Locale.objects.get_or_create(language_code=code)
    above = page.get_parent().specific
    if above.depth > 1 and not above.has_translation(locale):
        published(in_language(code, above))
    copy = fresh(page.specific.copy_for_translation(locale))
    newest = page.editions.order_by("-number").first()
    said = {"translates_edition": newest and newest.number, "change_class": "new", "change_note": ""}
    return edited(copy, by=UserFactory(writer=True), **{**said, **changes})
