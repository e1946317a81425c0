"""The screen on which an editor says how risky an article is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.pages import ArticlePage
from articles.record.signed.risk import RiskAssessment
from editorial.review.signing.permissions import is_appointed_editor
from editorial.review.signing.risk import assess

from ..elements.decision_screen import DecisionScreen
from .status_forms import RiskForm


class RiskView(DecisionScreen):
    """How risky an article is, by the word of an editor."""

    template_name = "review/risk.html"
    decisions = ["assess"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not is_appointed_editor(request.user):
            raise PermissionDenied
        self.page = get_object_or_404(ArticlePage, pk=kwargs["page_id"])

    def get_page_title(self):
        return _("How risky it is")

    def more_breadcrumbs(self):
        review = {"url": reverse("review:page", args=[self.page.pk]), "label": self.page.get_admin_display_title()}
        return [review, self.here()]

    def take_assess(self):
        form = RiskForm(self.request.POST)
        if not form.is_valid():
            return self.again(form=form)
        assess(self.page, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Kept. The draft says so now."))
        return redirect("review:risk", self.page.pk)

    def get_context_data(self, **kwargs):
        assessments = RiskAssessment.objects.of_page(self.page.pk).select_related("set_by")
        context = {"title": self.page.get_admin_display_title(), "tier": self.page.risk_tier}
        context |= {"said_by_writer": RiskAssessment.objects.said_by_writer(self.page.pk)}
        context |= {"assessments": assessments, "form": RiskForm()}
        return super().get_context_data(**{**context, **kwargs})
