"""Whom somebody calls who needs help now, on every page where they may look for it. It asks the database nothing."""

from django import template

from ..capture.regions import region

register = template.Library()


@register.inclusion_tag("feedback/components/help_now.html")
def help_now():
    """The numbers of the site's region, folded away under “I need help now”."""
    return {"region": region()}


@register.inclusion_tag("feedback/components/whom_to_call.html")
def whom_to_call():
    """The same, open: for somebody who may be in danger."""
    return {"region": region()}
