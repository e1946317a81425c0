"""How somebody cites one of our editions, in the site's style: a text that will not change stands at its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from ...record.published.addresses import absolute
from ...references.style import Style, formatted, sentence
from ..site_settings import this_site

if TYPE_CHECKING:
    from .readings import Reading


def cited(reading: Reading) -> str:
    """The citation of an edition as text; empty for a draft."""
    if reading.edition is None or not reading.path:
        return ""
    day = timezone.localdate(reading.edition.created_at)
    edition = _("Edition %d") % reading.edition.number
    csl = {
        "type": "webpage",
        "author": [{"literal": byline["name"]} for byline in reading.bylines if byline["role"] == "written"],
        "title": escape(f"{sentence(reading.title)} {edition}"),
        "container-title": this_site().name,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "URL": absolute(reading.edition_url),
    }
    return formatted(csl, Style(settings.CITATION_STYLE)).plain
