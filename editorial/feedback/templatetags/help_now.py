"""Whom somebody calls who needs help now, on every page where they may look for it. It asks the database nothing."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from articles.reading.site_settings import this_site

from ..capture.regions import region

register = template.Library()


@register.simple_tag
def help_now():
    """The numbers of the site's region, folded away under “I need help now”."""
    return _rendered("feedback/components/help_now.html", this_site().region, get_language())


@register.simple_tag
def whom_to_call():
    """The same, open: for somebody who may be in danger."""
    return _rendered("feedback/components/whom_to_call.html", this_site().region, get_language())


@lru_cache(maxsize=32)
def _rendered(name, _region, _language):
    return mark_safe(render_to_string(name, {"region": region()}))  # noqa: S308  a template of ours, which escapes
