"""When the database is down, starts again or is slow, what readers send is kept on disk, and they are thanked.

These answers ask the database for nothing, not even for the links at the head of the page.
"""

import logging
from functools import wraps

from django.core.exceptions import ValidationError
from django.db import InterfaceError, InternalError, OperationalError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.reading.site_settings import ask_nobody

from ..reports.receipts import kept_link_part, new_receipt, receipt_hash, receipt_in_link
from ..reports.report import Report
from .forms import EditionNumberForm, ReportForm, look_at
from .limits.client import Client
from .limits.proof_of_work import Proof
from .receipt_forms import MendForm
from .regions import region
from .responses import SeeOther, refuse, sent
from .statement_timeout import statement_timeout
from .storing import spool
from .storing.intake import written
from .votes import vote_in
from .words.safety import last_known_phrases

logger = logging.getLogger(__name__)

#: Down, closed, timed out, read-only: nothing that the reader could put right.
AWAY = (OperationalError, InterfaceError, InternalError)
#: In place of the site's links, which are in the database.
BARE = {"navigation": [], "footer_links": [], "robots": "noindex"}


def spool_when_database_is_away(spare, *, at_once=False):
    """The view; and `spare` in its place when the database does not take what a reader sends.

    Both use one receipt: when it is unclear whether the database stored the report, its hash tells. `at_once` says that
    the view sends the database one statement only, which has a timeout of its own.
    """

    def decorate(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            request.receipt = new_receipt()
            if request.method != "POST":
                return view(request, *args, **kwargs)
            try:
                if at_once:
                    return view(request, *args, **kwargs)
                with statement_timeout():
                    return view(request, *args, **kwargs)
            except AWAY as error:
                logger.warning("The database is away (%s); a report goes to disk.", type(error).__name__)
                ask_nobody()
                return spare(request, *args, **kwargs)

        return wrapped

    return decorate


def answered_in_time(view):
    """The view of a receipt; a sentence when the database is away. What was written to mend it stays on the page."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            with statement_timeout():
                return view(request, *args, **kwargs)
        except AWAY as error:
            logger.warning("The database is away (%s); a receipt is not shown.", type(error).__name__)
            ask_nobody()
            form = MendForm(sent(request) if "mend" in request.POST else None)
            unsent = [(field.label, field.data) for field in form if form.is_bound and field.data]
            sentences = [_("We cannot look up reports at the moment. Please try again in some minutes.")]
            return refuse(request, sentences, 503, unsent=unsent, region=unsent and region(), **BARE)

    return wrapped


def keep_answer(request):
    try:
        edition_id, helpful = vote_in(request.POST)
    except ValidationError as error:
        return refuse(request, error.messages, **BARE)
    again = Client(request).votes_again(edition_id)
    return keep(request, request.receipt, edition=edition_id, helpful=helpful, again=again)


def keep_report(request):
    number = EditionNumberForm({**request.GET.dict(), **request.POST.dict()})
    if not number.is_valid():
        return refuse(request, [_("We do not know which article this is about.")], **BARE)
    return keep_form(request, request.receipt, edition=number.cleaned_data["edition"])


def keep_details(request, link):
    receipt = receipt_in_link(link)
    if receipt is None:
        return refuse(request, [_("We do not know which report this belongs to.")], **BARE)
    return keep_form(request, receipt, adds=True)


def keep_form(request, receipt, **about):
    client, data, number = Client(request), sent(request), about.get("edition")
    looked_at = look_at(data, client, None, last_known_phrases())
    form = ReportForm(data, edition=None, number=number, sent=looked_at, proof=Proof(request))
    if not form.is_valid():
        client.take_back()
        context = {**BARE, "form": form, "region": region(), "page_title": _("Report a problem")}
        return render(request, "feedback/report.html", {**context, "form_action": request.get_full_path()})
    details, unsent = form.details, form.written
    is_honeypot_hit = details.pop("is_honeypot_hit")
    line = {"is_honeypot_hit": is_honeypot_hit, "details": written(details, last_known_phrases()), **about}
    return keep(request, receipt, unsent=unsent, **line)


def keep(request, receipt, *, unsent=(), **line):
    """Write the report down and lead to the thanks; only if the disk refuses too, say that it is not stored.

    Then what was written stays on the page, with whom to call.
    """
    try:
        spool.keep({"key": receipt_hash(receipt), "received_at": timezone.now().isoformat(), **line})
    except OSError:
        logger.exception("A report could not be kept on disk either.")
        sentences = [_("We cannot store what you sent at the moment. Please keep your text, and try again later.")]
        return refuse(request, sentences, 503, unsent=unsent, region=region(), **BARE)
    severity = line.get("details", {}).get("severity", Report.Severity.NORMAL)
    return SeeOther(reverse("feedback:kept", args=[kept_link_part(receipt, severity)]))
