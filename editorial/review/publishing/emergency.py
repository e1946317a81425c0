"""Publishing before the medical review, in an emergency: two editors, a reason, a number of hours."""

from __future__ import annotations

import logging

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Now
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition
from articles.record.published.emergencies import EmergencyOverride, EmergencyRule
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.refusals import refusal_in
from articles.record.signed.draft_records import DraftRecord
from articles.record.signed.sign_offs import SignOffKind
from editorial.accounts.users import User

from ..signals import emergency_called
from ..signing.discussion.remarks import why_blocked
from ..signing.permissions import is_appointed_editor
from ..signing.rules import unmet_before_review
from ..signing.signing import MayNotSignError, Signature, put_signature
from .publications import change_status
from .publishing import NotReadyError, create_edition, keep_pictures

logger = logging.getLogger(__name__)


def most_hours() -> int | None:
    """For how many hours an emergency edition may last; None where this site allows none."""
    return EmergencyRule.objects.values_list("most_hours", flat=True).first()


def called_for(draft: Draft) -> EmergencyOverride | None:
    """The emergency that was called for exactly this text and has no edition yet; None without one."""
    override = EmergencyOverride.objects.on(draft.page, draft.digest)
    return override if override and not Edition.objects.filter(override=override).exists() else None


def unconfirmed() -> QuerySet[EmergencyOverride]:
    """Those that an editor called for what is still the newest text of its page, and that has no edition yet."""
    newest = DraftRecord.objects.filter(page=OuterRef("page")).order_by("-pk").values("digest")[:1]
    calls = EmergencyOverride.objects.filter(digest=Subquery(newest))
    has_edition = Exists(Edition.objects.filter(page=OuterRef("page"), digest=OuterRef("digest")))
    return calls.filter(~has_edition).select_related("page", "asked_by").order_by("pk")


def all_emergencies() -> QuerySet[EmergencyOverride]:
    """Every emergency that was called, with `title`, `number` and `ends_at` of its edition, and `outcome` in words."""
    its_own = Edition.objects.filter(override=OuterRef("pk"))
    same_text = Edition.objects.signed().filter(page=OuterRef("page"), digest=OuterRef("digest"))
    shown = Publication.objects.readable().filter(edition__override=OuterRef("pk"))
    calls = EmergencyOverride.objects.select_related("asked_by").annotate(
        title=Coalesce(Subquery(its_own.values("title")), "page__draft_title", output_field=CharField()),
        number=Subquery(its_own.values("number")),
        ends_at=Subquery(its_own.values("ends_at")),
        signed_as=Subquery(same_text.values("number")[:1]),
        shown_at=Subquery(shown.values("path")),
    )
    outcomes = [
        (_("Signed by everybody since"), {"signed_as__isnull": False}),
        (_("Not confirmed by a second editor"), {"number__isnull": True}),
        (_("Readers get it now"), {"shown_at__isnull": False}),
    ]
    return calls.annotate(
        outcome=Case(
            *(When(then=Value(sentence), **holds) for sentence, holds in outcomes),
            default=Value(_("Over")),
            output_field=CharField(),
        )
    )


@transaction.atomic
def call_emergency(page: Page, *, by: User, reason: str, hours: int, signature: Signature) -> EmergencyOverride:
    """The first editor gives the reason and signs; the override."""
    draft = Draft.locked(page)
    if unmet := unmet_before_review(draft):
        raise NotReadyError(unmet)
    require_unblocked(draft)
    if (called := called_for(draft)) and is_appointed_editor(called.asked_by):
        raise PermissionDenied(_("An emergency has been called for this text already. Read why, and sign that one."))
    try:
        with transaction.atomic():
            override = EmergencyOverride.objects.create(
                page_id=page.pk, digest=draft.digest, reason=reason.strip(), hours=hours, asked_by=by
            )
    except IntegrityError as error:
        raise PermissionDenied(str(refusal_in(error))) from error
    put_signature(draft, by=by, kind=SignOffKind.EMERGENCY, signature=signature)
    emergency_called.send(EmergencyOverride, override=override)
    return override


@transaction.atomic
def confirm_emergency(page: Page, *, by: User, signature: Signature) -> Edition:
    """The second editor signs the same text, and readers get it with a notice; the edition."""
    draft = Draft.locked(page)
    override = called_for(draft)
    if override is None:
        raise PermissionDenied(_("Nobody has called an emergency for this text."))
    require_unblocked(draft)
    keep_pictures(draft)
    put_signature(draft, by=by, kind=SignOffKind.EMERGENCY, signature=signature)
    return create_edition(draft, by=by, override=override)


def require_unblocked(draft: Draft) -> None:
    """An open remark that blocks holds up an emergency as well.

    It says that something in this text may harm, which haste makes no better. An editor who did not write the text
    settles it with one press, so it costs no time, and it is known who did.
    """
    if why := why_blocked(draft.page.pk):
        raise MayNotSignError(why)


def end_emergencies() -> list[Publication]:
    """Withdraw the emergency editions whose time is over; the publications. Readers have lost them already by then.

    One page's trouble does not stop the others.
    """
    over = Publication.objects.filter(status__in=PublicationStatus.readable(), readable_until__lte=Now())
    pages = list(over.order_by("pk").values_list("page_id", flat=True))
    return [publication for publication in map(_end_if_over, pages) if publication]


def _end_if_over(page_id: int) -> Publication | None:
    try:
        return _end(page_id)
    except Exception:  # whatever it is: the pages after this one are over as well
        logger.exception("the emergency edition of page %s could not be ended", page_id)
        return None


@transaction.atomic
def _end(page_id: int) -> Publication:
    Page.objects.select_for_update().get(pk=page_id)  # of the publication the owner's functions alone lock anything
    publication = Publication.objects.get(page_id=page_id)
    if publication.is_past_its_end and publication.status in PublicationStatus.readable():
        with translation.override(publication.page.locale.language_code):
            notice = _("It was published in an emergency and has not been medically reviewed in time.")
        change_status(
            publication,
            status=PublicationStatus.WITHDRAWN,
            notice=notice,
            reason=_("The hours of the emergency are over."),
        )
    return publication
