"""What Wagtail's own screens do not ask or answer: who may see drafts' titles, and that something is kept."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models.deletion import ProtectedError, RestrictedError
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.permission_policies.pages import PagePermissionPolicy

from articles.record.evidence import AppendOnlyError
from articles.record.refusals import refusal_in

#: Screens that show the titles of all drafts to whoever is in the admin. They are for those who work on pages.
SHOW_DRAFTS_TITLES = ("wagtailadmin_choose_page", "wagtailadmin_pages:move", "wagtailadmin_pages:set_page_position")


class DeskMiddleware:
    """Stands innermost, so that what a screen of the admin refuses is answered in a sentence."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name.startswith(SHOW_DRAFTS_TITLES) and not works_on_pages(request.user):
            raise PermissionDenied

    def process_exception(self, request, exception):
        """What the record or something else rests on stays, and PostgreSQL's refusals have their sentences."""
        if not request.path.startswith("/admin/"):
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
        else:
            return None
        messages.error(request, sentence)
        came_from = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
        return redirect(came_from if is_ours else "wagtailadmin_home")


def works_on_pages(user):
    """Whether somebody may add or change any page."""
    return user.is_active and PagePermissionPolicy().user_has_any_permission(user, {"add", "change"})
