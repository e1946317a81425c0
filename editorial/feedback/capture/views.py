"""The reader's side of feedback: forms that need neither JavaScript nor a cookie."""

from functools import cache, wraps

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.http import Http404, JsonResponse, UnreadablePostError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from articles.reading.addresses.page_addresses import Addresses, parent_paths
from articles.record.published.addresses import home_path
from articles.record.published.publications import Publication

from ..reports.passages import PASSAGE_LIMIT, find_passage, section_of
from ..reports.receipts import kept_in_link, link_part, receipt_hash, receipt_in_link, shown_receipt
from ..reports.report import Report
from .database_away import BARE, keep_answer, keep_details, keep_report, spool_when_database_is_away
from .forms import BOXES, LONGEST_READ, EditionField, ReportForm, WordsForm, in_plain_characters, look_at
from .limits.client import Client
from .limits.proof_of_work import Proof, new_challenge
from .regions import region
from .responses import SeeOther, refuse, sent
from .statement_timeout import statement_timeout
from .storing import intake, spool
from .votes import CANNOT_TELL, store_vote, vote_in
from .words.redaction.redacting import parts_of, redact
from .words.safety import danger_of, last_known_phrases, mentions_side_effect

SEEN = EditionField()
#: Where an article asks whether it helped: the anchor in feedback/helpful.html.
QUESTION = "was-it-helpful"
#: Stands for the part of an address that each report has of its own.
LINK = "LINK"


def public_form(view):
    """Kept in no cache and in no error report; without Django's CSRF check, which would need a cookie.

    A form that cannot even be read (too large, broken off) is answered with a sentence.
    """

    @csrf_exempt
    @cache_control(no_store=True)
    @sensitive_post_parameters()
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            if int(request.META.get("CONTENT_LENGTH") or 0) > settings.READERS_FORM_BYTES:
                raise RequestDataTooBig
            _parsed = request.POST
        except (BadRequest, SuspiciousOperation, UnreadablePostError):
            return refuse(request, [_("What you sent is too large, or it was broken off on its way.")])
        return view(request, *args, **kwargs)

    return wrapped


def leads_to_form(view):
    """The view of an address that forms send to. Who only opens it, as from a history, is led to where the form is."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        return view(request, *args, **kwargs) if request.method == "POST" else where_forms_are(request)

    return wrapped


@public_form
@leads_to_form
@spool_when_database_is_away(keep_answer, at_once=True)
def answer(request):
    """Yes or no. It is stored at once, even if the reader goes no further."""
    try:
        edition_id, helpful = vote_in(request.POST)
    except ValidationError as error:
        return refuse(request, error.messages)
    again = Client(request).votes_again(edition_id)
    if not store_vote(edition_id, receipt=request.receipt, helpful=helpful, again=again):
        return refuse(request, [CANNOT_TELL])
    return thank(request.receipt)


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
@spool_when_database_is_away(keep_report, at_once=True)
def report(request):
    """Report a problem with an edition, be it current, older or withdrawn."""
    if request.method != "POST" and "edition" not in request.GET:
        return where_forms_are(request)
    edition = edition_asked_for(request)
    if edition is None:
        unsent = written_in(request)
        return refuse(request, [EditionField.unknown], 404, unsent=unsent, region=unsent and region())
    return take_report(request, edition)


def take_report(request, edition, helpful=None):
    """Store a report, and say thank you; else the form, with what is missing. `helpful` is what its reader answered."""
    form = report_form(request, edition, helpful=helpful, initial=quoted(request, edition))
    if form.is_valid():
        intake.store(edition, receipt=request.receipt, **form.details)
        return thank(request.receipt)
    Client(request).take_back()
    with statement_timeout():
        came_from = section_of(edition, form.chosen_section)
        context = around_form(edition, form, came_from["id"] if came_from else "")
        context["form_action"] = f"{request.path}?edition={edition.pk}"
        return render(request, "feedback/report.html", context)


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
@spool_when_database_is_away(keep_details)
def thanks(request, link):
    """Thank you; and, as long as there is only a yes or no, the form to say more.

    Whoever goes back to that form and says something else has made another report.
    """
    receipt = receipt_in_link(link)
    found = receipt and Report.objects.with_receipt(receipt)
    if not found:
        raise Http404
    if found.has_details:
        if bought_attention(request, found):
            return thank(receipt)
        if not intake.holds(found, **words_in(request)):
            return take_report(request, found.edition, found.helpful)
        context = {**around(found.edition, found.section or QUESTION), "report": found, "link": link}
        return render(request, *after_report(found, {**context, "receipt": shown_receipt(receipt)}))
    form = report_form(request, found.edition, helpful=found.helpful)
    if form.is_valid():
        intake.add_details(found, **form.details)
        return thank(receipt)
    Client(request).take_back()
    return render(request, "feedback/thanks.html", around_form(found.edition, form, QUESTION))


@public_form
@leads_to_form
def preview(request):
    """The words that a reader is writing as they would be stored, and whether they speak of danger.

    The latter also of what is too long to be sent, and of what stands in the box for the article's words: nobody loses
    whom to call by what they have to mend. Nothing is stored, and the database is not asked.
    """
    form = WordsForm(request.POST)
    if not Client(request).may_preview():
        return JsonResponse({}, status=429)
    written = [in_plain_characters(request.POST.get(name, "")[:LONGEST_READ]) for name in form.fields]
    told = {"is_danger": any(danger_of(text, last_known_phrases()) for text in written)}
    if not form.is_valid():
        return JsonResponse(told, status=400)
    shown = {name: parts_of(redact(text)) for name, text in form.cleaned_data.items()}
    return JsonResponse({**shown, **told})


@public_form
@require_http_methods(["GET", "HEAD"])
def kept(request, link):
    """Thank you, for a report that is on disk until the database is back."""
    found = kept_in_link(link)
    if not found:
        raise Http404
    receipt, severity = found
    context = {**BARE, "page_title": _("Thank you"), "region": region(), "receipt": shown_receipt(receipt)}
    words = spool.kept(receipt_hash(receipt))
    return render(request, *thanks_for(severity, {**context, "report": words, "is_kept": True}))


def where_forms_are(request):
    """The page whose form sends here, where the address names its edition; else how to find the page and its form."""
    edition = edition_asked_for(request) if "edition" in request.GET else None
    publication = edition and Publication.objects.readable().filter(page=edition.page_id).first()
    if publication:
        return redirect(f"{publication.path}#{QUESTION}")
    context = {"page_title": _("Tell us about a page"), "robots": "noindex"}
    return render(request, "feedback/where_forms_are.html", context)


def bought_attention(request, found):
    """Whether a device has worked for a report that was marked as one of many, and the mark was taken from it."""
    proof = Proof(request, buyer=found.receipt_hash)
    return found.is_one_of_many and proof.holds and proof.spend() and intake.unmark(found)


def after_report(found, context):
    """The page that follows a report, and what it shows: help first for somebody in danger."""
    if found.is_one_of_many:
        context["challenge"] = new_challenge()
    return thanks_for(found.severity, {**context, "is_side_effect": mentions_side_effect(found.comment)})


def thanks_for(severity, context):
    """Where nobody is sure, help stands above the thanks: a false alarm costs a reader nothing."""
    if severity == Report.Severity.SAFETY:
        return "feedback/crisis.html", {**context, "page_title": _("Get help now")}
    return "feedback/thanks.html", {**context, "is_possible_danger": severity == Report.Severity.POSSIBLE_SAFETY}


def words_in(request):
    """What somebody chose and wrote in a form, before anything is known of it."""
    names = ("reason", *BOXES) if request.method == "POST" else ()
    return {name: in_plain_characters(request.POST.get(name, "")) for name in names}


def written_in(request):
    """(label, text) of each box in which somebody wrote what cannot be stored."""
    return [(ReportForm.base_fields[name].label, text) for name in BOXES if (text := request.POST.get(name))]


def report_form(request, edition, **options):
    data = sent(request)
    return ReportForm(
        data, edition=edition, sent=look_at(data, Client(request), edition), proof=Proof(request), **options
    )


def quoted(request, edition):
    """The section and the words that a link to the form names."""
    if request.method == "POST":
        return {}
    passage = request.GET.get("passage", "")[:PASSAGE_LIMIT]
    section, _start = find_passage(edition, passage, request.GET.get("section", ""))
    return {"section": section, "passage": passage}


def thank(receipt):
    return SeeOther(address_of_thanks(receipt))


def address_of_thanks(receipt):
    return _address_of_thanks(get_language()).replace(LINK, link_part(receipt))


@cache
def _address_of_thanks(language):
    """Asked for once in the language that is active: that took longer than all the rest of the answer."""
    return reverse("feedback:thanks", args=[LINK])


def edition_asked_for(request):
    """The edition; None when it is none of ours and a report about it was sent, which is answered with a sentence."""
    try:
        return SEEN.clean(request.POST.get("edition") or request.GET.get("edition"))
    except ValidationError:
        if request.method == "POST":
            return None
        raise Http404 from None


def around_form(edition, form, anchor=""):
    """What a page with a form shows. The headings of an article that readers no longer get are not among it."""
    context = around(edition, anchor)
    if context["article_url"] and edition.is_open:
        form.show_headings()
    return {**context, "form": form}


def around(edition, anchor=""):
    """What the page shows of the article. One that readers no longer get is named, and not linked to.

    `anchor` is where in it the reader came from.
    """
    publication = Publication.objects.readable().filter(page=edition.page_id).first()
    path = publication.path if publication else ""
    above = Addresses(paths=parent_paths(path)).breadcrumb(path, home_path(get_language())) if path else []
    return {
        "page_title": _("Report a problem"),
        "robots": "noindex",
        "article_title": edition.title,
        "article_url": f"{path}#{anchor}" if path and anchor else path,
        "region": region(),
        "breadcrumb": [
            *above,
            *([{"title": edition.title, "url": path}] if path else []),
        ],
    }
