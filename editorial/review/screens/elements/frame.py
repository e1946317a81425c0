"""The frame of every screen of the desk, and the page and draft that it is about."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from articles.pages import EditionedPage
from articles.record.published.drafts import Draft
from editorial.review.signing.permissions import may_change_status, may_see_drafts


def say_if_wrong(request, forms):
    """Say at the top of a screen that something has to be mended, which may stand far down."""
    if any(isinstance(form, BaseForm) and form.errors for form in forms):
        messages.error(request, _("Not done yet. What is missing or wrong is marked below."))


class ReviewScreen(WagtailAdminTemplateMixin):
    """What the screens of the desk share."""

    header_icon = "clipboard-list"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), *self.more_breadcrumbs()]

    def more_breadcrumbs(self):
        """The way from the home of the desk to this screen, which is what its head is called by."""
        return [self.here()]

    def here(self):
        return {"url": "", "label": self.get_page_title()}

    def again(self, **forms):
        """The screen once more, with the form that has to be mended."""
        say_if_wrong(self.request, forms.values())
        return self.render_to_response(self.get_context_data(**forms))


class ForEditors(View):
    """A screen for editors alone; before the class that it is a screen by."""

    def setup(self, request, *args, **kwargs):
        if not may_change_status(request.user):
            raise PermissionDenied
        super().setup(request, *args, **kwargs)


def page_for(request, page_id):
    """A page, as it was last saved, for somebody who may read its drafts. An alias of another has none of its own."""
    page = get_object_or_404(Page, pk=page_id, latest_revision__isnull=False).specific_deferred
    if not isinstance(page, EditionedPage) or not may_see_drafts(request.user, page):
        raise PermissionDenied
    return page


def draft_for(request, page_id):
    """The newest draft of a page, for somebody who may read it."""
    return Draft.of(page_for(request, page_id))
