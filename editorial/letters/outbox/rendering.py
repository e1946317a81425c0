"""A letter's subject, text and HTML, all from one template of plain text whose first line is the subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from articles.characters.cleaning import cleaned, cleaned_line
from articles.reading.site_settings import this_site

LONGEST_SUBJECT = 255


@dataclass(frozen=True)
class Text:
    """What is sent. Whatever a title or a name holds, the subject is one line."""

    subject: str
    body: str
    language: str

    @classmethod
    def of(cls, template: str, context: dict[str, Any], language: str = "") -> Text:
        """The letter that a template makes of what it is given, and of the site's name and address.

        In the site's language unless told, and in its time, not in those that somebody chose for the admin whose press
        others are told of.
        """
        frame = {"site_name": this_site().name, "site_url": settings.BASE_URL}
        language = language or settings.LANGUAGE_CODE
        with translation.override(language), timezone.override(timezone.get_default_timezone()):
            text = render_to_string(template, frame | context)
        first, _end, rest = text.lstrip().partition("\n")
        return cls(shortened(cleaned_line(first)), cleaned(rest).strip() + "\n", language)

    @property
    def html(self) -> str:
        """The same paragraphs and lines, their addresses as links. It loads nothing from anywhere."""
        return render_to_string("letters/mail/letter.html", vars(self))


def shortened(subject: str) -> str:
    """A subject that fits, cut at a word where it is too long."""
    if len(subject) <= LONGEST_SUBJECT:
        return subject
    return subject[: LONGEST_SUBJECT - 1].rsplit(" ", 1)[0] + "…"
