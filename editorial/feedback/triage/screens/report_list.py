"""The desk's list of reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise, cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.snippets.views.snippets import IndexView

from ...reports.queues import Queue
from ...reports.report import Report, ReportQuerySet
from ..saved_filters import SavedFilter, filter_part
from .bulk_views import BulkForm
from .paging import KeysetPage
from .report_export import ReportExport


class ChoiceColumn(Column):
    """A checkbox that belongs to the form below the list."""

    cell_template_name = "feedback/admin/components/choice.html"


class WordsColumn(TitleColumn):
    """What is said, of what: the article, its section, the words that are quoted and the reader's own."""

    cell_template_name = "feedback/admin/components/words.html"


class StateColumn(StatusTagColumn):
    """The state, and how severe it is."""

    cell_template_name = "feedback/admin/components/state.html"


class TakenByColumn(Column):
    """Who sees to it, until when."""

    cell_template_name = "feedback/admin/components/taken_by.html"


class ReportIndexView(ReportExport):
    """All reports, the most urgent of those that wait first, then the newest. No page of it counts or skips rows."""

    def order_queryset(self, queryset: ReportQuerySet) -> ReportQuerySet:
        """Only by what an index holds; as the most urgent first it comes already."""
        if self.ordering in ("received_at", "-received_at"):
            return queryset.order_by(self.ordering, self.ordering.replace("received_at", "pk"))
        return queryset

    def search_queryset(self, queryset: ReportQuerySet) -> ReportQuerySet:
        return queryset.matching(self.search_query) if self.search_query else queryset

    def paginate_queryset(self, queryset: ReportQuerySet, page_size: int) -> tuple[None, None, Iterable[Report], bool]:
        """In place of Django's pages, which count all rows and read all those before the page."""
        cursors = {name: self.request.GET.get(name, "") for name in ("after", "before")}
        self.keyset = KeysetPage(queryset.with_heading(), page_size, **cursors)
        return None, None, self.keyset.rows, False

    @cached_property
    def columns(self) -> list[Column]:
        """With checkboxes of our own: all that Wagtail's offer is to delete, whatever the filter."""
        return [ChoiceColumn("choose", label=_("Choose")), *super(IndexView, self).columns]

    def _get_title_column(self, field_name: str, **kwargs: Any) -> Column:
        return super()._get_title_column(field_name, column_class=WordsColumn, **kwargs)

    def get_list_buttons(self, instance: Report) -> list[Any]:
        """None: there is nothing to do with a report but to open it."""
        return []

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        chosen = self.filter_part
        return {
            **context,
            "keyset": getattr(self, "keyset", None),
            "about_how_many": None if chosen else Report.objects.about_how_many(),
            "page_start": self.page_start,
            "filter_part": chosen,
            "bulk_form": BulkForm(user=self.request.user, initial={"query": chosen}),
            "queues": self.queue_links(),
            "saved_filters": SavedFilter.objects.filter(user=self.request.user),
        }

    @cached_property
    def filter_part(self) -> str:
        return filter_part(self.request.GET.urlencode())

    @property
    def page_start(self) -> str:
        """The address of a page of the list, up to the number: what it is narrowed to, and its order."""
        order = self.request.GET.get("ordering")
        kept = [self.filter_part, urlencode({"ordering": order}) if order else ""]
        return "".join(["?", *(f"{part}&" for part in kept if part)])

    def queue_links(self) -> list[tuple[str, str | Promise, bool]]:
        """(address, label, whether it is shown now) of all reports and of each queue."""
        shown = self.request.GET.get("queue", "")
        links: list[tuple[str, str | Promise, bool]] = [("", _("All"), not self.filter_part)]
        links += [(urlencode({"queue": queue}), queue.label, shown == queue) for queue in Queue]
        return links
