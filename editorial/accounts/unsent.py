"""A form of the desk whose answer would lose what was typed in it: the answer shows it, ready to be sent again.

That is so when the session is over, when somebody logged in again in another tab, and when what was sent is refused:
locked, taken back or decided about by somebody else meanwhile. Nothing is kept on the server: the page that says what
happened carries the text, and nothing of it is in an address or a log. (A form of somebody who only has to prove again
who they are does wait on the server, for their account alone: `reauthentication`.)
"""

import html
import json
import re
from uuid import UUID

from django.contrib import messages
from django.contrib.messages import get_messages
from django.http import JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import Resolver404, resolve, reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_csrf_failure

from .requests import is_at_desk

#: The name under which a form's mark travels with it, by which the browser knows what it keeps of it.
MARK = "kept-as"
#: The cookie that says of a mark that its form was taken.
TAKEN = "taken-{}"
TAKEN_SECONDS = 24 * 3600
#: What is never shown, sent again or kept.
SECRET = re.compile(r"csrfmiddlewaretoken|passw|passphrase|secret|assertion|(^|_)(otp|code|token)$", re.IGNORECASE)
#: Values that nobody typed as a text: numbers, dates, ids, digests, names of choices.
NO_TEXT = re.compile(r"[a-z0-9_.:+-]*|[0-9T:.+Z-]+|[0-9A-Fa-f-]{32,}")


class UnsentMiddleware:
    """Looks at what the desk answers to a form. Stands inside Django's messages, around all that may refuse."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not is_form_of_the_desk(request):
            return taken(request, response) if is_done_about_log_in(request, response) else response
        if not leads_on(response):
            is_lost = getattr(response, "tells_error", False) and loses_text(request, response)
            return refused(request, response) if is_lost else response
        if messages.ERROR in levels(request) or response.url == reverse("mfa_index"):
            return refused(request, response)  # the latter because a second factor is asked for first
        if leads_to_log_in(response):
            return response if request.user.is_authenticated else session_over(request, response)
        return taken(request, response)

    def process_template_response(self, request, response):
        """A form can be taken or refused without leading on: what is told says which. Later its page has shown that."""
        if is_form_of_the_desk(request):
            told_here = levels(request)
            response.tells_error = messages.ERROR in told_here
            if told_here & {messages.SUCCESS, messages.INFO} and not response.tells_error:
                taken(request, response)
        return response


def is_form_of_the_desk(request):
    """Whether something was sent to the desk that is no step of logging in. Asked when the address is resolved."""
    is_sent = is_sent_to_the_desk(request) and bool(request.resolver_match)
    return is_sent and not is_about_log_in(request.resolver_match)


def is_sent_to_the_desk(request):
    return request.method == "POST" and is_at_desk(request)


def is_about_log_in(match):
    return (match.url_name or "").startswith(("account_", "mfa_"))


def is_done_about_log_in(request, response):
    """Whether somebody who is logged in changed something about that. Refused, such a form shows itself again."""
    is_done = is_sent_to_the_desk(request) and leads_on(response) and request.user.is_authenticated
    return is_done and messages.ERROR not in levels(request)


def leads_on(response):
    return response.status_code in (302, 303)


def leads_to_log_in(response):
    """Whether an answer leads to logging in, proving it again, or setting up how."""
    try:
        return is_about_log_in(resolve(response.url.partition("?")[0]))
    except Resolver404:
        return False


def loses_text(request, response):
    """Whether a page leaves out what was typed, such as one without its form. Wagtail's editor never does."""
    if wants_json(request) or request.resolver_match.namespace == "wagtailadmin_pages":
        return False
    shown = in_one_line(html.unescape(response.text))
    return not all(in_one_line(field["text"]) in shown for field in fields_of(request.POST))


def in_one_line(text):
    return " ".join(text.split())


def levels(request):
    """The levels of what this request has told so far. Looking at the messages as usual would count as showing them."""
    return {message.level for message in request._messages._queued_messages}


def taken(request, response):
    """Tell the browser that what it keeps of this form was taken."""
    try:
        mark = UUID(request.POST.get(MARK, ""))
    except ValueError:
        return response
    response.set_cookie(
        TAKEN.format(mark),
        "1",
        max_age=TAKEN_SECONDS,
        path=reverse("wagtailadmin_home"),
        secure=request.is_secure(),
        samesite="Strict",
    )
    return response


def session_over(request, response):
    sentence = _("You are logged out, so nothing was sent. Log in in another tab, then send it again here.")
    if wants_json(request):
        return json_refusal("session_over", sentence, status=401)
    return unsent(request, [sentence], log_in=True) or response


def refused(request, response):
    """What was refused with a sentence, by a page without the text or by leading elsewhere."""
    if wants_json(request):
        return json_refusal("refused", strip_tags(" ".join(map(str, told(request)))), status=403)
    if not any(field["text"] for field in fields_of(request.POST)):
        return response
    return unsent(request, told(request), leads_to=getattr(response, "url", None))


def told(request):
    """The sentences of this request, which count as shown. Wagtail's own refusal does not say what may have been."""
    here = [message.message for message in get_messages(request)]
    return [_refusal() if str(sentence).strip() == _wagtails_refusal() else sentence for sentence in here]


def _wagtails_refusal():
    return _("Sorry, you do not have permission to access this area.")


def _refusal():
    return _(
        "You may not do this now. Perhaps somebody locked the page, took the task back or decided about it meanwhile, "
        "or what you may do was changed."
    )


def csrf_failure(request, reason=""):
    """A form whose token is from before the newest log-in. It is offered again, unless another site may have sent it.

    Whoever makes somebody's browser send a form from elsewhere must not get it shown here, one press away from
    being sent: so the browser has to say that it came from this site.
    """
    if not is_at_desk(request):
        return plain_csrf_failure(request, reason)
    if is_about_log_in(request.resolver_match):
        messages.error(request, _("This page was open for too long. Fill it in once more."))
        return redirect(request.get_full_path())
    sentence = _("You logged in again since you opened this form, so nothing was sent. Look at it, then send it again.")
    if wants_json(request):
        return json_refusal("logged_in_again", sentence, status=403)
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    answer = unsent(request, [sentence], log_in=not request.user.is_authenticated) if is_ours else None
    return answer or plain_csrf_failure(request, reason)


def wants_json(request):
    """Whether this is a script's request, like those of Wagtail's autosave."""
    return not request.accepts("text/html")


def json_refusal(code, sentence, status):
    """In the form of the answers of Wagtail's autosave."""
    return JsonResponse({"success": False, "error_code": code, "error_message": sentence}, status=status)


def locked(request, page):
    """Who locked a page, and when, for Wagtail's autosave, which itself says only that it is locked."""
    lock = page.get_lock()
    if request.method != "POST" or not wants_json(request) or not (lock and lock.for_user(request.user)):
        return None
    sentence = html.unescape(strip_tags(lock.get_message(request.user) or "")) or _("This page is locked.")
    return json_refusal("locked", _("%s Nothing is saved until it is unlocked.") % sentence, status=400)


def unsent(request, sentences, log_in=False, leads_to=None):
    """The page that gives back what was typed; None when nothing was."""
    fields = fields_of(request.POST)
    if not fields:
        return None
    context = {
        "sentences": sentences,
        "fields": fields,
        "address": request.get_full_path(),
        "has_files": request.content_type == "multipart/form-data" and bool(request.FILES),
        "log_in": log_in and f"{resolve_url('account_login')}?next={reverse('account_logged_in')}",
        "leads_to": leads_to,
    }
    response = render(request, "accounts/unsent.html", context, status=403)
    response["Cache-Control"] = "no-store"
    return response


def fields_of(posted):
    """What was sent, but for secrets: name, value, label and, where somebody typed it, the text to look at."""
    return [
        {"name": name, "value": value, "label": label_of(name), **text_in(value)}
        for name, values in posted.lists()
        if not SECRET.search(name)
        for value in values
    ]


def label_of(name):
    return re.sub(r"[-_]+", " ", name).strip().capitalize()


def text_in(value):
    """The text of a value, and whether it is rich: read out of what the editor sends, and not to be changed here."""
    if value[:1] == "{":
        try:
            blocks = json.loads(value)["blocks"]
            return {"text": "\n".join(block["text"] for block in blocks).strip(), "is_rich": True}
        except (ValueError, KeyError, TypeError):
            return {"text": "", "is_rich": True}
    return {"text": "" if NO_TEXT.fullmatch(value) else value, "is_rich": False}
