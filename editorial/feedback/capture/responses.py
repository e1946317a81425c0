"""What readers' forms are answered with."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _


class SeeOther(HttpResponseRedirect):
    """Go on with GET, so that reloading the page sends nothing twice."""

    status_code = 303


def sent(request):
    return request.POST if request.method == "POST" else None


def refuse(request, sentences, status=400, **context):
    """A page that says what was wrong. `unsent`, (label, text) of what the reader wrote, stands there to be copied."""
    context = {"page_title": _("We could not store this"), "robots": "noindex", "sentences": sentences, **context}
    return render(request, "feedback/refused.html", context, status=status)
