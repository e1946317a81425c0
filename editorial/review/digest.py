"""The weekly digest: for each person of the desk what waits for them, what was published, and what they want to read
of once a week.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from articles.record.published.addresses import absolute
from articles.record.published.drafts import Draft
from articles.record.published.publications import Publication
from articles.record.signed.sign_offs import SignOffKind
from editorial.accounts.users import User
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter, LetterState
from editorial.letters.outbox.writing import write
from editorial.letters.weeks import week_due

from .decisions import decisions_for_each
from .extensions import asked_already
from .signing.experts import EXPERTS
from .signing.permissions import EDITORS, REVIEWERS, TRIAGERS, WRITERS
from .signing.rules import eligible_signers
from .signing.sign_off_task import SignOffTask

#: A digest of a busy week, or after a long downtime, stays readable.
MOST_TITLES = 50


@transaction.atomic
def write_digests() -> None:
    """Write everybody's digest of the week, once, whenever this is asked for; none where there is nothing to say."""
    with connection.cursor() as cursor:  # two clocks at once: the second finds it done
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('letters: weekly digest'))")
    occasion = f"digest {week_due()}"
    if Letter.objects.were_written(occasion):
        return
    told_before = Letter.objects.filter(kind=Kind.DIGEST).aggregate(last=Max("written_at"))["last"]
    published = published_since(told_before or timezone.now() - timedelta(days=7))
    waiting, decisions, gathered = waiting_for_each(), decisions_for_each(), gathered_for_each()
    for user in members_and(gathered):
        is_outside = any(group.name == EXPERTS for group in user.groups.all())
        context = {
            "waiting": waiting[user.pk],
            "decisions": decisions[user.pk],
            "letters": gathered[user.pk],
            "published": [] if is_outside else published,
        }
        if any(context.values()):
            link = reverse("wagtailadmin_home")
            write(Kind.DIGEST, occasion, [user], "review/emails/digest.txt", {"user": user, **context}, link=link)
    note_told(occasion, gathered)


def members_and(gathered: Iterable[int]) -> QuerySet[User]:
    """The members of the desk, and whoever else wants to read of something, such as an administrator in no group."""
    groups = [EDITORS, REVIEWERS, TRIAGERS, WRITERS, EXPERTS]
    people = User.objects.filter(Q(groups__name__in=groups) | Q(pk__in=list(gathered)), is_active=True)
    return people.prefetch_related("groups").distinct().order_by("pk")


def note_told(occasion: str, gathered: dict[int, list[Letter]]) -> None:
    """Of those who got the digest: that they were told. What nobody was told of goes on waiting for one."""
    got_it = set(Letter.objects.filter(occasion=occasion).values_list("recipient", flat=True))
    told = [letter.pk for user, letters in gathered.items() if user in got_it for letter in letters]
    Letter.objects.filter(pk__in=told).update(state=LetterState.IN_DIGEST, ended_at=timezone.now())


def gathered_for_each() -> dict[int, list[Letter]]:
    """The letters that people want to read of in their digest, by the account's number."""
    gathered = defaultdict(list)
    for letter in Letter.objects.for_digest():
        gathered[letter.recipient_id].append(letter)
    return gathered


def waiting_for_each() -> dict[int, list[dict[str, Any]]]:
    """The texts that wait for somebody's signature, by the account's number, longest waiting first.

    That is whoever is asked to sign; where nobody is, whoever may.
    """
    waiting = defaultdict(list)
    steps = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=SignOffTask.objects.all())
    for step in steps.select_related("task__signofftask", "workflow_state").order_by("started_at"):
        draft, kind = Draft.in_review(step.workflow_state), step.task.signofftask.kind
        text = {
            "title": draft.document["title"],
            "kind": SignOffKind(kind).label.lower(),
            "since": step.started_at,
            "link": settings.BASE_URL + reverse("review:page", args=[draft.page.pk]),
        }
        able = eligible_signers(draft, kind)
        for user in asked_already.given(step, kind, draft, able).get("plan") or able:
            waiting[user.pk].append(text)
    return waiting


def published_since(moment: datetime) -> list[dict[str, Any]]:
    """The newest editions since then that readers get, newest first."""
    shown = Publication.objects.readable().filter(edition__created_at__gt=moment).select_related("edition")
    return [
        {"edition": publication.edition, "link": absolute(publication.path)}
        for publication in shown.order_by("-edition__created_at")[:MOST_TITLES]
    ]
