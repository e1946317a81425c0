"""What readers told the site, month by month, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...record.published.reported_months import Urgency

HOURS_A_DAY = 24


def in_words(month):
    """A month of the record as its page shows it. A number that is not in it was too small to be told."""
    figures = month.figures
    told = figures.get("urgencies", {})
    waited = figures.get("oldest_safety_days")
    return {
        "first_day": month.month,
        "facts": [
            (_("Reports from readers"), _count(figures.get("reports"))),
            (_("Led to a change"), _count(figures.get("changed"))),
            (
                _("Oldest open report about safety, when the month was counted"),
                _("None") if waited is None else _days(waited),
            ),
        ],
        "times": [_times(kind.label, told.get(kind)) for kind in Urgency] if told else [],
        "sequence": month.sequence,
        "hash": month.hash,
    }


def _times(label, found):
    if found is None:
        return {"label": label, "changed": _("Not told"), "half": "", "most": ""}
    half, most = found.get("median_hours"), found.get("p90_hours")
    return {"label": label, "changed": found["changed"], "half": _duration(half), "most": _duration(most)}


def _count(number):
    return _("Fewer than five") if number is None else number


def _duration(hours):
    if hours is None:
        return ""
    if hours < 2 * HOURS_A_DAY:
        return ngettext("%d hour", "%d hours", hours) % hours
    return _days(round(hours / HOURS_A_DAY))


def _days(number):
    return ngettext("%d day", "%d days", number) % number
