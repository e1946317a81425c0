"""The public history of a page: its editions, who signed them, and what happened to its status between them."""

from datetime import datetime
from typing import NamedTuple

from django import forms
from django.db.models import F
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...record.published.editions import ChangeClass, Edition
from ...record.published.status import PublicationStatus
from ...record.published.status_changes import StatusChange
from ...record.signed.sign_offs import SignOff, SignOffKind
from ...record.statements import AmongThem, Slot, Statement, fields_of
from ...stores.databases import planned_once
from ..addresses.page_addresses import comparison_url, edition_url, record_page_url
from ..notices import AWAY, NOT_REVIEWED, moment
from ..page.readings import BYLINE_LABELS, MOVED_IN, SIGN_OFF_LABELS


class Published(NamedTuple):
    """What readers are told of an edition, and of the hours that it had if it was for an emergency."""

    pk: int
    sequence: int
    number: int
    created_at: datetime
    change_class: str
    change_note: str
    bylines: list[dict] | None
    sign_off_ids: list[int]
    legacy_id: int | None
    ends_at: datetime | None
    override__reason: str | None  # by the name that Django fetches it by
    asked_for: bool
    is_unexpired: bool


class Changed(NamedTuple):
    """What readers are told of a change of a page's status; the editions are those that they got by it."""

    sequence: int
    decided_at: datetime
    before: str
    status: str
    notice: str
    edition_id: int
    edition__number: int


class Signed(NamedTuple):
    """What readers are told of a signature, and why somebody with an interest was let sign."""

    pk: int
    kind: str
    shown: dict
    signed_at: datetime
    interests: str
    waiver__reason: str | None


def _published():
    editions = Edition.objects.filter(page_id=Slot("page")).with_asked_for().with_unexpired()
    return editions.order_by("number").values_list(*Published._fields)


def _changed():
    return StatusChange.objects.filter(page_id=Slot("page")).values_list(*Changed._fields)


def _signed():
    return SignOff.objects.filter(AmongThem(F("pk"), Slot("ids"))).values_list(*Signed._fields)


_PUBLISHED = Statement(_published, fields_of(Edition, Published._fields), planned_once)
_CHANGED = Statement(_changed, cursor=planned_once)
_SIGNED = Statement(_signed, fields_of(SignOff, Signed._fields), planned_once)


class History:
    """What happened to one page, as readers are told it. What the desk noted for itself is not in it."""

    def __init__(self, publication):
        self.publication = publication
        self.path = publication.path
        self.editions = [Published(*row) for row in _PUBLISHED.asked(page=publication.page_id)]
        readable = self.editions if publication.is_readable else ()
        self.open = {edition.pk for edition in readable if edition.is_unexpired}

    @cached_property
    def events(self):
        """Editions and status changes in the order of the record, newest first."""
        changes = [Changed(*row) for row in _CHANGED.asked(page=self.publication.page_id)]
        told, shown = [], None
        for link in sorted([*self.editions, *changes], key=lambda link: link.sequence):
            if isinstance(link, Published):
                told.append(self._edition(link))
                shown = link.pk
            else:
                told.append(self._change(link, put_back=link.edition_id != shown))
                shown = link.edition_id
        return told[::-1]

    @property
    def numbers(self):
        """The numbers of the editions that readers can get, newest first."""
        return [edition.number for edition in reversed(self.editions) if edition.pk in self.open]

    def _edition(self, edition):
        is_open = edition.pk in self.open
        earlier = max((number for number in self.numbers if number < edition.number), default=None)
        return {
            "is_edition": True,
            "number": edition.number,
            "date": timezone.localdate(edition.created_at),
            "change_label": MOVED_IN if edition.legacy_id else ChangeClass(edition.change_class).label,
            "note": edition.change_note,
            "asked_for": edition.asked_for,
            "is_current": edition.pk == self.publication.edition_id and bool(self.open),
            "bylines": [{**byline, "label": BYLINE_LABELS[byline["role"]]} for byline in edition.bylines or []],
            "sign_offs": [told(self._sign_offs[pk]) for pk in edition.sign_off_ids],
            "emergency": edition.override__reason is not None and self._emergency(edition),
            "url": edition_url(self.path, edition.number) if is_open else "",
            "record_url": record_page_url(self.path, edition.number) if is_open else "",
            "changes_url": comparison_url(self.path, earlier, edition.number) if is_open and earlier else "",
            "earlier": earlier,
        }

    def _emergency(self, edition):
        return {
            "reason": edition.override__reason,
            "until": moment(edition.ends_at),
            "is_over": edition.ends_at <= timezone.now(),
        }

    def _change(self, change, put_back):
        return {
            "is_edition": False,
            "date": timezone.localdate(change.decided_at),
            "label": what_happened(change, put_back),
            "notice": change.notice,
            "mark": NOT_REVIEWED,
        }

    @cached_property
    def _sign_offs(self):
        ids = [pk for edition in self.editions for pk in edition.sign_off_ids]
        return {signed.pk: signed for signed in (Signed(*row) for row in _SIGNED.asked(ids=ids))}


def told(sign_off):
    """A signature with the interests that its signer declared for this text."""
    return {
        "label": SIGN_OFF_LABELS[SignOffKind(sign_off.kind)],
        "name": sign_off.shown["name"],
        "credentials": sign_off.shown["credentials"],
        "date": timezone.localdate(sign_off.signed_at),
        "interests": interests_in_words(sign_off.interests),
        "waived": sign_off.waiver__reason or "",
    }


def interests_in_words(declared):
    """What a signer declared, in their words; that there is nothing, in the words of the page."""
    return _("None") if declared == "None" else declared


def what_happened(change, put_back):
    """A status change in a few words; `put_back` when readers got another edition by it."""
    number = change.edition__number
    if change.status == PublicationStatus.UNDER_REVIEW:
        return _("Marked as under urgent review")
    if change.status in AWAY:
        return AWAY[change.status][0]
    if change.before in AWAY:
        return _("Given back to readers: edition %d") % number
    return _("Edition %d put back") % number if put_back else _("The notice was taken off")


class CompareForm(forms.Form):
    """Which two editions a reader wants to compare."""

    before = forms.TypedChoiceField(label=gettext_lazy("From edition"), coerce=int)
    after = forms.TypedChoiceField(label=gettext_lazy("To edition"), coerce=int)

    def __init__(self, *args, numbers, **kwargs):
        super().__init__(*args, **kwargs)
        for field, number in zip(self.fields.values(), (numbers[1], numbers[0]), strict=True):
            field.choices = [(number, number) for number in numbers]
            field.error_messages["invalid_choice"] = _("There is no edition %(value)s of this page.")
            field.initial = number

    def clean(self):
        before, after = self.cleaned_data.get("before"), self.cleaned_data.get("after")
        if before is not None and before == after:
            raise forms.ValidationError(_("Choose two different editions."))
        return self.cleaned_data

    @property
    def chosen(self):
        """The two numbers, the older edition's first."""
        return sorted(self.cleaned_data.values())
