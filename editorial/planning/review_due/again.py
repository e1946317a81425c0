"""Reviewing a page again: a draft with the same words, for which people are asked to sign."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import Page

from articles.pages.zone import site_day
from articles.record.published.drafts import Draft
from articles.record.published.editions import ChangeClass
from articles.record.published.publications import Publication
from editorial.accounts.users import User
from editorial.review.signing.permissions import may_change_status
from editorial.review.signing.rules import says_the_same, unmet_before_review

from .review_rules import owner_of

#: Parts of a reader document as people call them.
PARTS = {
    "title": gettext_lazy("the title"),
    "slug": gettext_lazy("the address"),
    "standfirst": gettext_lazy("the standfirst"),
    "key_points": gettext_lazy("the key points"),
    "sections": gettext_lazy("the sections"),
    "hero": gettext_lazy("the main picture"),
    "images": gettext_lazy("the pictures"),
    "references": gettext_lazy("the references"),
    "topics": gettext_lazy("the topics"),
    "bylines": gettext_lazy("the bylines"),
    "translates": gettext_lazy("the edition that it translates"),
}
MAY_DIFFER = {"change", "review_interval_months", "risk_tier"}


class NotAgainError(Exception):
    """The page cannot be reviewed again as it is; the message is the sentence to show."""


def may_review_again(user: User, page: Page) -> bool:
    return may_change_status(user) or (user.is_active and owner_of(page) == user)


@transaction.atomic
def review_again(page: Page, *, by: User) -> Draft:
    """Open the review of what readers get, as it stands; the draft for which people are asked to sign.

    Whoever opens it saves a draft and so does not sign it. NotAgainError where there is no such draft to be had.
    """
    if not may_review_again(by, page):
        raise PermissionDenied(_("Only an editor, or whoever sees to the reviews of this page, can do this."))
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    publication = Publication.objects.readable().filter(page_id=page.pk).select_related("edition").first()
    if publication is None:
        raise NotAgainError(_("Readers do not get this page now, so there is nothing to review again."))
    if page.current_workflow_state:
        raise NotAgainError(_("This page is in review already, or changes are asked for. Finish that first."))
    if publication.edition.is_legacy:
        return _first_review(page, by, publication)
    draft = _same_again(page, by)
    if not says_the_same(draft):
        parts = get_text_list(_differing(draft, publication), _("and"))
        raise NotAgainError(
            _(
                "The newest draft says something else than what readers get: %s. Submit it as the change that it is, "
                "or take it back to what readers get."
            )
            % parts
        )
    if unmet := unmet_before_review(draft):
        raise NotAgainError(" ".join(unmet))
    log(draft.page, "planning.review_again", user=by, data={"edition": publication.edition.number})
    page = type(page).objects.get(pk=page.pk)
    page.get_workflow().start(page, by)
    return draft


def _first_review(page: Page, by: User, publication: Publication) -> Draft:
    """The first review of a text that was moved in: of the newest draft, which is what came in unless it was changed.

    Nobody saves anything by it, so whoever opens it may sign.
    """
    draft = Draft.of(page)
    if unmet := unmet_before_review(draft):
        raise NotAgainError(" ".join([_("Before people can sign it, it needs more. Change the text first."), *unmet]))
    log(draft.page, "planning.review_again", user=by, data={"edition": publication.edition.number})
    type(page).objects.get(pk=page.pk).get_workflow().start(page, by)
    return draft


def _same_again(page: Page, by: User) -> Draft:
    """Another draft of the page, which says of itself that nothing needed changing."""
    draft = page.get_latest_revision_as_object()
    draft.change_class, draft.publish_after = ChangeClass.REVIEWED, None
    with translation.override(page.locale.language_code):
        today = date_format(site_day(), "j F Y")
        draft.change_note = _("Review of %s: nothing needed changing.") % today
    draft.save_revision(user=by)
    return Draft.of(page)


def _differing(draft: Draft, publication: Publication) -> list[str]:
    """What the draft says otherwise than what readers get, in words."""
    shown, wanted = publication.edition.content, draft.document
    names = [name for name in {**shown, **wanted} if shown.get(name) != wanted.get(name) and name not in MAY_DIFFER]
    return [str(PARTS.get(name, name)) for name in names] or [_("it was published in an emergency")]
