"""What Wagtail's own screens do not ask or answer: who may see drafts' titles, and that something is kept."""

import json
import logging

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError, IntegrityError, transaction
from django.db.models.deletion import ProtectedError, RestrictedError
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.models import Page, PageSubscription

from articles.characters.cleaning import cleaned
from articles.record.evidence import AppendOnlyError
from articles.record.refusals import refusal_in
from editorial.accounts.requests import is_at_desk

from .signing.permissions import is_invited, is_outside_expert, works_on_pages

logger = logging.getLogger(__name__)

#: Screens that show the titles of all drafts to whoever is in the admin. They are for those who work on pages.
SHOW_DRAFTS_TITLES = ("wagtailadmin_choose_page", "wagtailadmin_pages:move", "wagtailadmin_pages:set_page_position")


class DeskMiddleware:
    """Stands innermost, so that what a screen of the admin refuses is answered in a sentence."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 400 and is_at_desk(request):
            tell_why_not_saved(response, getattr(request.user, "not_saved_because", []))
        return response

    def process_view(self, request, view, args, kwargs):
        if request.method == "POST" and is_at_desk(request):
            request.POST = cleaned_form(request.POST)
        name = request.resolver_match.view_name
        if name.startswith(SHOW_DRAFTS_TITLES) and not works_on_pages(request.user):
            raise PermissionDenied
        if name == "wagtailadmin_pages:edit" and saves_by_itself(request):
            try:
                return in_turn(view, request, *args, **kwargs)
            except Exception as exception:
                if answer := self.process_exception(request, exception):
                    return answer
                raise

    def process_exception(self, request, exception):
        """What the record or something else rests on stays, and PostgreSQL's refusals have their sentences.

        So has a form that no screen can take: Wagtail looks at no length when it copies a page, and takes the counts of
        its forms on trust.
        """
        if not is_at_desk(request):
            return None
        if isinstance(exception, ProtectedError | RestrictedError):
            sentence = _("Something else rests on this, such as an edition or a signature, so it is kept.")
        elif isinstance(exception, AppendOnlyError):
            sentence = str(exception)
        elif isinstance(exception, IntegrityError):
            try:
                sentence = str(refusal_in(exception))
            except IntegrityError:
                return None
        elif isinstance(exception, MultiValueDictKeyError | DataError):
            logger.warning("what was sent to %s could not be taken", request.path, exc_info=exception)
            sentence = _not_taken(request, exception)
        else:
            return None
        messages.error(request, sentence)
        came_from = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
        return redirect(came_from if is_ours else "wagtailadmin_home")


def _not_taken(request, exception):
    if request.method != "POST":
        raise BadRequest from exception
    if isinstance(exception, DataError):
        return _("Nothing was changed: something in this form is too long, or no text. Shorten it, and send it again.")
    return _("Nothing was changed: this form did not arrive whole. Send it again, or open its screen anew.")


#: What an outside expert may open at the desk: their own screen, their account with its passkeys, and what these load.
OPEN_TO_EXPERTS = {
    *("wagtailadmin_account", "wagtailadmin_login", "wagtailadmin_logout"),
    *("wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_dismissibles"),
    *("review:keys", "review:expert_home", "review:expert_answer"),
}
OPEN_TO_EXPERTS_BELOW = ("account_", "mfa_")
#: And of a page that they are invited to.
OPEN_TO_INVITED = {"review:page", "review:document", "review:remarks", "review:people_to_name"}


class OutsideExpertsMiddleware:
    """Refuses outside experts whatever is not named above, so that a new screen of the desk is closed to them, too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        if not is_at_desk(request) or name in OPEN_TO_EXPERTS:
            return None
        if name.startswith(OPEN_TO_EXPERTS_BELOW) or not is_outside_expert(request.user):
            return None
        if name in OPEN_TO_INVITED and is_invited(request.user, Page(pk=kwargs["page_id"])):
            return None
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            raise PermissionDenied
        if name != "wagtailadmin_home":
            told = _("This is not open to you: you see the text that you are asked to sign, and your account.")
            messages.error(request, told)
        return redirect("review:expert_home")


def saves_by_itself(request):
    """Whether this is the editor's autosave, which alone asks for JSON, and not somebody who chose to save."""
    return request.method == "POST" and not request.accepts("text/html")


def in_turn(view, request, page_id, **kwargs):
    """What saves by itself waits for a save of the same page that is under way, and is then judged by what that left.

    Wagtail looks whether somebody saved since, and saves a little later: an autosave that was sent first and took
    longer would put its older text over what the writer has just saved by hand.

    A save by hand writes the writer's subscription before it writes the page. Both are taken in its order, and what
    is missing is made before either is held: else each would hold what the other waits for.
    """
    page, writer = Page.objects.filter(pk=page_id), request.user
    if (found := page.first()) and found.permissions_for_user(writer).can_edit():
        PageSubscription.objects.get_or_create(page=found, user=writer, defaults={"comment_notifications": False})
    with transaction.atomic():
        PageSubscription.objects.select_for_update().filter(page=page_id, user=writer.pk).first()
        page.select_for_update(of=["self"]).values_list("pk").first()
        return view(request, page_id, **kwargs)


def tell_why_not_saved(response, because):
    """Where the editor saves by itself, Wagtail says that something is wrong; this says what."""
    if (
        because
        and response.headers.get("Content-Type") == "application/json"
        and b"validation_error" in response.content
    ):
        answer = json.loads(response.content)
        answer["error_message"] = _("Not saved: %s") % " ".join(because)
        response.content = json.dumps(answer)


def cleaned_form(typed):
    """What somebody at the desk typed, in whatever form, without characters that nobody sees.

    Passwords are taken as they are, and so is JSON: the rich-text editor counts the characters of its texts in it. What
    it holds is cleaned when the page is saved.
    """
    kept = typed.copy()
    for name, values in typed.lists():
        if "password" not in name:
            kept.setlist(
                name, [value if cleaned(value) == value or _is_json(value) else cleaned(value) for value in values]
            )
    return kept


def _is_json(value):
    try:
        return isinstance(json.loads(value), dict | list)
    except ValueError:
        return False
