"""One article's reports beside the text as readers of an edition saw it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from articles.characters.whole_numbers import whole_number
from articles.pages.page_facts import fact
from articles.reading.addresses.page_addresses import Addresses
from articles.record.published.editions import Edition

from ..reports.permissions import may_triage
from ..reports.report import Report
from .helpfulness import FEWEST_VOTES, rates_of

#: Of an edition with very many, the newest so many are shown; the list of reports has the rest.
MOST = 200


class ArticleReportsView(WagtailAdminTemplateMixin, TemplateView):
    """The text of an edition, with its reports by section, and the helpful rate of all editions."""

    template_name = "feedback/admin/article_reports.html"
    header_icon = "comment"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not may_triage(request.user):
            raise PermissionDenied
        editions = Edition.objects.filter(page_id=kwargs["page_id"]).order_by("-number")
        number = whole_number(request.GET.get("edition"))
        chosen = editions if number is None else editions.filter(number=number)
        self.edition = get_object_or_404(chosen[:1])

    def get_page_title(self):
        return _("Reports")

    def get_page_subtitle(self):
        return self.edition.title

    def get_breadcrumbs_items(self):
        all_reports = {"url": reverse("wagtailsnippets_feedback_report:list"), "label": _("Readers’ reports")}
        return [*super().get_breadcrumbs_items(), all_reports, {"url": "", "label": self.edition.title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            edition=self.edition,
            parts=parts_with_reports(self.edition),
            rates=rates_of(self.edition.page),
            fewest=FEWEST_VOTES,
            most=MOST,
            **kwargs,
        )


def parts_with_reports(edition):
    """(section, its HTML, the reports about it, the newest first); without a section for the whole article."""
    found = Report.objects.filter(edition=edition).with_details().select_related("assignee").defer("words", "noted")
    reports = list(found.order_by("-received_at", "-pk")[:MOST])
    sections = edition.content.get("sections", [])
    anchors = {section["id"] for section in sections}
    resolve = Addresses.of(edition.content).resolve
    of_whole = [report for report in reports if report.section not in anchors]
    return [
        (None, "", of_whole),
        *(
            (section, resolve(section["html"]), [report for report in reports if report.section == section["id"]])
            for section in sections
        ),
    ]


def reports_button(page, user, view_name, next_url=None):
    """The button above a page in the admin, where it has been published and the user may read reports."""
    if may_triage(user) and fact(page, "has_own_edition"):
        yield Button(_("Reports"), reverse("article_reports", args=[page.pk]), icon_name="comment", priority=18)
