"""Numbers as the dashboard and the weekly email write them."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def percent(share):
    return "" if share is None else _("%d %%") % round(100 * share)


@register.filter
def waited(hours):
    """Up to two days in hours, then in days; a dash for nothing."""
    if hours is None:
        return "–"
    if hours < 1:
        return _("under 1 hour")
    if hours < 48:
        return ngettext("%d hour", "%d hours", round(hours)) % round(hours)
    return _("%d days") % round(hours / 24)
