"""What is said of a report in a word: why it was sent, from where it came, how urgent it is, how far the desk is."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    NOT_ACCURATE = "not_accurate", _("It is not accurate")
    NOT_UP_TO_DATE = "not_up_to_date", _("It is not up to date")
    QUESTIONABLE = "questionable", _("It is questionable or could harm somebody")
    HARD_TO_UNDERSTAND = "hard_to_understand", _("It is hard to understand")
    SOMETHING_MISSING = "something_missing", _("Something is missing")
    ANSWERED = "answered", _("It answered my question")
    EASY = "easy", _("It was easy to understand")
    SOURCES = "sources", _("I could see what it is based on")
    HELPED_DECIDE = "helped_decide", _("It helped me to decide what to do")
    OTHER = "other", _("Something else")


class State(models.TextChoices):
    NEW = "new", _("New")
    NEEDS_CLINICAL_LOOK = "needs_clinical_look", _("Needs a clinical look")
    FACT_CHECK = "fact_check", _("Being fact checked")
    ACCEPTED = "accepted", _("Accepted: to be corrected")
    NO_CHANGE = "no_change", _("No change needed")
    DUPLICATE = "duplicate", _("Duplicate")
    SPAM = "spam", _("Spam")
    CLOSED = "closed", _("Closed")


class Origin(models.TextChoices):
    READER = "reader", _("A reader")
    WATCH = "watch", _("The watch on sources")
    FORMER_SITE = "former", _("A comment on our former site")


class Severity(models.IntegerChoices):
    SAFETY = 1, _("Safety: cannot wait")
    POSSIBLE_SAFETY = 2, _("Possibly safety: somebody may be in danger")
    HIGH = 3, _("High")
    NORMAL = 4, _("Normal")
    LOW = 5, _("Low")

    @property
    def is_about_danger(self) -> bool:
        return self <= self.POSSIBLE_SAFETY


STATES_FOR_READERS = {
    State.NEW: _("It has arrived, and waits to be read."),
    State.NEEDS_CLINICAL_LOOK: _("A health professional is going to look at it."),
    State.FACT_CHECK: _("Somebody is checking the facts."),
    State.ACCEPTED: _("You were right. We are correcting the article."),
    State.NO_CHANGE: _("We looked into it, and left the article as it is."),
    State.DUPLICATE: _("We had heard of this before, and see to it together with the earlier report."),
    State.SPAM: _("We took it for advertising. If we were wrong, please send it again."),
    State.CLOSED: _("We have finished with it."),
}
#: Reasons that praise.
PRAISE = (Reason.ANSWERED, Reason.EASY, Reason.SOURCES, Reason.HELPED_DECIDE)
#: The desk has finished with these.
FINISHED = ("no_change", "duplicate", "spam", "closed")
#: Finished with by somebody who looked into it, and put right by no edition.
LEFT = (State.NO_CHANGE, State.CLOSED)
#: More than yes or no, or it did before what the reader wrote was erased.
SAYS_MORE = ~Q(reason="", comment="", passage="", erased_at=None)
#: A report’s place in the queue, the highest first. What waits for nobody has none: the desk has finished with it,
#: there is nothing to do, or it is grouped under another one.
URGENCY = Case(
    When(Q(state__in=FINISHED) | Q(due_at__isnull=True) | Q(grouped_under__isnull=False), then=Value(0)),
    default=Value(9) - F("severity"),
    output_field=models.SmallIntegerField(),
)


def is_mere_praise(
    reason: str, comment: str, severity: int, passage: str = "", passage_start: int | None = None
) -> bool:
    """Whether there is nothing in it for the desk to do. What cannot wait may stand elsewhere than in the comment.

    Words in the place for the article's that do not stand in it are the reader's own. Words of the article are enough
    where nothing is said of them.
    """
    own_words = comment or (passage if passage_start is None else "")
    return not own_words and severity > Severity.HIGH and (reason in PRAISE or not reason and not passage)
