"""The calendar, and bundles of pages that go out together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from articles.pages.zone import in_zone, take_near_moments
from articles.record.published.status import LONGEST_NOTICE
from editorial.accounts.log_in.reauthentication import just_authenticated
from editorial.review.screens.elements.decision_screen import DecisionScreen
from editorial.review.screens.elements.frame import ForEditors, ReviewScreen

from ..schedule import bundles
from ..schedule.bundles import Bundle, BundleState
from ..schedule.calendar import Month
from ..schedule.planned import late
from .policy import KeptByEditors


class CalendarView(ForEditors, ReviewScreen, TemplateView):
    """A month as a list, for editors, with what is late above it."""

    template_name = "planning/calendar.html"
    page_title = _("Calendar")
    header_icon = "calendar"
    index_url_name = "planning_calendar"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month = Month.of(self.request.GET.get("month", ""))
        return super().get_context_data(
            month=month,
            entries=month.entries(),
            late=late(),
            today=timezone.localdate(),
            zone=timezone.get_current_timezone_name(),
            **kwargs,
        )


class TakeBackForm(forms.Form):
    """Why a bundle is taken back."""

    notice = forms.CharField(
        label=_("What readers are told"),
        max_length=LONGEST_NOTICE,
        error_messages={"required": _("Say what readers are told.")},
    )
    reason = forms.CharField(
        label=_("Reason, for the desk"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": _("Give the reason: it is kept.")},
    )


class BundleView(ForEditors, DecisionScreen):
    """One bundle: what keeps its pages, and what became of them."""

    template_name = "planning/bundle.html"
    decisions = ["call_off", "ask_back", "agree", "leave"]
    header_icon = "folder-open-inverse"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.bundle = get_object_or_404(Bundle, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return self.bundle.title

    def take_call_off(self) -> HttpResponse:
        bundles.call_off(self.bundle, by=self.request.user)
        return self.done(_now("It is called off. Its pages go out one by one, when each is signed."))

    def take_ask_back(self) -> HttpResponse:
        form = TakeBackForm(self.request.POST)
        if not form.is_valid():
            return self.again(form=form)
        just_authenticated(self.request)
        bundles.ask_to_take_back(self.bundle, by=self.request.user, **form.cleaned_data)
        return self.done(_now("Another editor is asked to agree. Until then readers get what they get now."))

    def take_agree(self) -> HttpResponse:
        just_authenticated(self.request)
        bundles.take_back(self.bundle, by=self.request.user, read=self.request.POST["agree"])
        return self.done(_now("It is taken back: readers get of all its pages what they had before."))

    def take_leave(self) -> HttpResponse:
        bundles.leave_as_it_is(self.bundle, by=self.request.user, read=self.request.POST["leave"])
        return self.done(_now("It is not taken back: readers go on getting its pages."))

    def done(self, sentence: str) -> HttpResponse:
        messages.success(self.request, sentence)
        return redirect("planning:bundle", self.bundle.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "bundle": self.bundle,
            "items": self.bundle.in_order(),
            "waits": self.bundle.state == BundleState.WAITING,
            "is_out": self.bundle.state == BundleState.OUT,
            "is_own": self.bundle.take_back_asked_by == self.request.user,
            "form": TakeBackForm(),
        }
        return super().get_context_data(**{**context, **kwargs})


class BundlesView(IndexView):
    columns = [
        TitleColumn("title", label=_("Bundle"), get_url=lambda bundle: reverse("planning:bundle", args=[bundle.pk])),
        Column("get_state_display", label=_("State")),
        Column("goes_out_at", label=_("Not before")),
    ]


class OneAfterTheOther:
    """A screen that makes or changes a bundle: what it looks at beforehand holds until it has written."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with bundles.one_after_the_other():
            if pk := kwargs.get("pk"):  # it may be going out: what is changed is what came of that
                list(Bundle.objects.select_for_update().filter(pk=pk).values_list("pk"))
                self.object = self.get_object()
            return super().post(request, *args, **kwargs)  # type: ignore[misc]  Wagtail's view stands behind it


class NewBundleView(OneAfterTheOther, CreateView):
    pass


class BundleEditView(OneAfterTheOther, EditView):
    pass


class BundleForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_near_moments(self, "goes_out_at")


class BundleViewSet(ModelViewSet):
    """Pages that go out together or not at all."""

    model = Bundle
    name = "bundles"
    url_prefix = "bundles"
    icon = "folder-open-inverse"
    menu_label = _("Bundles")
    menu_hook = "register_reports_menu_item"
    menu_order = 603
    add_to_admin_menu = True
    index_view_class = BundlesView
    add_view_class = NewBundleView
    edit_view_class = BundleEditView
    copy_view_enabled = False
    inspect_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel(
                "goes_out_at", help_text=format_lazy("{} {}", Bundle._meta.get_field("goes_out_at").help_text, in_zone)
            ),
            InlinePanel("items", panels=[FieldPanel("page")], heading=_("Pages"), label=_("Page"), min_num=1),
        ],
        base_form_class=BundleForm,
    )

    @property
    def permission_policy(self) -> Any:
        return KeptByEditors(Bundle)
