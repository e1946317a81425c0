"""Naming somebody in a remark: “@” with a name or an e-mail address, of people who may see the text.

Whoever is named is told once, and sees it on their home page until they open it or it is settled.
"""

from __future__ import annotations

import re
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from articles.record.signers.credentials import CREDENTIAL_FOR, Credential
from editorial.accounts.users import User

from ..experts import EXPERTS, ExpertInvitation
from .remarks import Remark

#: Not the one inside an address.
AT = re.compile(r"(?<![\w.+@-])@(?=\S)")
ADDRESS = re.compile(r"[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;:]+\w")
#: So many people are named in one remark at most.
MOST = 20


class CannotBeNamedError(Exception):
    """A remark names somebody who cannot be told; the message is the sentence to show."""


class MentionQuerySet(models.QuerySet["Mention"]):
    """Who was named where."""

    def of(self, user: User) -> Self:
        return self.filter(person=user)

    def open(self) -> Self:
        """What somebody has not opened and nobody has settled, newest first."""
        unsettled = Q(remark__settled_at=None) & Q(remark__answer_to__settled_at=None)
        found = self.filter(unsettled, seen_at=None).select_related("remark__by", "remark__page")
        return found.order_by("-pk")

    def note_seen(self, page: Page) -> int:
        return self.filter(seen_at=None, remark__page=page.pk).update(seen_at=timezone.now())


class Mention(models.Model):
    """That a remark names somebody."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(null=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["remark", "person"], name="review_mentioned_once")]
        indexes = [models.Index(fields=["person"], condition=Q(seen_at=None), name="review_unseen_mentions")]

    def __str__(self) -> str:
        return f"{self.person}: {self.remark}"


def who_may_see(page: Page) -> models.QuerySet[User]:
    """Everybody for whom `may_see_drafts` is true, by name."""
    writes = PagePermissionPolicy().users_with_any_permission_for_instance({"change"}, page)
    kinds = [CREDENTIAL_FOR[kind] for kind in page.required_sign_offs]
    signs = Credential.objects.valid().filter(kind__in=kinds).values("person__account__user")
    invited = ExpertInvitation.objects.standing().about(page).values("expert")
    experts = User.objects.filter(groups__name=EXPERTS)
    desk = (Q(pk__in=writes.values("pk")) | Q(pk__in=signs)) & ~Q(pk__in=experts)
    of_experts = Q(pk__in=experts) & Q(pk__in=invited)
    return User.objects.filter(desk | of_experts, is_active=True).order_by("last_name", "first_name", "pk")


def named_in(words: str, page: Page) -> list[User]:
    """The people whom these words name. CannotBeNamedError says whom they name in vain, and nothing of who that is."""
    places = [found.end() for found in AT.finditer(words)]
    if not places:
        return []
    people = list(who_may_see(page))
    named = dict.fromkeys(_named_at(words[place:], people) for place in places)
    if len(named) > MOST:
        raise CannotBeNamedError(_now("A remark names %d people at most.") % MOST)
    return list(named)


def _named_at(rest: str, people: list[User]) -> User:
    """Whom an “@” names that this text follows."""
    if address := ADDRESS.match(rest):
        found = [person for person in people if person.email == address[0].lower()]
    else:
        fitting = [person for person in people if _begins_with(rest, person.get_full_name())]
        longest = max((len(person.get_full_name()) for person in fitting), default=0)
        found = [person for person in fitting if len(person.get_full_name()) == longest]
    if len(found) > 1:
        told = _now("Several people are called “%s”: name the one you mean by their e-mail address.")
        raise CannotBeNamedError(told % found[0].get_full_name())
    if not found:
        token = (address[0] if address else rest.split(maxsplit=1)[0])[:60]
        told = _now(
            "Nobody who may see this text is called “@%s”. Write a name in full, or an e-mail address. "
            "Where nobody is meant, put a space after the “@”."
        )
        raise CannotBeNamedError(told % token)
    return found[0]


def _begins_with(rest: str, name: str) -> bool:
    return re.match(re.escape(name) + r"(?!\w)", rest, re.IGNORECASE) is not None


def name_people(remark: Remark, people: list[User]) -> list[User]:
    """Keep whom a remark names; those who are to be told: not whoever made it."""
    others = [person for person in people if person.pk != remark.by_id]
    Mention.objects.bulk_create(Mention(remark=remark, person=person) for person in others)
    return others
