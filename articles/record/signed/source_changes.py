"""Changes of what documents take from elsewhere: a work of the library, a picture. Whoever makes one contributes.

PostgreSQL writes them when the printed columns of such a row change (`articles/sql/note_changed_work.sql`), by the user
whom the row names in `changed_by` at that moment. A change that names nobody is by nobody known, and what it is printed
in is not published before somebody known has been found. The same follows for people in bylines from the drafts of
their own pages, and for what is said of credentials from `AuthorityEvent`.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ..evidence import ChainedModel
from ..triggers import append_only, before_insert


class SourceChange(ChainedModel):
    """One change of one work or picture."""

    work = models.ForeignKey("articles.Reference", null=True, on_delete=models.PROTECT, related_name="+")
    picture = models.CharField(max_length=64, blank=True, help_text=_("The SHA-256 of the bytes that it has since."))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("change of a source")
        verbose_name_plural = _("changes of sources")
        triggers = [append_only(), before_insert("write_to_chain", "articles_write_to_chain")]
        indexes = [
            models.Index(fields=["picture"], name="articles_change_of_picture", condition=~models.Q(picture="")),
        ]

    def __str__(self) -> str:
        return f"{self.work or self.picture[:12]}"


def changed_by() -> models.ForeignKey:
    """The column in which a row names who changes it. PostgreSQL empties it: the next change names somebody anew."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
