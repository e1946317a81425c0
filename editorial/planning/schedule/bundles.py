"""Bundles: pages that go out together or not at all, and are taken back as one."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, Page

from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.published.status import LONGEST_NOTICE, PublicationStatus
from articles.record.signers.credentials import are_one_person
from editorial.accounts.users import User
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter
from editorial.letters.outbox.writing import write
from editorial.review.extensions import Undecided
from editorial.review.publishing.publishing import NotReadyError, keep_pictures, publish
from editorial.review.publishing.status import change_by_two, notice_to_readers
from editorial.review.signing.permissions import editors, may_change_status
from editorial.review.signing.rules import signatures_missing, unmet_before_publishing

logger = logging.getLogger(__name__)


class BundleState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    OUT = "out", _("Out")
    CALLED_OFF = "called_off", _("Called off")
    TAKEN_BACK = "taken_back", _("Taken back")


class BundleRefusedError(Exception):
    """None of its pages went out. `refusals` has a sentence for each page that kept them, by its number."""

    def __init__(self, refusals: dict[int, str]):
        super().__init__(" ".join(refusals.values()))
        self.refusals = refusals


class BundleQuerySet(models.QuerySet["Bundle"]):
    """Bundles."""

    def asked_back(self) -> Self:
        """Those that readers get, and that somebody asked to be taken back."""
        return self.filter(state=BundleState.OUT, take_back_asked_by__isnull=False).select_related("take_back_asked_by")


class Bundle(ClusterableModel):
    """Pages of which readers get the next editions in one moment, when everybody has signed all of them."""

    title = models.CharField(_("name"), max_length=150)
    goes_out_at = models.DateTimeField(
        _("not before"),
        null=True,
        blank=True,
        help_text=_("Leave it empty to let all go out as soon as the last of them is signed."),
    )
    state = models.CharField(max_length=12, choices=BundleState.choices, default=BundleState.WAITING, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    out_at = models.DateTimeField(null=True, editable=False)
    tried_at = models.DateTimeField(null=True, editable=False)
    take_back_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    take_back_notice = models.CharField(max_length=LONGEST_NOTICE, blank=True, editable=False)
    take_back_reason = models.TextField(blank=True, editable=False)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")
        default_permissions: list[str] = []
        ordering = ["-pk"]
        indexes = [models.Index(fields=["goes_out_at"], condition=Q(state="waiting"), name="planning_bundle_waiting")]

    def __str__(self) -> str:
        return self.title

    def ask_back(self, by: User | None, notice: str, reason: str) -> None:
        """Keep who asks that it is taken back, and in which words; nobody any more without one."""
        self.take_back_asked_by, self.take_back_notice, self.take_back_reason = by, notice, reason
        self.save(update_fields=["take_back_asked_by", "take_back_notice", "take_back_reason"])

    @property
    def refused(self) -> str:
        """The occasion of the letter that says what kept it when its time had come."""
        return f"bundle refused {self.pk} {self.goes_out_at.isoformat()}" if self.goes_out_at else ""

    @property
    def take_back_asked(self) -> bool:
        """Whether an editor has asked for it to be taken back, who is one still."""
        return bool(self.take_back_asked_by and may_change_status(self.take_back_asked_by))

    @property
    def take_back_mark(self) -> str:
        """Of who asks for it in which words: an editor agrees to those that they have read, and to no others."""
        asked = [self.take_back_asked_by_id, self.take_back_notice, self.take_back_reason]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()

    def clean(self) -> None:
        super().clean()
        if self.pk and not Bundle.objects.filter(pk=self.pk, state=BundleState.WAITING).exists():
            raise ValidationError(_now("It does not wait any more, so it cannot be changed."))

    def in_order(self) -> list[BundleItem]:
        """Its pages, those above before those below: a page goes out below one that readers get."""
        return list(self.items.select_related("page", "edition", "edition_before").order_by("page__path"))


class BundleItem(Orderable):
    """One page of a bundle; afterwards, what readers got of it by the bundle, and what they had before."""

    bundle = ParentalKey(Bundle, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    edition = models.ForeignKey(Edition, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    edition_before = models.ForeignKey(Edition, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    refusal = models.TextField(blank=True, editable=False)

    class Meta(Orderable.Meta):
        verbose_name = _("page of a bundle")
        verbose_name_plural = _("pages of bundles")
        default_permissions: list[str] = []
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "page"],
                name="planning_bundle_page_once",
                violation_error_message=_("This page is in the bundle already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.page)

    def clean(self) -> None:
        super().clean()
        if not self.page_id:
            return
        if not hasattr(self.page.specific_class, "required_sign_offs"):
            raise ValidationError({"page": _("Readers do not get this kind of page.")})
        other = BundleItem.objects.filter(page_id=self.page_id, bundle__state=BundleState.WAITING)
        if found := other.exclude(bundle_id=self.bundle_id).select_related("bundle").first():
            raise ValidationError({"page": _now("It waits in another bundle: %s.") % found.bundle})


@contextmanager
def one_after_the_other() -> Iterator[None]:
    """Inside, nobody else makes or changes a bundle: of two at once, each would see its page in no other one."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('planning: bundles'))")
        yield


def asked_back() -> list[Undecided]:
    """The bundles that an editor asks to be taken back, which waits for another one."""
    return [
        Undecided(
            name=str(bundle),
            asked=_now("%s asks to take it back") % bundle.take_back_asked_by,
            url=reverse("planning:bundle", args=[bundle.pk]),
            not_by=frozenset([bundle.take_back_asked_by_id]),
            by_every_editor=True,
        )
        for bundle in Bundle.objects.asked_back()
        if bundle.take_back_asked
    ]


def kept_by_a_bundle(page_id: int) -> str:
    """Why a page does not go out by itself, where it waits for others; empty where it does not."""
    bundle = Bundle.objects.filter(items__page_id=page_id, state=BundleState.WAITING).first()
    return _now("It goes out together with the bundle “%s”.") % bundle if bundle else ""


@transaction.atomic
def send_out(bundle: Bundle) -> list[Edition]:
    """Publish all pages of a bundle in one transaction; the editions. BundleRefusedError where one of them is refused.

    All pages are locked first, in one order, so that two that publish never wait for each other.
    """
    bundle = Bundle.objects.select_for_update().get(pk=bundle.pk)
    items = bundle.in_order()
    if bundle.state != BundleState.WAITING or not items:
        return []
    pages = [item.page_id for item in items]
    list(Page.objects.select_for_update().filter(pk__in=pages).order_by("pk").values_list("pk"))
    had = dict(Publication.objects.readable().filter(page_id__in=pages).values_list("page_id", "edition_id"))
    bundle.state, bundle.out_at, bundle.tried_at = BundleState.OUT, timezone.now(), timezone.now()
    bundle.save(update_fields=["state", "out_at", "tried_at"])
    drafts = {item.page_id: Draft.of(item.page, is_locked=True) for item in items}
    if unsigned := [item for item in items if signatures_missing(drafts[item.page_id])]:
        raise BundleRefusedError({item.page_id: refusal(item, drafts[item.page_id]) for item in unsigned})
    # The first edition locks the record until all are out: what takes long is done before it.
    _do_to_each(items, lambda item: keep_pictures(drafts[item.page_id]))
    _do_to_each(items, lambda item: _put_out(item, drafts[item.page_id], had.get(item.page_id)))
    return [item.edition for item in items]


def _do_to_each(items: Iterable[BundleItem], act: Callable[[BundleItem], None]) -> None:
    """BundleRefusedError with what refuses each of the pages to which it cannot be done."""
    refusals = {}
    for item in items:
        try:
            with transaction.atomic():
                act(item)
        except NotReadyError as error:
            refusals[item.page_id] = f"“{item.page.draft_title}”: {error}"
    if refusals:
        raise BundleRefusedError(refusals)


def _put_out(item: BundleItem, draft: Draft, edition_before: int | None) -> None:
    item.edition = publish(item.page, draft=draft)
    item.edition_before_id, item.refusal = edition_before, ""
    item.save(update_fields=["edition", "edition_before", "refusal"])


def refusal(item: BundleItem, draft: Draft) -> str:
    return f"“{item.page.draft_title}”: {' '.join(unmet_before_publishing(draft))}"


def send_out_due() -> list[Bundle]:
    """Let each bundle go out whose time has come; those that did. What keeps the others is noted."""
    waiting = Bundle.objects.filter(state=BundleState.WAITING)
    due = waiting.filter(Q(goes_out_at__isnull=True) | Q(goes_out_at__lte=Now())).order_by(F("goes_out_at"), "pk")
    return [bundle for bundle in due if try_to_send_out(bundle)]


def try_to_send_out(bundle: Bundle) -> bool:
    try:
        return bool(send_out(bundle))
    except BundleRefusedError as error:
        note_refusals(bundle, error.refusals)
    except Exception:  # whatever it is: other bundles are due as well
        logger.exception("bundle %s could not go out", bundle.pk)
    return False


@transaction.atomic
def note_refusals(bundle: Bundle, refusals: dict[int, str]) -> None:
    """Keep which pages held a bundle up and why; tell the editors once, if its time had come."""
    for item in bundle.items.all():
        if item.refusal != (refusal := refusals.get(item.page_id, "")):
            BundleItem.objects.filter(pk=item.pk).update(refusal=refusal)
    Bundle.objects.filter(pk=bundle.pk).update(tried_at=timezone.now())
    if bundle.goes_out_at:
        context = {"bundle": bundle, "refusals": list(refusals.values())}
        if not Letter.objects.were_written(bundle.refused):
            _tell_editors(bundle.refused, "bundle_refused", context, bundle)


def call_off(bundle: Bundle, *, by: User) -> None:
    """Let its pages go out one by one again."""
    _check_editor(by)
    if not Bundle.objects.filter(pk=bundle.pk, state=BundleState.WAITING).update(state=BundleState.CALLED_OFF):
        raise ValidationError(_now("It does not wait any more."))


@transaction.atomic
def ask_to_take_back(bundle: Bundle, *, by: User, notice: str, reason: str) -> Bundle:
    """The first editor asks that readers get of all its pages what they had before."""
    _check_editor(by)
    bundle = Bundle.objects.select_for_update().get(pk=bundle.pk)
    if bundle.state != BundleState.OUT:
        raise ValidationError(_now("It is not out, so there is nothing to take back."))
    if bundle.take_back_asked:
        raise ValidationError(_now("Somebody has asked for this already. Read why, and agree or leave it."))
    if not notice.strip() or not reason.strip():
        raise ValidationError(_now("Say what readers are told, and why."))
    bundle.ask_back(by, notice_to_readers(notice), reason.strip())
    occasion = f"bundle back {bundle.pk} {timezone.now().isoformat()}"
    _tell_editors(occasion, "bundle_take_back", {"bundle": bundle}, bundle, but=by)
    return bundle


@transaction.atomic
def leave_as_it_is(bundle: Bundle, *, by: User, read: str | None = None) -> None:
    """Another editor does not agree, or whoever asked asks no more: it can be asked anew, in other words.

    `read`: the mark of what stood on the screen on which they decided.
    """
    _check_editor(by)
    bundle, asker = _asked_back(bundle, read)
    bundle.ask_back(None, "", "")
    if asker != by:
        occasion, context = f"bundle left {bundle.pk} {timezone.now().isoformat()}", {"bundle": bundle, "by": by}
        link, template = reverse("planning:bundle", args=[bundle.pk]), "planning/emails/bundle_left.txt"
        write(Kind.DECISIONS, occasion, [asker], template, context, link=link)


@transaction.atomic
def take_back(bundle: Bundle, *, by: User, read: str | None = None) -> None:
    """The second editor agrees: of each page readers get at once what they had before; nothing, where that was nothing.

    Refused as a whole where a page has changed since. `read` as in `leave_as_it_is`.
    """
    _check_editor(by)
    bundle, asked_by = _asked_back(bundle, read)
    if are_one_person(asked_by, by):
        raise PermissionDenied(_now("You asked for this, so another editor has to agree."))
    if not may_change_status(asked_by):
        raise PermissionDenied(_now("Whoever asked for this is no editor any more."))
    items = bundle.in_order()
    list(Page.objects.select_for_update().filter(pk__in=[item.page_id for item in items]).order_by("pk"))
    _check_unchanged(items)
    words: dict[str, Any] = {"notice": bundle.take_back_notice, "reason": bundle.take_back_reason}
    for item in reversed(items):  # those below before those above
        status = PublicationStatus.PUBLISHED if item.edition_before else PublicationStatus.WITHDRAWN
        change_by_two(item.page, status=status, edition=item.edition_before, by=asked_by, confirmed_by=by, **words)
    bundle.state, bundle.taken_back_by = BundleState.TAKEN_BACK, by
    bundle.save(update_fields=["state", "taken_back_by"])


def _asked_back(bundle: Bundle, read: str | None) -> tuple[Bundle, User]:
    """The bundle, locked, and who asks that it is taken back, in the words that were read."""
    bundle = Bundle.objects.select_for_update().get(pk=bundle.pk)
    if bundle.state != BundleState.OUT or bundle.take_back_asked_by is None:
        raise ValidationError(_now("Nobody has asked for this."))
    if read not in (None, bundle.take_back_mark):
        raise ValidationError(_now("It was asked anew since, in other words. Read them, then decide."))
    return bundle, bundle.take_back_asked_by


def _check_unchanged(items: list[BundleItem]) -> None:
    shown = Publication.objects.readable().filter(page_id__in=[item.page_id for item in items])
    now = dict(shown.values_list("page_id", "edition_id"))
    changed = [item.page.draft_title for item in items if now.get(item.page_id) != item.edition_id]
    if changed:
        raise ValidationError(
            _now("Readers get something else of %s since, so they cannot be taken back as one.") % ", ".join(changed)
        )


def _check_editor(user: User) -> None:
    if not may_change_status(user):
        raise PermissionDenied(_now("Only an editor can do this."))


def _tell_editors(occasion: str, name: str, context: dict[str, Any], bundle: Bundle, but: User | None = None) -> None:
    people = editors().exclude(pk=but.pk) if but else editors()
    link = reverse("planning:bundle", args=[bundle.pk])
    write(Kind.DECISIONS, occasion, people, f"planning/emails/{name}.txt", context, link=link)
