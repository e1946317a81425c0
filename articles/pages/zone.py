"""Times with their zone named: whoever is at the desk may have chosen another one than the site's."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazystr
from django.utils.translation import gettext as _


def moment_with_zone(time: datetime) -> str:
    """Such as “1 December 2026, 09:00 (Europe/London)”."""
    return f"{date_format(timezone.localtime(time), 'j F Y, H:i')} ({timezone.get_current_timezone_name()})"


class _InZone:
    """A sentence that names the zone of whoever reads it."""

    def __str__(self) -> str:
        return _("In the time of %s.") % timezone.get_current_timezone_name()


in_zone = lazystr(_InZone())
