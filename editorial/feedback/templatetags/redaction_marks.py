"""What was taken out of a reader's words, shown as such."""

from django import template
from django.utils.html import format_html, format_html_join

from ..capture.words.redaction.redacting import parts_of

register = template.Library()


@register.filter
def with_marks(text):
    """The text with each mark of redaction as a <mark>."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", part) if is_mark else part,) for part, is_mark in parts_of(text))
    )
