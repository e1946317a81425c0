"""Who sees to the reports of which topic."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.pages import TopicPage


class TopicOwner(models.Model):
    """Somebody, or a group, who sees to the reports about a topic's articles."""

    class Role(models.TextChoices):
        ASSIGN = "assign", _("New reports are assigned to them")
        WATCH = "watch", _("They watch new reports, and get an email when one is changed")

    topic = models.ForeignKey(TopicPage, on_delete=models.CASCADE, related_name="+", verbose_name=_("topic"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("user"),
    )
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("group")
    )
    role = models.CharField(_("what happens"), max_length=10, choices=Role.choices, default=Role.ASSIGN)

    class Meta:
        verbose_name = _("topic owner")
        verbose_name_plural = _("topic owners")
        ordering = ["topic", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, group__isnull=True)
                | models.Q(user__isnull=True, group__isnull=False, role="watch"),
                name="feedback_topic_owner_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.user or self.group}"

    def clean(self) -> None:
        super().clean()
        if (self.user is None) == (self.group is None):
            raise ValidationError(_("Choose a user or a group, and not both."))
        if self.group and self.role == self.Role.ASSIGN:
            raise ValidationError({"role": _("A report is assigned to one person. A group can watch.")})
