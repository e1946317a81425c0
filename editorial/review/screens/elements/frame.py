"""The frame of every screen of the desk, and the page and draft that it is about."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from articles.pages import EditionedPage
from articles.record.published.drafts import Draft
from editorial.review.signing.permissions import may_change_status, may_see_drafts


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
