"""What readers are told beside a reference that the world has corrected, doubted or retracted since.

It needs no new edition: it is a fact about the world, dated, in words of ours. Nothing that somebody typed is shown. It
follows the names in the edition, so that whatever the library says of the work now takes no warning away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..integrity.status import Status
from .integrity_facts import IntegrityFact

SENTENCES = {
    Status.CORRECTED: gettext_lazy("This work was corrected after it was published."),
    Status.CONCERN: gettext_lazy("The journal has published an expression of concern about this work."),
    Status.REMOVED_FOR_NOW: gettext_lazy("The publisher has taken this work away for the time being."),
    Status.REMOVED: gettext_lazy("The publisher has removed this work. It should not be relied on."),
    Status.WITHDRAWN: gettext_lazy("This work has been withdrawn. It should not be relied on."),
    Status.RETRACTED: gettext_lazy("This work has been retracted. It should not be relied on."),
}


class ReferenceWarning(TypedDict):
    """What stands beside a reference. `status` is one word, `since` a sentence, empty when nobody knows the day."""

    status: str
    label: str
    sentence: str
    since: str


def warnings_of(items: Sequence[dict[str, Any]]) -> list[ReferenceWarning | None]:
    """For each numbered reference of a document a warning, or None: status, label, sentence and the day of it."""
    return [warning_of(fact) if fact else None for fact in IntegrityFact.objects.about(items)]


def warning_of(fact: IntegrityFact) -> ReferenceWarning:
    since = date_format(fact.status_on) if fact.status_on else ""
    return {
        "status": slugify(fact.status),
        "label": str(fact.get_status_display()),
        "sentence": str(SENTENCES[Status(fact.status)]),
        "since": _("Since %s.") % since if since else "",
    }
