"""Who gets a new report: the owners of its article's topics; and whose it is no longer."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page

from ..reports.permissions import may_triage, triagers
from ..reports.report import Report
from .decisions import Decision, change
from .topic_owners import TopicOwner

#: So many reports are taken from those who left in one go.
AT_A_TIME = 500


@transaction.atomic
def route(report_id: int) -> None:
    """Assign a new report to the first owner of its topics, unless somebody has it, and have the others watch it."""
    report = Report.objects.with_people().select_for_update(of=["self"]).get(pk=report_id)
    topics = Page.objects.filter(pk__in=report.edition.topics or [])  # in whatever language
    owners = TopicOwner.objects.filter(topic__translation_key__in=topics.values("translation_key"))
    owners = owners.select_related("user").order_by("pk")
    to_assign = [owner.user for owner in owners if owner.role == TopicOwner.Role.ASSIGN]
    assigned = [person for person in to_assign if person and may_triage(person)]
    if assigned and report.is_open and report.assignee is None:
        change([report], Decision(assignee=assigned[0]), by=None)
    watching = [owner for owner in owners if owner.role == TopicOwner.Role.WATCH]
    people = (
        get_user_model()
        .objects.filter(is_active=True)
        .filter(
            Q(pk__in=[owner.user_id for owner in watching if owner.user_id])
            | Q(groups__in=[owner.group_id for owner in watching if owner.group_id])
        )
    )
    report.watchers.add(*(person for person in people.distinct() if may_triage(person)))


@transaction.atomic
def take_from_those_who_left() -> int:
    """Reports that wait with somebody who may not see to them any more wait for anybody again; how many changed.

    So many at a time that it is done within a minute; the others the next time.
    """
    with_them = Exists(Report.objects.waiting().filter(assignee=OuterRef("pk")))
    gone = get_user_model().objects.filter(with_them).exclude(pk__in=triagers().order_by().values("pk"))
    waiting = Report.objects.with_people().waiting().filter(assignee__in=list(gone)).order_by("pk")[:AT_A_TIME]
    return change(waiting.select_for_update(of=["self"]), Decision(assignee=None), by=None) if gone else 0
