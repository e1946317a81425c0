"""The weekly digest: for each person of the desk what waits for them, what was published, and what they want to read
of once a week.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from articles.record.published.addresses import absolute
from articles.record.published.drafts import Draft
from articles.record.published.publications import Publication
from articles.record.signed.sign_offs import SignOffKind
from articles.references.library.overruling import OverruleProposal
from editorial.accounts.users import User
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter, LetterState
from editorial.letters.outbox.writing import write
from editorial.letters.weeks import week_due

from .authority.proposals import AuthorityProposal
from .extensions import undecided
from .publishing.status_proposals import StatusProposal
from .signing.experts import EXPERTS
from .signing.interests import waiting_for_a_waiver
from .signing.permissions import EDITORS, REVIEWERS, TRIAGERS, WRITERS, appointed_editors, editors
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
    """The texts that wait for a signature which somebody may give, by the account's number, longest waiting first."""
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
        for user in eligible_signers(draft, kind):
            waiting[user.pk].append(text)
    return waiting


def decisions_for_each() -> dict[int, list[str]]:
    """What editors are asked to decide, in a line each, by the account's number: never what one asked for oneself.

    What readers get of a page every editor decides about, all else those whose appointment is valid today.
    """
    asked: list[tuple[set[int | None], str]] = []
    of_every_editor: list[tuple[set[int | None], str]] = []
    for declaration in waiting_for_a_waiver():
        title = declaration.page.get_admin_display_title()
        asked.append(({declaration.signer_id}, f"{declaration.signer}: {title}"))
    for proposal in StatusProposal.objects.filter(decided_at=None).select_related("page", "proposed_by"):
        title = proposal.page.get_admin_display_title()
        of_every_editor.append(({proposal.proposed_by_id}, f"{proposal.get_status_display()}: {title}"))
    for alarm in OverruleProposal.objects.undecided():
        asked.append(({alarm.asked_by_id}, _("False alarm? %s") % alarm.reference))
    for wanted in AuthorityProposal.objects.undecided():
        asked.append(({wanted.asked_by_id, *(user.pk for user in wanted.concerned)}, str(wanted)))
    for waiting in chain.from_iterable(undecided.given().values()):
        theirs = of_every_editor if waiting.by_every_editor else asked
        theirs.append(({*waiting.not_by}, f"{waiting.name}: {waiting.asked}"))
    decisions = defaultdict(list)
    for people, lines in ((appointed_editors(), asked), (editors(), of_every_editor)):
        for pk in people.values_list("pk", flat=True) if lines else []:
            decisions[pk] += [line for not_by, line in lines if pk not in not_by]
    return decisions


def published_since(moment: datetime) -> list[dict[str, Any]]:
    """The newest editions since then that readers get, newest first."""
    shown = Publication.objects.readable().filter(edition__created_at__gt=moment).select_related("edition")
    return [
        {"edition": publication.edition, "link": absolute(publication.path)}
        for publication in shown.order_by("-edition__created_at")[:MOST_TITLES]
    ]
