"""Reviews that are due: the list of all pages, one page's own screen, and the rules."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from articles.pages.zone import site_day
from articles.record.published.overdue import OverdueStep
from articles.record.published.publications import Publication
from articles.record.signed.risk import RiskTier
from editorial.accounts.users import User
from editorial.review.screens.elements.decision_screen import DecisionScreen
from editorial.review.signing.permissions import may_change_status, may_see_drafts

from ..review_due.again import NotAgainError, may_review_again, review_again
from ..review_due.due import how_many, pages_to_review
from ..review_due.guidelines import ReviewCall
from ..review_due.newer_sources import what_rests_on
from ..review_due.overdue import OverdueNote
from ..review_due.review_rules import ReviewRule
from .policy import EditorsPolicy

WHEN = [("late", _("Late")), ("30", _("Within 30 days")), ("90", _("Within 90 days"))]


def people_who_see_to_reviews(request: HttpRequest) -> QuerySet[User]:
    return User.objects.filter(pk__in=ReviewRule.objects.filter(owner__isnull=False).values("owner"))


class ReviewDueFilterSet(WagtailFilterSet):
    """By the day, by whose task it is, by risk, and by what has become of it."""

    when = django_filters.ChoiceFilter(label=_("Due"), choices=WHEN, method="of_when")
    owner_id = django_filters.ModelChoiceFilter(
        label=_("Who sees to it"), queryset=people_who_see_to_reviews, null_label=_("Nobody"), method="of_owner"
    )
    tier = django_filters.ChoiceFilter(label=_("Risk"), choices=RiskTier.choices)
    step = django_filters.ChoiceFilter(label=_("What became of it"), choices=OverdueStep.choices, method="of_step")

    class Meta:
        model = Publication
        fields: list[str] = []

    def of_when(self, pages: QuerySet[Publication], name: str, value: str) -> QuerySet[Publication]:
        return pages.filter(due__lte=Now() + timedelta(days=0 if value == "late" else int(value)))

    def of_owner(self, pages: QuerySet[Publication], name: str, value: Any) -> QuerySet[Publication]:
        return pages.filter(owner_id__isnull=True) if value == "null" else pages.filter(owner_id=value.pk)

    def of_step(self, pages: QuerySet[Publication], name: str, value: str) -> QuerySet[Publication]:
        return pages.filter(OverdueStep(value).reached)


class DayColumn(Column):
    """A day as readers are told it. Wagtail's own says how long ago it was, and calls days to come “just now”."""

    def get_value(self, instance: Publication) -> str:
        moment = super().get_value(instance)
        return date_format(site_day(moment), "j M Y") if moment else "–"


class AgainColumn(BaseColumn):
    """The button that opens a review, where none is open."""

    cell_template_name = "planning/components/review_again.html"

    def get_cell_context_data(self, instance: Publication, parent_context: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "csrf_token": get_token(context["request"])}


class ReviewDueReport(ReportView):
    """What readers get, by the day of its next review: all of it for editors, their own for who sees to it."""

    model = Publication
    permission_policy = ModelPermissionPolicy(Publication)
    permission_required = "view"
    page_title = _("Reviews due")
    header_icon = "calendar-alt"
    template_name = "planning/reviews_due.html"
    index_url_name = "planning_reviews_due"
    index_results_url_name = "planning_reviews_due_results"
    filterset_class = ReviewDueFilterSet
    paginate_by = 50
    columns = [
        TitleColumn(
            "title",
            label=_("Page"),
            get_url=lambda row: reverse("planning:review", args=[row.page_id]),
            accessor="edition.title",
        ),
        Column("called_because", label=_("Why")),
        Column("owner_name", label=_("Who sees to it")),
        Column("tier", label=_("Risk"), accessor=lambda row: RiskTier(row.tier).name.lower()),
        DayColumn("reviewed_at", label=_("Reviewed")),
        DayColumn("due", label=_("Due")),
        DayColumn("review_due_at", label=_("Readers are told")),
        AgainColumn("again", label=_("What to do")),
    ]
    list_export = [
        "edition.title",
        "path",
        "owner_name",
        "tier",
        "reviewed_at",
        "due",
        "review_due_at",
        "called_because",
    ]
    export_headings = {
        "edition.title": _("Page"),
        "owner_name": _("Who sees to it"),
        "due": _("Due"),
        "called_because": _("Why"),
        "review_due_at": _("Readers are told"),
    }
    export_filename = "reviews-due"

    def user_has_permission(self, permission: str) -> bool:
        user = self.request.user
        return may_change_status(user) or ReviewRule.objects.filter(owner=user.pk).exists()

    @cached_property
    def pages(self) -> QuerySet[Publication]:
        pages = pages_to_review()
        return pages if may_change_status(self.request.user) else pages.filter(owner_id=self.request.user.pk)

    def get_base_queryset(self) -> QuerySet[Publication]:
        return self.pages.select_related("edition").defer("edition__document")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        if self.results_only or self.is_export:
            return super().get_context_data(*args, **kwargs)
        counted = how_many(self.pages)
        share = round(100 * counted["within"] / counted["all"]) if counted["all"] else 100
        return super().get_context_data(*args, counted=counted, share=share, **kwargs)


class ReviewDueView(DecisionScreen):
    """One page's reviews: when the next is due, whose task it is, what became of it, and the button."""

    template_name = "planning/review.html"
    decisions = ["again"]
    header_icon = "calendar-alt"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = pages_to_review().select_related("edition", "page")
        self.publication = get_object_or_404(found, page_id=kwargs["page_id"])
        if not may_review_again(request.user, self.publication.page):
            raise PermissionDenied

    def get_page_title(self) -> str:
        return _now("Reviews of “%s”") % self.publication.edition.title

    def take_again(self) -> HttpResponse:
        page = self.publication.page
        try:
            review_again(page, by=self.request.user)
        except NotAgainError as error:
            messages.error(self.request, str(error))
            return self.again()
        sentence = _now("The review of “%s” is open: people are asked to sign it as it is.")
        messages.success(self.request, sentence % self.publication.edition.title)
        sees_the_draft = may_see_drafts(self.request.user, page.specific)
        return redirect("review:page" if sees_the_draft else "planning:review", page.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notes = OverdueNote.objects.filter(page_id=self.publication.page_id).order_by("-noted_at")[:20]
        calls = ReviewCall.objects.standing().filter(page=self.publication.page_id)
        if self.publication.reviewed_at:
            calls = calls.filter(called_at__gt=self.publication.reviewed_at)
        calls = calls.order_by("called_at")
        calls = list(calls.select_related("change", "newer__reference"))
        rests = [what_rests_on(self.publication.edition, call.newer) for call in calls if call.newer]
        return super().get_context_data(publication=self.publication, notes=notes, calls=calls, rests=rests, **kwargs)


class ReviewRuleViewSet(ModelViewSet):
    """Who sees to which reviews, and how soon the desk wants them."""

    model = ReviewRule
    name = "review_rules"
    url_prefix = "review-rules"
    icon = "calendar-alt"
    menu_label = _("Reviews: who and when")
    panels = [PageChooserPanel("page"), FieldPanel("tier"), FieldPanel("owner"), FieldPanel("months")]
    list_display = ["__str__", "owner", "months"]
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_settings_menu = True

    @property
    def permission_policy(self) -> Any:
        return EditorsPolicy(ReviewRule)
