"""How somebody wants to get letters of a kind."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .kinds import Kind, When


class LetterChoice(models.Model):
    """One that is not the kind's first. Where there is none, the letter comes as the kind's first choice says."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letter_choices")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    when = models.CharField(max_length=10, choices=When.choices)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="letters_one_choice_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {self.when}"
