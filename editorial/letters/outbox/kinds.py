"""What letters are about, as far as people choose how to get them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.accounts.users import User


class When(models.TextChoices):
    AT_ONCE = "at_once", _("As a letter of its own")
    WEEKLY = "weekly", _("In the weekly digest")
    NEVER = "never", _("Not at all")


class Kind(models.TextChoices):
    """A new kind of letter gets a line here, and one in OFFERED where people may not choose freely."""

    SECURITY = "security", _("What happened to your account, or in your name")
    CREDENTIALS = "credentials", _("A credential expires")
    ASKED = "asked", _("You are asked to sign a text")
    CHANGES = "changes", _("Changes are asked for in a text of yours")
    NAMED = "named", _("Somebody names you in a remark")
    REVIEWS = "reviews", _("A page that you see to is to be reviewed again")
    DECISIONS = "decisions", _("A decision of an editor is wanted")
    PUBLISHED = "published", _("What readers get was scheduled or changed")
    SOURCES = "sources", _("A cited work was retracted or is doubted")
    SAFETY = "safety", _("Somebody may be in danger, a cited work was retracted, or an editor called an emergency")
    COPIES = "copies", _("A syndicator does not answer a recall of a text that it shows")
    READERS = "readers", _("What came of a report, to the reader who asked to be told")
    REPORTS = "reports", _("A reader sent a report, or one that you watch was changed")
    FIGURES = "figures", _("The week’s reports of readers, in numbers")
    DIGEST = "digest", _("The weekly digest: what waits for you, and what was published")

    @property
    def offered(self) -> tuple[When, ...]:
        """How people may get it; the first is how they do until they choose."""
        return OFFERED.get(self, tuple(When))

    def is_for(self, user: User) -> bool:
        """Whether somebody gets letters of this kind at all: who left, only of what concerns their account."""
        return user.is_active or self == Kind.SECURITY


OFFERED = {
    Kind.SECURITY: (When.AT_ONCE,),
    Kind.CREDENTIALS: (When.AT_ONCE,),  # the last one comes a week before: it cannot wait for a digest
    Kind.ASKED: (When.AT_ONCE, When.WEEKLY),
    Kind.SAFETY: (When.AT_ONCE,),
    Kind.READERS: (When.AT_ONCE,),
    Kind.FIGURES: (When.AT_ONCE, When.NEVER),  # weekly themselves
    Kind.DIGEST: (When.AT_ONCE, When.NEVER),
}

#: Of these neither address nor text is kept when the letter is sent or given up.
FORGOTTEN = (Kind.READERS,)
