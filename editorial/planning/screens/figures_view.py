"""The desk's figures as a screen, each table also as a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from editorial.review.screens.elements.frame import ForEditors

from ..figures import TABLES, Table


class FiguresView(ForEditors, SpreadsheetExportMixin, WagtailAdminTemplateMixin, TemplateView):
    """For editors: all tables, or one of them as a file."""

    template_name = "planning/figures.html"
    page_title = _("How the desk is doing")
    header_icon = "table"
    index_url_name = "planning_figures"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.is_export:
            return super().get(request, *args, **kwargs)
        table = next((table for table in TABLES if table.name == request.GET.get("table")), None)
        if table is None:
            raise Http404
        self.list_export = [str(column) for column in table.columns]
        self.export_filename = f"desk-{table.name}"
        return self.as_spreadsheet(table.rows(), request.GET["export"])

    def to_row_dict(self, row: tuple[Any, ...]) -> dict[str, Any]:
        return dict(zip(self.list_export, row, strict=True))

    def get_heading(self, rows: Any, field: str) -> str:
        return field

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tables=[self.shown(table) for table in TABLES], **kwargs)

    @staticmethod
    def shown(table: Table) -> dict[str, Any]:
        return {"table": table, "rows": table.rows()}
