"""What has become of my report? And: erase it. For readers with a receipt code."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..reports.receipts import link_part, receipt_in_link, shown_receipt
from ..reports.report import Report
from ..reports.retention import erase
from .database_away import answered_in_time
from .receipt_forms import EraseForm, MendForm, ReceiptForm
from .responses import SeeOther, sent
from .storing import intake
from .views import address_of_thanks, around, public_form


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
@answered_in_time
def receipt(request):
    """Ask for the code. It is sent as a form, so that it stands in nobody's log of addresses."""
    form = ReceiptForm(sent(request))
    if form.is_valid():
        return SeeOther(status_url(form.cleaned_data["code"]))
    context = {"page_title": _("Your report"), "robots": "noindex", "form": form}
    return render(request, "feedback/receipt.html", context)


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
@answered_in_time
def status(request, link):
    """What has become of the report, and the forms by which its words are mended, for a while, or erased."""
    code = receipt_in_link(link)
    found = code and Report.objects.with_receipt(code)
    if not found:
        raise Http404
    is_mended = "mend" in request.POST
    form = EraseForm(None if is_mended else sent(request))
    mending = MendForm(
        request.POST if is_mended else None, initial={"comment": found.comment, "passage": found.passage}
    )
    if form.is_valid():
        erase(found)
        return SeeOther(status_url(code))
    if mending.is_valid() and intake.mend(found, **mending.cleaned_data):
        return SeeOther(address_of_thanks(code))
    if is_mended and not mending.errors:
        mending.add_error(
            None,
            _("It is too late to mend it: you did so before, somebody has seen it, or half an hour has passed."),
        )
    context = {"report": found, "receipt": shown_receipt(code), "form": form, "mending": mending}
    return render(request, "feedback/status.html", {**around(found.edition), **context, "page_title": _("Your report")})


def status_url(code):
    return reverse("feedback:status", args=[link_part(code)])
