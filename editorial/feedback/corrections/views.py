"""The desk's screens of corrections: open one, choose what it resolves, and the list of all."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from articles.characters.whole_numbers import whole_number
from editorial.review.screens.elements.frame import say_if_wrong

from ..reports.permissions import may_see_correction, may_triage, policy
from ..reports.report import Report
from .correcting import CorrectionRefusedError, choose_resolved, drop_correction, open_correction
from .correction import Correction
from .filters import CorrectionFilterSet
from .forms import OpenCorrectionForm, ResolvedForm


class CorrectionScreen(WagtailAdminTemplateMixin, TemplateView):
    """What the screens about one correction share."""

    header_icon = "edit"

    def get_breadcrumbs_items(self):
        is_triager = may_triage(self.request.user)
        above = {"url": reverse(CorrectionsReport.index_url_name) if is_triager else "", "label": _("Corrections")}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.get_page_title()}]

    def again(self, error=None, **forms):
        """The screen once more, with what has to be mended."""
        if error:
            messages.error(self.request, str(error))
        say_if_wrong(self.request, forms.values())
        return self.render_to_response(self.get_context_data(**forms))


class OpenCorrectionView(CorrectionScreen):
    """Ask an article's people to put right what some of its reports are about."""

    template_name = "feedback/admin/open_correction.html"
    page_title = gettext_lazy("Open a correction")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not may_triage(request.user):
            raise PermissionDenied
        pks = [*filter(None, map(whole_number, request.GET.getlist("report")))]
        self.asked_for = list(Report.objects.filter(pk__in=pks).select_related("page"))
        if not self.asked_for:
            raise Http404

    def post(self, request, *args, **kwargs):
        form = OpenCorrectionForm(request.POST, asked_for=self.asked_for)
        if not form.is_valid():
            return self.again(form=form)
        try:
            correction = open_correction(form.cleaned_data["reports"], by=request.user, note=form.cleaned_data["note"])
        except CorrectionRefusedError as error:
            return self.again(error, form=form)
        messages.success(request, _("The article’s people have been asked to put it right."))
        return redirect("corrections:correction", correction.pk)

    def get_context_data(self, **kwargs):
        page = self.asked_for[0].page
        form = kwargs.pop("form", None) or OpenCorrectionForm(asked_for=self.asked_for)
        return super().get_context_data(form=form, article=page, **kwargs)


class CorrectionView(CorrectionScreen):
    """One correction: what it is for, which reports the next edition answers, and what came of it."""

    template_name = "feedback/admin/correction.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        found = Correction.objects.select_related("page", "opened_by", "edition")
        self.correction = get_object_or_404(found, pk=kwargs["correction_id"])
        if not may_see_correction(request.user, self.correction):
            raise PermissionDenied

    def get_page_title(self):
        return str(self.correction)

    def post(self, request, *args, **kwargs):
        take = self.take_drop if "drop" in request.POST else self.take_choice
        try:
            messages.success(request, take())
        except CorrectionRefusedError as error:
            messages.error(request, str(error))
        return redirect("corrections:correction", self.correction.pk)

    def take_drop(self):
        drop_correction(self.correction, by=self.request.user)
        return _("Dropped. Its reports wait for a decision again.")

    def take_choice(self):
        form = ResolvedForm(self.request.POST, correction=self.correction)
        chosen = form.cleaned_data["reports"] if form.is_valid() else []
        if form.errors:
            raise CorrectionRefusedError(_("Choose among the reports of this correction."))
        shown = self.request.POST.get("shown")
        numbers = None if shown is None else map(whole_number, shown.split(","))
        choose_resolved(self.correction, by=self.request.user, reports=chosen, shown=numbers)
        return _("Saved. The next edition answers what is ticked.")

    def get_context_data(self, **kwargs):
        page = self.correction.page
        return super().get_context_data(
            correction=self.correction,
            left=self.correction.attached.decided_otherwise(),
            article=page.specific,
            form=ResolvedForm(correction=self.correction),
            may_drop=may_triage(self.request.user),
            may_edit=page.permissions_for_user(self.request.user).can_edit(),
            **kwargs,
        )


class CorrectionsReport(ReportView):
    """All corrections, the newest first."""

    model = Correction
    permission_policy = policy
    permission_required = "change"
    page_title = gettext_lazy("Corrections after reports")
    header_icon = "edit"
    index_url_name = "corrections:index"
    index_results_url_name = "corrections:results"
    filterset_class = CorrectionFilterSet
    list_export = []
    columns = [
        TitleColumn(
            "page",
            label=gettext_lazy("Article"),
            get_url=lambda found: reverse("corrections:correction", args=[found.pk]),
        ),
        Column("get_state_display", label=gettext_lazy("State")),
        Column("report_count", label=gettext_lazy("Reports")),
        Column("opened_by", label=gettext_lazy("Opened by")),
        DateColumn("opened_at", label=gettext_lazy("Opened")),
        Column("edition.number", label=gettext_lazy("Edition"), accessor="edition.number"),
    ]

    def get_base_queryset(self):
        found = Correction.objects.with_counts().select_related("page", "opened_by", "edition")
        return found.defer("edition__document").order_by("-pk")
