"""The screens that bring works into the library, and merge those that are the same."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from editorial.accounts.requests import DeskRequest

from ....characters.whole_numbers import whole_number
from ...files import FileRefused
from ..importing import Brought, import_file, import_lines, plan_file
from ..overruling import OverruleProposal, call_false_alarm, decide, warnings_about
from ..references import Reference
from .forms import BringForm, FalseAlarmForm, MergeForm, NotNewerForm

#: Seconds in which somebody looks at what a file would bring.
FILE_WAITS = 3600


class LibraryScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """A form about the library of works."""

    permission_policy = ModelPermissionPolicy(Reference)
    permission_required = "change"
    request: DeskRequest

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        library = {"url": reverse("references:index"), "label": _("References")}
        here = {"url": "", "label": self.get_page_title()}
        return [*super().get_breadcrumbs_items(), library, *self.more_breadcrumbs(), here]

    def more_breadcrumbs(self) -> list[dict[str, str]]:
        """What lies between the library and this screen."""
        return []


class WorkScreen(LibraryScreen):
    """A form about one work of the library."""

    works = Reference.objects.all()
    reference: Reference

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.reference = get_object_or_404(self.works.all(), pk=kwargs["pk"])

    def more_breadcrumbs(self) -> list[dict[str, str]]:
        work = reverse("references:inspect", args=[self.reference.pk])
        return [{"url": work, "label": Truncator(str(self.reference)).words(8)}]


class ImportView(LibraryScreen):
    """Paste identifiers or references, or choose a file; what could not be used stays in the form with its reason."""

    permission_required = "add"
    form_class = BringForm
    template_name = "articles/admin/import.html"
    page_title = _("Bring in references")
    header_icon = "openquote"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.bring_seen_file() if "seen" in request.POST else super().post(request, *args, **kwargs)

    def form_valid(self, form: BringForm) -> HttpResponse:
        if form.cleaned_data["file"]:
            try:
                return self.show_file(form.cleaned_data["file"].read())
            except FileRefused as error:
                form.add_error("file", str(error))
                return self.form_invalid(form)
        pasted, as_typed = form.cleaned_data["pasted"], form.cleaned_data["as_typed"]
        return self.told(import_lines(pasted, by=self.request.user, as_typed=as_typed))

    def show_file(self, content: bytes) -> HttpResponse:
        """What a file would bring, before it does; its bytes wait meanwhile."""
        plan, seen = plan_file(content), token_urlsafe(16)
        cache.set(self.place_of(seen), content, FILE_WAITS)
        context = {"plan": plan, "seen": seen, "new": plan.count(is_new=True), "known": plan.count(is_new=False)}
        self.template_name = "articles/admin/import_file.html"
        return self.render_to_response(self.get_context_data(**context))

    def bring_seen_file(self) -> HttpResponse:
        """Bring a file in as it was shown, with what was chosen for each field that differs."""
        content = cache.get(self.place_of(self.request.POST["seen"]))
        if content is None:
            messages.error(self.request, _("The file was kept for an hour. Choose it again."))
            return redirect("references:add")
        choices: dict[int, dict[str, str]] = {}
        for name, value in self.request.POST.items():
            place, _space, field = name.partition(" ")
            if (number := whole_number(place)) is not None and value in ("ours", "theirs"):
                choices.setdefault(number, {})[field] = value
        return self.told(import_file(content, by=self.request.user, choices=choices), is_file=True)

    def place_of(self, seen: str) -> str:
        return f"file-of-references-{self.request.user.pk}-{seen[:40]}"

    def told(self, brought: Brought, *, is_file: bool = False) -> HttpResponse:
        self.say(brought)
        if not brought.left_out:
            return redirect(reverse("references:index"))
        left = "" if is_file else "\n".join(line for line, _sentence in brought.left_out)
        again = BringForm(initial={"pasted": left})
        return self.render_to_response(self.get_context_data(form=again, left_out=brought.left_out))

    def say(self, brought: Brought) -> None:
        if brought.new:
            new = len(brought.new)
            messages.success(self.request, ngettext("%d work is new.", "%d works are new.", new) % new)
        if brought.known:
            known = len(brought.known)
            messages.info(
                self.request, ngettext("%d work was there already.", "%d works were there already.", known) % known
            )


class MergeView(WorkScreen):
    """Say that a work is the same as another one. Likely ones are on offer; `q` looks for others."""

    works = Reference.objects.filter(merged_into=None)
    form_class = MergeForm
    template_name = "articles/admin/merge.html"
    page_title = _("Merge with another work")
    header_icon = "openquote"

    def get_form_kwargs(self) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()
        return {**super().get_form_kwargs(), "reference": self.reference, "words": words}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(reference=self.reference, words=self.request.GET.get("q", ""), **kwargs)

    def form_valid(self, form: MergeForm) -> HttpResponse:
        try:
            kept = Reference.objects.merge(self.reference, into=form.cleaned_data["into"], by=self.request.user)
        except ValueError as error:
            form.add_error("into", str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Merged: this is the work that stays."))
        return redirect(reverse("references:inspect", args=[kept.pk]))


class NotNewerView(WorkScreen):
    """Say of what the watch found that it is no newer version: readers are not told of it any more."""

    form_class = NotNewerForm
    template_name = "articles/admin/not_newer.html"
    page_title = _("No newer version?")
    header_icon = "openquote"

    def get_prefix(self) -> str:
        """Each version that was found has a form of its own, named by its number."""
        return str(whole_number(self.request.POST.get("newer", "")) or "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(reference=self.reference, **kwargs)
        sent, found = context["form"], self.reference.newer_versions.open()
        forms = [(one, sent if sent.prefix == str(one.pk) else NotNewerForm(prefix=str(one.pk))) for one in found]
        return context | {"found": forms}

    def form_valid(self, form: NotNewerForm) -> HttpResponse:
        newer = get_object_or_404(self.reference.newer_versions.open(), pk=whole_number(form.prefix))
        newer.settle(by=self.request.user, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("Done. It is kept who decided what, and why."))
        return redirect("references:inspect", self.reference.pk)


class FalseAlarmView(WorkScreen):
    """Whether what readers are warned of is a false alarm: one editor says so, another decides."""

    form_class = FalseAlarmForm
    template_name = "articles/admin/overrule.html"
    page_title = _("False alarm?")
    header_icon = "warning"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.proposal = OverruleProposal.objects.undecided().filter(reference=self.reference).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {"reference": self.reference, "warnings": warnings_about(self.reference), "proposal": self.proposal}
        return super().get_context_data(**about, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A button says by its value what stood beside it: by now somebody may have called something else."""
        button = next((name for name in ("agree", "dismiss") if name in request.POST), None)
        if button is None:
            return super().post(request, *args, **kwargs)
        called = OverruleProposal.objects.filter(reference=self.reference)
        proposal = get_object_or_404(called, pk=whole_number(request.POST[button]))
        return self.answered(lambda: decide(proposal, by=self.request.user, accept=button == "agree"))

    def form_valid(self, form: FalseAlarmForm) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        return self.answered(lambda: call_false_alarm(self.reference, by=self.request.user, reason=reason))

    def answered(self, act: Callable[[], object]) -> HttpResponse:
        try:
            act()
        except (ValidationError, PermissionDenied) as error:
            messages.error(self.request, " ".join(getattr(error, "messages", [str(error)])))
        else:
            messages.success(self.request, _("Done. It is kept who decided what, and why."))
        return redirect("references:false_alarm", self.reference.pk)
