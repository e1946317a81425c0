"""What has become of my report? And: erase it. For readers with a receipt code."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..reports.receipts import link_part, receipt_in_link, shown_receipt
from ..reports.report import Report
from ..reports.retention import erase
from .forms import EraseForm, ReceiptForm
from .responses import SeeOther, sent
from .views import around, public_form


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request):
    """Ask for the code. It is sent as a form, so that it stands in nobody's log of addresses."""
    form = ReceiptForm(sent(request))
    if form.is_valid():
        return SeeOther(status_url(form.cleaned_data["code"]))
    context = {"page_title": _("Your report"), "robots": "noindex", "form": form}
    return render(request, "feedback/receipt.html", context)


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
def status(request, link):
    """What has become of the report, and the form by which it is erased."""
    code = receipt_in_link(link)
    found = code and Report.objects.with_receipt(code)
    if not found:
        raise Http404
    form = EraseForm(sent(request))
    if form.is_valid():
        erase(found)
        return SeeOther(status_url(code))
    context = {"report": found, "receipt": shown_receipt(code), "form": form}
    return render(request, "feedback/status.html", {**around(found.edition), **context, "page_title": _("Your report")})


def status_url(code):
    return reverse("feedback:status", args=[link_part(code)])
