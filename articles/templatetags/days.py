"""Days, as pages say them."""

from datetime import date
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import template_localtime
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def day(moment, form="DATE_FORMAT"):
    """The day of a moment, for people and for machines, by a format of Django's; nothing where there is none."""
    if not moment:
        return ""
    local = template_localtime(moment)
    return _element(local.year, local.month, local.day, form, get_language())


@lru_cache(maxsize=10_000)
def _element(year, month, number, form, language):
    """A list of pages has many days, and to put one into words takes as long as the rest of a card."""
    that = date(year, month, number)
    return format_html('<time datetime="{}">{}</time>', that.isoformat(), date_format(that, form))
