"""What readers of a copy are to be told, in the language of the text."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.reading.notices import AWAY
from articles.record.published.editions import Edition

from .recall import Kind

#: As readers of the page itself are told.
TAKEN_AWAY = {Kind(status.value): sentence for status, (_label, sentence) in AWAY.items()}


def sentence(kind: Kind, edition: Edition, at: datetime, note: str) -> str:
    """One that says what became of the text, when, and what the editors say of it."""
    with translation.override(edition.language or translation.get_language()):
        day = date_format(timezone.localdate(at))
        if kind in TAKEN_AWAY:
            said = str(TAKEN_AWAY[kind])
        else:
            said = {
                Kind.CORRECTED: _("This text was corrected on %(day)s: what you are reading is the earlier one."),
                Kind.REPLACED: _("There is a newer edition of this text, of %(day)s."),
                Kind.PUT_BACK: _("We went back to another edition of this text on %(day)s."),
                Kind.UNDER_REVIEW: _("This text is under urgent review since %(day)s."),
                Kind.RESTORED: _("This text is published again since %(day)s."),
            }[kind] % {"day": day}
        return f"{said} {note}".strip()
