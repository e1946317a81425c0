"""The plan as lists: what waits, with filters and as a spreadsheet; and the rotas."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from articles.record.signed.sign_offs import SignOffKind
from editorial.review.signing.permissions import may_change_status

from ..assigning.assignments import unassigned
from ..assigning.rota import Rota
from ..steps import Step, troubles
from .homepage import with_people
from .policy import EditorsPolicy

TROUBLES = [
    ("overdue", _("Overdue")),
    ("nobody", _("Nobody can sign")),
    ("unasked", _("Nobody in particular is asked")),
    ("still", _("Stands still")),
    ("urgent", _("Urgent")),
]


class StepFilterSet(WagtailFilterSet):
    """By what a text waits for, and by what is wrong."""

    kind = django_filters.ChoiceFilter(label=_("Waits for"), choices=SignOffKind.choices)
    trouble = django_filters.ChoiceFilter(label=_("What is wrong"), choices=TROUBLES, method="of_trouble")

    class Meta:
        model = Step
        fields: list[str] = []

    def of_trouble(self, steps: QuerySet[Step], name: str, value: str) -> QuerySet[Step]:
        return unassigned(steps) if value == "unasked" else steps.filter(troubles()[value])


class PeopleColumn(Column):
    """Who is asked, and what they said."""

    def get_value(self, instance: Step) -> str:
        return ", ".join(f"{found.person} ({found.get_answer_display()})" for found in instance.asked)


class BoardReport(ReportView):
    """Every text that waits for a signature: for whom, since when and until when."""

    model = Step
    permission_policy = ModelPermissionPolicy(Step)
    permission_required = "view"
    page_title = _("Waiting for signatures")
    header_icon = "calendar-check"
    index_url_name = "planning_board"
    index_results_url_name = "planning_board_results"
    filterset_class = StepFilterSet
    paginate_by = 50
    columns = [
        TitleColumn(
            "page__draft_title",
            label=_("Text"),
            get_url=lambda step: reverse("planning:page", args=[step.page_id]),
            accessor="page.draft_title",
        ),
        Column("get_kind_display", label=_("Waits for")),
        PeopleColumn("who", label=_("Who is asked")),
        DateColumn("began_at", label=_("Since")),
        Column("due", label=_("To be signed by")),
        BooleanColumn("is_urgent", label=_("Urgent")),
        Column("number_able", label=_("People who could")),
    ]
    list_export = ["page.draft_title", "get_kind_display", "began_at", "due", "is_urgent", "number_able"]
    export_filename = "waiting-for-signatures"

    def user_has_permission(self, permission: str) -> bool:
        return may_change_status(self.request.user)

    def get_base_queryset(self) -> QuerySet[Step]:
        return with_people(Step.objects.open().select_related("page"))


class RotaViewSet(ModelViewSet):
    """Where the next one whose turn it is is asked without an editor's doing."""

    model = Rota
    name = "rotas"
    url_prefix = "rotas"
    icon = "rotate"
    menu_label = _("Rotas")
    form_fields = ["topic", "kind", "respond_days", "due_days"]
    list_display = ["__str__", "respond_days", "due_days"]
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_settings_menu = True

    @property
    def permission_policy(self) -> Any:
        return EditorsPolicy(Rota)
