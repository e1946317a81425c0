"""Outside experts: people who were invited to sign one article, and see that article alone.

They have an account, a credential and a passkey like anybody who signs, and PostgreSQL asks the same of them. What they
may see hangs on an invitation that stands: without one they see nothing, and what they signed and said is kept.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.pages.zone import site_day
from articles.record.signed.sign_offs import SignOffKind
from editorial.accounts.users import User

EXPERTS = "Outside experts"

#: For so long the link in a letter can be used.
LINK_LASTS = timedelta(days=14)

#: What somebody from outside can be asked for. An editorial approval is the desk's own: whoever may give it decides who
#: may sign as well.
OF_EXPERTS = (SignOffKind.FACT_CHECK, SignOffKind.MEDICAL_REVIEW)


def today() -> date:
    """By the calendar of the site: who may see a text does not hang on the time zone that they chose for the desk."""
    return site_day()


class Ending(models.TextChoices):
    """Why an invitation stands no more. One whose last day is past does not from that moment, before this is noted."""

    SIGNED = "signed", _("signed")
    DECLINED = "declined", _("declined")
    CALLED_OFF = "called_off", _("called off")
    OVER = "over", _("its last day is past")


class ExpertInvitationQuerySet(models.QuerySet["ExpertInvitation"]):
    """Who was invited to what."""

    def standing(self) -> Self:
        """Those that let somebody see their article today."""
        return self.filter(ended_at__isnull=True, last_day__gte=today())

    def out_of_time(self) -> Self:
        """Those whose last day is past, where nobody noted it yet."""
        return self.filter(ended_at__isnull=True, last_day__lt=today())

    def of(self, user: User) -> Self:
        return self.filter(expert=user)

    def about(self, page: Page) -> Self:
        return self.filter(page_id=page.pk)


class ExpertInvitation(models.Model):
    """One article that an outside expert is asked to sign, and until when they may see it."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="expert_invitations")
    kind = models.CharField(_("kind of sign-off"), max_length=20, choices=SignOffKind.choices)
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="expert_invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(_("what they should know"), blank=True, max_length=1000)
    due = models.DateField(_("to be signed by"), null=True, blank=True)
    last_day = models.DateField(_("invited until"))
    #: A link says which sending it belongs to, so a new one ends the old. Nothing of the link itself is kept.
    link_sent_at = models.DateTimeField(default=timezone.now)
    link_used_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=20, choices=Ending.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True, max_length=1000)
    suggestion = models.CharField(_("who could do it instead"), blank=True, max_length=300)

    objects = ExpertInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation of an outside expert")
        verbose_name_plural = _("invitations of outside experts")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page", "expert"], condition=Q(ended_at=None), name="review_one_open_invitation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.expert}: {self.page}"

    @property
    def is_standing(self) -> bool:
        return self.ended_at is None and self.last_day >= today()

    @property
    def link_works(self) -> bool:
        """Whether the link that was sent last can still be used."""
        return self.is_standing and self.link_used_at is None and timezone.now() < self.link_sent_at + LINK_LASTS

    def end(self, ending: Ending, *, reason: str = "", suggestion: str = "") -> None:
        self.ended_at, self.ending, self.reason, self.suggestion = timezone.now(), ending, reason, suggestion
        self.save(update_fields=["ended_at", "ending", "reason", "suggestion"])


def kept_out_of(page: Page) -> models.QuerySet[User]:
    """The outside experts who may not see this page."""
    invited = ExpertInvitation.objects.standing().about(page).values("expert")
    return User.objects.filter(groups__name=EXPERTS).exclude(pk__in=invited)
