"""Times with their zone named: whoever is at the desk may have chosen another one than the site's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazystr
from django.utils.translation import gettext as _

#: What is nearer to the ends of the calendar is beyond them in some zone.
_FIRST, _LAST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
_EARLIEST, _AHEAD = datetime(2000, 1, 1, tzinfo=UTC), timedelta(days=3653)


def moment_with_zone(time: datetime) -> str:
    """Such as “1 December 2026, 09:00 (Europe/London)”."""
    there = timezone.localtime(_in_calendar(time))
    return f"{date_format(there, 'j F Y, H:i')} ({timezone.get_current_timezone_name()})"


def site_day(time: datetime | None = None) -> date:
    """The day of a moment, or today, by the site's calendar: what is kept, or told to readers, is in nobody's zone."""
    return timezone.localdate(time, timezone.get_default_timezone())


def take_near_moments(form: ModelForm, name: str) -> None:
    """Have a form refuse a time that nobody plans for, and show one that is there whatever it is."""
    if name in form.fields:
        form.fields[name].validators.append(refuse_far)
    if time := form.initial.get(name):
        form.initial[name] = _in_calendar(time)


def refuse_far(time: datetime) -> None:
    """For fields of forms: what is near to no plan is beyond the ends of the calendar in somebody's zone."""
    if not _EARLIEST <= time <= timezone.now() + _AHEAD:
        raise ValidationError(_("Choose a time within the next ten years."))


def _in_calendar(time: datetime) -> datetime:
    return min(max(time, _FIRST), _LAST)


class _InZone:
    """A sentence that names the zone of whoever reads it."""

    def __str__(self) -> str:
        return _("In the time of %s.") % timezone.get_current_timezone_name()


in_zone = lazystr(_InZone())
