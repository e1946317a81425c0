"""The screens on which editors decide about texts that were moved in, and see them go out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.assertions import read
from articles.record.published.addresses import MovedInAddress
from articles.record.published.legacy import LegacyDecision
from articles.record.published.publications import Publication
from editorial.accounts.log_in.reauthentication import just_authenticated
from editorial.review.publishing.legacy import BatchSignature, root_of
from editorial.review.screens.elements.decision_screen import DecisionScreen
from editorial.review.screens.elements.passkeys import origin_of, passkey_for
from editorial.review.signing.permissions import is_appointed_editor, may_change_status

from .deciding import decide, statement, turn_down
from .publishing import left_of, try_again
from .runs import LegacyRun

#: So many texts on one page of the list, and as many of those that stayed out.
SHOWN = 100
#: So many, spread over the batch, are offered to be looked at.
SAMPLE = 10


class DecideForm(forms.Form):
    """One editor's word: what they were shown, and that they agree to the sentence."""

    texts = forms.IntegerField(widget=forms.HiddenInput)
    root = forms.CharField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(error_messages={"required": _("To decide, agree to the whole sentence.")})
    #: What the editor's passkey made of all the rest; `sign_with_passkey.js` fills it in.
    assertion = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, statement: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statement = statement
        self.fields["agreed"].label = statement


class LegacyScreen(DecisionScreen):
    """Every editor may look, an appointed one may decide."""

    header_icon = "upload"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not (may_change_status(request.user) or is_appointed_editor(request.user)):
            raise PermissionDenied


class LegacyBatchesView(LegacyScreen):
    """All batches, the newest first."""

    template_name = "exchange/legacy_batches.html"
    page_title = _("Moved in, unreviewed")
    decisions: list[str] = []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = LegacyRun.objects.with_words().annotate(texts=Count("batch__texts", distinct=True))
        return super().get_context_data(runs=runs.select_related("batch").order_by("-pk")[:SHOWN], **kwargs)


class LegacyBatchView(LegacyScreen):
    """One batch: what it holds, what stayed out, what is decided, and how far it is."""

    template_name = "exchange/legacy_batch.html"
    decisions = ["decide", "turn_down", "try_again"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.run = get_object_or_404(LegacyRun.objects.select_related("batch", "turned_down_by"), pk=kwargs["pk"])
        self.batch = self.run.batch

    @cached_property
    def words(self) -> list[LegacyDecision]:
        return list(LegacyDecision.objects.about(self.batch.pk).select_related("decided_by"))

    @cached_property
    def texts(self) -> int:
        return self.batch.texts.count()

    def get_page_title(self) -> str:
        return _now("Moved in from %s") % self.batch.site

    def more_breadcrumbs(self) -> list[dict[str, Any]]:
        above = {"url": reverse("exchange:legacy_batches"), "label": LegacyBatchesView.page_title}
        return [above, self.here()]

    def take_decide(self) -> HttpResponse:
        form = DecideForm(self.request.POST, statement=statement(self.batch, self.texts))
        if not form.is_valid():
            return self.again(form=form)
        given = form.cleaned_data
        signature = BatchSignature(
            texts=given["texts"],
            root=given["root"],
            statement=form.statement,
            authenticated=just_authenticated(self.request),
            assertion=read(given["assertion"]),
            origin=origin_of(self.request),
        )
        is_second = bool(self.words)
        decide(self.run, by=self.request.user, signature=signature)
        told = [_now("You decided. Another editor has to decide as well."), _now("You decided. The texts go out now.")]
        messages.success(self.request, told[is_second])
        return self.done()

    def take_turn_down(self) -> HttpResponse:
        turn_down(self.run, by=self.request.user)
        messages.success(self.request, _now("You turned it down. Nothing of it goes out."))
        return self.done()

    def take_try_again(self) -> HttpResponse:
        try_again(self.run, by=self.request.user)
        messages.success(self.request, _now("Those that were refused are tried again within a minute."))
        return self.done()

    def done(self) -> HttpResponse:
        return redirect("exchange:legacy_batch", self.batch.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = Paginator(self.batch.texts.order_by("place").select_related("page"), SHOWN)
        asked = pages.get_page(self.request.GET.get("p"))
        context = {
            "batch": self.batch,
            "run": self.run,
            "texts": self.texts,
            "counted": self.counted(),
            "words": self.words,
            "listed": told_of(asked.object_list),
            "listed_page": asked,
            "sample": told_of(self.sample()),
            "left_out": self.run.left_out[:SHOWN],
            "left_out_more": max(len(self.run.left_out) - SHOWN, 0),
            **(self.progress() if len(self.words) > 1 else self.asked_to_decide()),
        }
        return super().get_context_data(**{**context, **kwargs})

    def counted(self) -> list[tuple[str, int]]:
        """How many of each kind of page, in words."""
        kinds = list(
            self.batch.texts.values_list("page__content_type").annotate(number=Count("pk")).order_by("-number")
        )
        types = ContentType.objects.in_bulk([kind for kind, _number in kinds])
        named = [(types[kind].model_class()._meta, number) for kind, number in kinds]
        return [(str(of.verbose_name if number == 1 else of.verbose_name_plural), number) for of, number in named]

    def sample(self) -> Any:
        """Some texts, spread evenly over the batch."""
        step = max(self.texts // SAMPLE, 1)
        texts = self.batch.texts.annotate(nth=F("place") % step).filter(nth=step // 2 if step > 1 else 0)
        return texts.order_by("place").select_related("page")[:SAMPLE]

    def asked_to_decide(self) -> dict[str, Any]:
        """The sentence and the form, or why this person does not decide."""
        form = DecideForm(
            initial={"texts": self.texts, "root": root_of(self.batch)}, statement=statement(self.batch, self.texts)
        )
        user = self.request.user
        why_not = ""
        if self.run.turned_down_at:
            why_not = _now("This batch was turned down, or another one took its place.")
        elif any(word.decided_by_id == user.pk for word in self.words):
            why_not = _now("You have decided. Another editor has to decide as well.")
        elif not is_appointed_editor(user):
            why_not = _now("Only an editor with an editorial credential that is valid today can decide this.")
        says = {"row": "legacy_decision", "batch": self.batch.pk, "statement": form.statement, **form.initial}
        return {"form": form, "why_not": why_not, "passkey": passkey_for(self.request, says)}

    def progress(self) -> dict[str, Any]:
        """How many are out, and why others are not."""
        left = left_of(self.run).count()
        titles = dict(Page.objects.filter(pk__in=self.run.refused).values_list("pk", "draft_title"))
        refused = [
            {"page": int(page), "title": titles.get(int(page), ""), "why": why}
            for page, why in self.run.refused.items()
        ]
        return {"left": left, "out": self.texts - left - len(refused), "refused": refused}


def told_of(texts: Any) -> list[dict[str, Any]]:
    """Each text with its title, what it was called there, and where readers get it."""
    texts = list(texts)
    ids = [text.page_id for text in texts]
    paths = dict(Publication.objects.readable().filter(page__in=ids).values_list("page", "path"))
    former: dict[int, str] = {}
    for page_id, address in MovedInAddress.objects.filter(page_id__in=ids).values_list("page_id", "address"):
        former[page_id] = min(former.get(page_id, address), address, key=lambda each: ("?" in each, len(each), each))
    return [
        {
            "page": text.page_id,
            "title": text.page.get_admin_display_title(),
            "former": former.get(text.page_id, ""),
            "path": paths.get(text.page_id, ""),
        }
        for text in texts
    ]
