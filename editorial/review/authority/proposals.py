"""Changes of who may sign that one editor asked for, and that another has to confirm."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.record.signers.authority import OF_KEYS, AuthorityEvent, AuthorityEventKind
from articles.record.signers.credentials import Credential, PersonAccount
from editorial.accounts.users import User


class AuthorityProposalQuerySet(models.QuerySet["AuthorityProposal"]):
    """Changes that were asked for."""

    def undecided(self) -> Self:
        found = self.filter(decided_at__isnull=True).order_by("pk")
        return found.select_related("person", "user", "credential__person", "topic", "asked_by")


class AuthorityProposal(models.Model):
    """What an `AuthorityEvent` will say when another editor confirms it."""

    kind = models.CharField(max_length=30, choices=AuthorityEventKind.choices)
    person = models.ForeignKey("articles.PersonPage", null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    credential = models.ForeignKey(Credential, null=True, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey("articles.TopicPage", null=True, on_delete=models.PROTECT, related_name="+")
    details = models.JSONField(default=dict)
    reason = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    event = models.OneToOneField(
        AuthorityEvent,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty when it was turned down."),
    )

    objects = AuthorityProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal about who may sign")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person or self.topic}"

    @property
    def content(self) -> dict[str, Any]:
        """What the event would say, but for who decided it."""
        names = ("kind", "person_id", "user_id", "credential_id", "topic_id", "details", "reason")
        return {name: getattr(self, name) for name in names}

    def to_be_confirmed(self, by: User) -> AuthorityEvent:
        """The event, as it will be written when somebody confirms it."""
        return AuthorityEvent(**self.content, asked_by=self.asked_by, confirmed_by=by)

    @property
    def is_about_own_key(self) -> bool:
        """Whether somebody asks for a key of their own, which everybody at the desk may."""
        return self.kind in OF_KEYS and self.user_id is not None and self.user_id == self.asked_by_id

    @property
    def concerned(self) -> set[User]:
        """The members of the desk whom it is about, by their page in whatever language."""
        pages = self.person.get_translations(inclusive=True) if self.person else []
        accounts = PersonAccount.objects.filter(person__in=pages).select_related("user") if pages else []
        return {user for user in (self.user, *(account.user for account in accounts)) if user}
