"""What the desk sees of copies elsewhere: who takes our texts, what was recalled, who was told, who is silent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Q
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from articles.characters.whole_numbers import whole_number
from articles.reading.paging import cut
from editorial.planning.screens.policy import KeptByEditors
from editorial.review.screens.elements.decision_screen import DecisionScreen
from editorial.review.screens.elements.frame import ForEditors, ReviewScreen

from .copies.copies import Copy
from .copies.syndicators import Syndicator
from .recalls.acknowledgements import Holder
from .recalls.recall import Recall
from .telling.subscriptions import RECALLS, Subscription, SubscriptionRequest
from .webhooks import set_up_webhook

PER_PAGE = 50


class RecallsView(ForEditors, ReviewScreen, TemplateView):
    """What was recalled, the newest first, and how many of those who hold copies have answered."""

    template_name = "syndication/recalls.html"
    header_icon = "globe"
    page_title = _("Recalls")
    index_url_name = "syndication:recalls"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before = whole_number(self.request.GET.get("before"))
        rows = Recall.objects.order_by("-number").annotate(
            asked=Count("holders"), silent=Count("holders", filter=Q(holders__in=Holder.objects.silent()))
        )
        if before is not None:
            rows = rows.filter(number__lt=before)
        recalls, more = cut(rows, PER_PAGE)
        return super().get_context_data(recalls=recalls, more=more and recalls[-1].number, **kwargs)


class RecallView(ForEditors, ReviewScreen, TemplateView):
    """One recall: who holds copies, who was told when, who answered, who is silent."""

    template_name = "syndication/recall.html"
    header_icon = "globe"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.recall = get_object_or_404(Recall.objects.select_related("before", "after"), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return _now("Recall %(number)d: %(name)s") % {"number": self.recall.number, "name": self.recall.said["name"]}

    def more_breadcrumbs(self) -> list[dict[str, Any]]:
        recalls = {"url": reverse("syndication:recalls"), "label": RecallsView.page_title}
        return [recalls, self.here()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        holders = self.recall.holders.with_answers().select_related("syndicator").order_by("syndicator__name")
        return super().get_context_data(recall=self.recall, said=self.recall.said, holders=holders, **kwargs)


class SyndicatorView(ForEditors, DecisionScreen):
    """One syndicator: its key, its webhook, its copies, and what it answered."""

    template_name = "syndication/syndicator.html"
    header_icon = "globe"
    decisions = ["key"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.syndicator = get_object_or_404(Syndicator, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return self.syndicator.name

    def more_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("syndicators:index"), "label": _now("Syndicators")}, self.here()]

    def take_key(self) -> HttpResponse:
        """Shown in this answer, and in no other."""
        key, secret = self.syndicator.make_key()
        set_up_webhook(self.syndicator)
        messages.success(self.request, _now("This is the new key. Hand it over now: it is not shown again."))
        return self.again(key=key, secret=secret)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        syndicator = self.syndicator
        holders = syndicator.holdings.with_answers().select_related("recall").order_by("-recall")
        copies = Copy.objects.of(syndicator.pk).held().select_related("edition").defer("edition__document")
        of_webhook = {"syndicator": syndicator, "topic": RECALLS}
        webhooks = Subscription.objects.filter(**of_webhook)
        return super().get_context_data(
            syndicator=syndicator,
            webhook=webhooks.order_by(F("ended_at").desc(nulls_first=True), "-confirmed_at").first(),
            asked=SubscriptionRequest.objects.filter(**of_webhook).first(),
            holders=holders[:PER_PAGE],
            copies=copies.order_by("-last_at", "-pk")[:PER_PAGE],
            number=copies.count(),
            **kwargs,
        )


class SaysWhere:
    """Whoever registered or changed a syndicator goes on with its page, where the key is made.

    Before Wagtail's views, which keep what the form says and note it in the history.
    """

    object: Syndicator
    form: ModelForm

    def save_instance(self) -> Syndicator:
        syndicator: Syndicator = super().save_instance()  # type: ignore[misc]
        if {"callback", "is_active"}.intersection(self.form.changed_data):
            set_up_webhook(syndicator)
        return syndicator

    def get_success_url(self) -> str:
        return reverse("syndication:syndicator", args=[self.object.pk])


class RegisterView(SaysWhere, CreateView):
    """A new syndicator."""


class ChangeView(SaysWhere, EditView):
    """What is known of one. Nobody is deleted, since the answers are kept: one that takes no texts is switched off."""


class SyndicatorsView(IndexView):
    columns = [
        TitleColumn("name", label=_("Name"), get_url=lambda one: reverse("syndication:syndicator", args=[one.pk])),
        Column("site", label=_("Site")),
        Column("contact", label=_("Contact")),
        BooleanColumn("is_active", label=_("Takes our texts")),
    ]


class SyndicatorViewSet(ModelViewSet):
    """Who takes our texts."""

    model = Syndicator
    name = "syndicators"
    icon = "globe"
    menu_label = _("Syndicators")
    menu_order = 760
    add_to_settings_menu = True
    index_view_class = SyndicatorsView
    add_view_class = RegisterView
    edit_view_class = ChangeView
    copy_view_enabled = False
    inspect_view_enabled = False
    form_fields = ["name", "site", "contact", "callback", "is_active"]

    @property
    def permission_policy(self) -> Any:
        return KeptByEditors(Syndicator)
