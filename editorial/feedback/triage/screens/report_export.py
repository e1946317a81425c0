"""The list of reports as a file: for those who may, row by row, and noted in the log.

A file leaves the site with what readers wrote in it, and nobody can erase it there.
"""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.snippets.views.snippets import IndexView

from articles.characters.cleaning import cleaned
from editorial.accounts.requests import DeskRequest

from ...reports.permissions import policy
from ...reports.report import Report, ReportQuerySet

#: The name of the role in Wagtail's audit log, at the person who did it.
EXPORT = "feedback.export"
ROWS_AT_A_TIME = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RowByRow:
    """Reports read by a cursor on the server, so that as many as there are take no more memory than a few."""

    def __init__(self, reports: ReportQuerySet) -> None:
        self.reports = reports
        self.model = reports.model

    def __iter__(self) -> Iterator[Report]:
        return self.reports.iterator(chunk_size=ROWS_AT_A_TIME)


class ReportExport(IndexView):
    """Wagtail's export of a list, with a permission of its own, in little memory, and with a line in the log."""

    def get(self, request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.is_export:
            return super().get(request, *args, **kwargs)
        if not self.show_export_buttons:
            raise PermissionDenied(_("You may not export readers’ reports."))
        reports = self.get_queryset()
        self.note_export(reports.count())
        return self.as_spreadsheet(RowByRow(reports), request.GET["export"])

    @cached_property
    def show_export_buttons(self) -> bool:
        return policy.user_has_permission(self.request.user, "export")

    def note_export(self, rows: int) -> None:
        """Who took what. Not the words that were looked for: they may be a reader's receipt code."""
        asked = {
            name: values for name, values in self.request.GET.lists() if any(values) and name not in ("export", "q")
        }
        data = {"format": self.request.GET["export"], "rows": rows, "filters": asked, "searched": self.is_searching}
        log(self.request.user, EXPORT, user=self.request.user, data=data)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Without characters that a spreadsheet refuses, or that hide from whoever reads it what stands there."""
        value = super().preprocess_field_value(field, value, export_format)
        return cleaned(value) if isinstance(value, str) else value

    def write_xlsx_response(self, queryset: RowByRow) -> FileResponse:
        """As Wagtail does, but through a file on disk."""
        output = TemporaryFile()  # noqa: SIM115  closed by the response
        self.write_xlsx(queryset, output)
        output.seek(0)
        return FileResponse(output, as_attachment=True, content_type=XLSX, filename=f"{self.get_filename()}.xlsx")


def export_in_words(entry: ModelLogEntry) -> str:
    """A line of the log as a sentence."""
    told = {"rows": entry.data["rows"], "format": entry.data["format"].upper()}
    return _("Exported %(rows)d readers’ reports as %(format)s.") % told
