"""Admin screens of what readers search with, and of the library of references."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.models import Page, ReferenceIndex

from ....extensions import work_facts
from ..allowed import AllowedSource
from ..newer import NewerVersion
from ..overruling import warnings_about
from ..references import NAMES, Reference
from .forms import ReferenceForm
from .views import FalseAlarmView, ImportView, MergeView, NotNewerView


class AllowedSourceViewSet(ModelViewSet):
    model = AllowedSource
    name = "allowed_sources"
    icon = "check"
    menu_hook = "register_library_menu_item"
    menu_order = 30
    menu_label = _("Allowed sources")
    list_display = ["host", "note"]
    search_fields = ["host", "note"]
    search_backend_name = None
    form_fields = ["host", "note"]
    copy_view_enabled = False


class ReferenceIndexView(IndexView):
    """Every work once: of merged ones the one that stays."""

    def get_base_queryset(self) -> QuerySet[Reference]:
        return super().get_base_queryset().filter(merged_into=None)


class ReferenceFilterSet(WagtailFilterSet):
    """Which works an editor wants to see."""

    is_followed = django_filters.BooleanFilter(
        label=_("A newer version was found"), method="keep_followed", widget=BooleanRadioSelect
    )

    class Meta:
        model = Reference
        fields = ["status", "link_status", "kind", "is_preprint"]

    def keep_followed(self, works: QuerySet[Reference], name: str, value: bool) -> QuerySet[Reference]:
        """Works of which a newer version was found, and nobody has said that it is none; or all the others."""
        found = Exists(NewerVersion.objects.open().filter(reference=OuterRef("pk")))
        return works.filter(found if value else ~found)


class ReferenceInspectView(InspectView):
    """One work: what the world says of it, and every edition that cites it."""

    template_name = "articles/admin/reference.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cited = self.object.citations.select_related("edition__publication").defer("edition__document")
        used = ReferenceIndex.get_references_to(self.object).filter(base_content_type__app_label="articles")
        return {
            **super().get_context_data(**kwargs),
            "citations": cited.order_by("-edition__sequence"),
            "drafts": Page.objects.filter(pk__in={int(use.object_id) for use in used}),
            "may_merge": self.permission_policy.user_has_permission(self.request.user, "change"),
            "warnings": warnings_about(self.object),
            "newer": self.object.newer_versions.open(),
            "said": work_facts.given(self.object).get("answers", []),
            "learnt": self.history("world_checks"),
            "link_checks": self.history("link_checks"),
        }

    def history(self, name: str) -> Sequence[Any]:
        """The newest of what the watch keeps about the work; nothing where the watch is not installed."""
        return getattr(self.object, name).all()[:20] if hasattr(self.object, name) else []


class ReferenceViewSet(ModelViewSet):
    """The library. Works come into it when they are cited; here their names are mended and their uses looked up."""

    model = Reference
    name = "references"
    icon = "openquote"
    menu_hook = "register_library_menu_item"
    menu_order = 20
    menu_label = _("References")
    list_display = ["text", "doi", "pmid", "status", "status_on", "checked_at"]
    filterset_class = ReferenceFilterSet
    search_fields = ["text", *NAMES]
    search_backend_name = None
    ordering = ["-pk"]
    index_view_class = ReferenceIndexView
    inspect_view_enabled = True
    inspect_view_class = ReferenceInspectView
    inspect_view_fields = [
        *("text", *NAMES, "archive_url", "kind", "study_type", "is_preprint", "source", "fetched_at"),
        *("status", "status_on", "checked_at", "link_status", "link_checked_at"),
    ]
    copy_view_enabled = False

    @property
    def add_view(self) -> Callable[..., HttpResponseBase]:
        return ImportView.as_view()

    def get_form_class(self, for_update: bool = False) -> type[ReferenceForm]:
        return ReferenceForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", MergeView.as_view(), name="merge"),
            path("not-newer/<int:pk>/", NotNewerView.as_view(), name="not_newer"),
            path("false-alarm/<int:pk>/", FalseAlarmView.as_view(), name="false_alarm"),
        ]
