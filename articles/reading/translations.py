"""Translations: pages of their own, each signed by itself, that name the edition which they translate."""

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from ..record.published.editions import ChangeClass, Edition
from ..record.published.publications import Publication
from ..record.published.status import PublicationStatus
from ..record.published.status_changes import StatusChange


def name_of(code):
    """A language as its speakers name it, by its code."""
    try:
        return get_language_info(code)["name_local"]
    except KeyError:
        return code


def are_several():
    return len(settings.LANGUAGES) > 1


def active():
    """The language that is active; that of somebody's screens at the desk need not be one of readers'."""
    code = get_language()
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def told(code):
    """How a page says in which language a text is that is not in its own: {code, name, dir}; None for its own."""
    code = code or settings.LANGUAGE_CODE
    if not are_several() or code == active():
        return None
    try:
        right_to_left = get_language_info(code)["bidi"]
    except KeyError:
        right_to_left = False
    return {"code": code, "name": name_of(code), "dir": "rtl" if right_to_left else "ltr"}


def language_of(document):
    """The code of the language that a document is in; those from before there were several are in the site's."""
    return document.get("language") or settings.LANGUAGE_CODE


def in_each_language(document):
    """The same page wherever it was ever published: page, url, code and name of its language; whether it is open."""
    if not are_several():
        return []
    original = (document.get("translates") or {}).get("page") or document["page"]
    found = Publication.objects.in_each_language([original]).with_originals().filter(original=original).with_readable()
    rows = [
        {"page": page, "code": language_of({"language": code}), "url": path, "is_open": is_open}
        for page, code, path, is_open in found.values_list("page_id", "edition__language", "path", "is_open")
    ]
    return sorted(({**row, "name": name_of(row["code"])} for row in rows), key=lambda row: row["name"])


#: What readers of a translation are told where readers of its original do not get that as they did, and where it leads.
ORIGINAL = {
    PublicationStatus.UNDER_REVIEW: gettext_lazy(
        "The original of this page is under urgent review since %(day)s. This translation may say the same."
    ),
    PublicationStatus.WITHDRAWN: gettext_lazy(
        "We took the original of this page down on %(day)s. Please do not rely on this translation."
    ),
    PublicationStatus.RETRACTED: gettext_lazy(
        "We retracted the original of this page on %(day)s. Please do not rely on this translation at all."
    ),
    PublicationStatus.ARCHIVED: gettext_lazy(
        "We archived the original of this page on %(day)s, since we do not keep it up to date any more."
    ),
}


def outdated_notice(document):
    """What readers of a translation are told when the original was corrected or taken away since; None when not."""
    original = _original(**document["translates"]) if document.get("translates") else None
    told = original and " ".join(
        filter(None, [_of_status(original), _of_correction(original), _of_going_back(original)])
    )
    if not told:
        return None
    return {
        "text": told,
        "url": original.path,
        "link_text": _("Read the original") if original.is_readable else _("Read why"),
    }


def _original(page, edition):
    """The publication of a page that was translated, with its newest correction that came after an edition of it.

    A correction that readers do not get any more, since two editors went back to what was before, is none. `gone_back`
    is when they went back from the edition that was translated.
    """
    corrections = Edition.objects.unexpired().filter(change_class=ChangeClass.CORRECTION, number__gt=edition)
    corrections = corrections.filter(page_id=OuterRef("page_id"), number__lte=OuterRef("edition__number"))
    newest = corrections.order_by("-number")
    changes = StatusChange.objects.filter(page_id=OuterRef("page_id")).order_by("-pk")
    translated = Edition.objects.filter(page_id=OuterRef("page_id"), number=edition)
    back = changes.filter(edition__number__lt=edition, decided_at__gt=Subquery(translated.values("created_at")[:1]))
    back = back.order_by("pk").exclude(page__publication__edition__number=edition)  # and put it back since
    said = {
        "corrected_at": Subquery(newest.values("created_at")[:1]),
        "correction": Subquery(newest.values("change_note")[:1]),
        "since": Subquery(changes.values("decided_at")[:1]),
        "gone_back": Subquery(back.values("decided_at")[:1]),
    }
    return Publication.objects.filter(page_id=page).annotate(**said).first()


def _of_status(original):
    has_ended = original.is_past_its_end and original.status in PublicationStatus.readable()
    status = PublicationStatus.WITHDRAWN if has_ended else PublicationStatus(original.status)
    if status not in ORIGINAL:
        return ""
    return ORIGINAL[status] % {"day": date_format(localdate(original.readable_until if has_ended else original.since))}


def _of_correction(original):
    if not (original.is_readable and original.corrected_at):
        return ""
    told = _("The original of this page was corrected on %(day)s: “%(note)s” This translation does not say so yet.")
    return told % {"day": date_format(localdate(original.corrected_at)), "note": original.correction}


def _of_going_back(original):
    if not (original.is_readable and original.gone_back):
        return ""
    told = _(
        "On %(day)s we went back from the edition of the original that this page translates to an earlier one. This "
        "translation may say what we took back."
    )
    return told % {"day": date_format(localdate(original.gone_back))}
