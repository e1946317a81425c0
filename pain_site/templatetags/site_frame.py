"""The head and the foot of every page: rendered once for what they show, since pages differ in neither."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from articles.reading.site_settings import this_site
from articles.record.published.addresses import home_path

register = template.Library()

HEADER = ("site_name", "home_url", "a_to_z_url", "site_search_url", "logo_url", "logo_width")


@register.simple_tag
def name_of_site():
    """For a page whose view gives `site_name` another meaning, as the admin's home page does."""
    return this_site().name


@register.simple_tag
def home_of_language():
    """The home page in the language that is active, for pages that know nothing else."""
    return home_path(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def site_header(context):
    return _rendered("site/header.html", get_language(), *_shown(context, HEADER, "navigation"))


@register.simple_tag(takes_context=True)
def site_footer(context):
    return _rendered("site/footer.html", get_language(), *_shown(context, ("site_name",), "footer_links"))


def _shown(context, names, links):
    """What a part is given of a page's context, as what can be compared: texts, and the links under a name."""
    texts = tuple((name, context.get(name) or "") for name in names)
    return texts, links, tuple((link["url"], link["title"]) for link in context.get(links) or ())


@lru_cache(maxsize=64)
def _rendered(name, _language, texts, under, links):
    given = {**dict(texts), under: [{"url": url, "title": title} for url, title in links]}
    return mark_safe(render_to_string(name, given))  # noqa: S308  a template of ours, which escapes
