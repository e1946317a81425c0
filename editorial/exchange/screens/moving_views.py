"""Moving in from WordPress on a screen: send the file, see how far it is, stop it, go on, read the report."""

import csv
from itertools import islice

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem

from editorial.accounts.requests import asked_by_itself
from editorial.review.screens.elements.frame import ReviewScreen

from ..wordpress import sent_exports
from ..wordpress.exported.stream import RefusedExportError
from ..wordpress.sent_export import SentExport

#: What a form has besides its file.
REST_OF_FORM = 100_000
#: Lines of the report that the screen shows; the file has all.
LINES = 200


def may_move_in(user):
    return user.is_active and user.has_perm("exchange.move_in")


class MoveInMenuItem(MenuItem):
    def is_shown(self, request):
        return may_move_in(request.user)


class ExportForm(forms.ModelForm):
    """The file, and what to do with it."""

    file = forms.FileField(label=_("Export (WXR, a file that ends in .xml)"))

    class Meta:
        model = SentExport
        fields = ["fetch", "as_articles", "comments", "dry_run"]


class MovingScreen(ReviewScreen, TemplateView):
    """For whoever may move a site in."""

    header_icon = "upload"
    page_title = _("Move in from WordPress")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not may_move_in(request.user):
            raise PermissionDenied


@method_decorator(csrf_exempt, name="dispatch")  # asked below, once the size is known: that reads the file
class SendExportView(MovingScreen):
    """Send an export; those that were sent before."""

    template_name = "exchange/send_export.html"

    def dispatch(self, request, *args, **kwargs):
        if int(request.META.get("CONTENT_LENGTH") or 0) > most_bytes() + REST_OF_FORM:
            messages.error(request, too_large())
            return self.render_to_response(self.get_context_data(), status=413)
        return super().dispatch(request, *args, **kwargs)

    @method_decorator(csrf_protect)
    def post(self, request, *args, **kwargs):
        form = ExportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            sent = sent_exports.take(by=request.user, **form.cleaned_data)
        except RefusedExportError as refused:
            form.add_error("file", str(refused))
            return self.render_to_response(self.get_context_data(form=form))
        return redirect("exchange:moving_in", sent.pk)

    def get_context_data(self, **kwargs):
        sent = SentExport.objects.select_related("by").order_by("-pk")[:20]
        return super().get_context_data(**{"form": ExportForm(), "sent": sent, "most": most_bytes(), **kwargs})


def most_bytes():
    return settings.MOVING_IN_MOST_MB * 1024 * 1024


def too_large():
    return _now("This file is larger than %s. Use the command import_wordpress, or have the limit raised.") % (
        filesizeformat(most_bytes())
    )


class MovingInView(MovingScreen):
    """One export: how far it is, and what came of it."""

    template_name = "exchange/moving_in.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.sent = get_object_or_404(SentExport, pk=kwargs["pk"])

    def get_page_title(self):
        return self.sent.name

    def more_breadcrumbs(self):
        above = {"url": reverse("exchange:send_export"), "label": self.page_title}
        return [above, {"url": "", "label": self.sent.name}]

    def post(self, request, *args, **kwargs):
        if "stop" in request.POST:
            sent_exports.stop(self.sent)
        elif "go_on" in request.POST and not sent_exports.go_on(self.sent):
            messages.error(request, _now("It cannot go on: it is over, or a worker is at it."))
        return redirect("exchange:moving_in", self.sent.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(sent=self.sent, lines=lines_of(self.sent), most=LINES, **kwargs)


def lines_of(sent):
    """What needs a hand, or could not come in: the first lines of the report, once it is over."""
    if sent.is_at_work or not sent.report.exists():
        return []
    with sent.report.open(newline="", encoding="utf-8") as file:
        rows = _readable(csv.DictReader(file))
        return [
            {**row, "hands": row["what to look at"], "address": row["former address"]}
            for row in islice((row for row in rows if row["what to look at"] and row["kind"]), LINES)
        ]


def _readable(rows):
    """The rows but for those with a cell that is too long: reports had them once."""
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error:
            continue


@asked_by_itself
@require_safe
def progress(request, pk):
    """How far it is, as a piece of the screen; the browser asks while it is there."""
    if not may_move_in(request.user):
        raise PermissionDenied
    sent = get_object_or_404(SentExport, pk=pk)
    piece = render(request, "exchange/components/progress.html", {"sent": sent}).content.decode()
    return JsonResponse({"piece": piece, "is_at_work": sent.is_at_work})


@require_safe
def report(request, pk):
    """The whole report, as the command writes it."""
    if not may_move_in(request.user):
        raise PermissionDenied
    sent = get_object_or_404(SentExport, pk=pk)
    if not sent.report.exists():
        raise Http404
    return FileResponse(sent.report.open("rb"), as_attachment=True, filename=f"moving-in-{pk}.csv")
