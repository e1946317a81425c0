"""Translations: pages of their own, each signed by itself, that name the edition which they translate."""

from django.conf import settings
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from ..record.published.editions import ChangeClass, Edition
from ..record.published.publications import Publication


def name_of(code):
    """A language as its speakers name it, by its code."""
    try:
        return get_language_info(code)["name_local"]
    except KeyError:
        return code


def language_of(document):
    """The code of the language that a document is in; those from before there were several are in the site's."""
    return document.get("language") or settings.LANGUAGE_CODE


def in_other_languages(document):
    """Where readers get the same page in other languages: code, name and address, by their names."""
    if len(settings.LANGUAGES) == 1:
        return []
    original = (document.get("translates") or {}).get("page") or document["page"]
    are_it = Q(page_id=original) | Q(edition__translates_page=original)
    # The first condition follows from the second, but PostgreSQL finds its pages by indexes.
    ever = Edition.objects.filter(Q(page_id=original) | Q(translates_page=original)).values("page_id")
    found = Publication.objects.readable().filter(are_it, page_id__in=ever)
    rows = found.exclude(page_id=document["page"]).values_list("edition__language", "path")
    links = [{"code": code or settings.LANGUAGE_CODE, "url": path} for code, path in rows]
    return sorted(({**link, "name": name_of(link["code"])} for link in links), key=lambda link: link["name"])


def outdated_notice(document):
    """What readers of a translation are told when the original was corrected since; None when it was not."""
    translates = document.get("translates")
    if not translates:
        return None
    later = Publication.objects.readable().unexpired_editions().filter(number__gt=translates["edition"])
    corrections = later.filter(page_id=translates["page"], change_class=ChangeClass.CORRECTION)
    correction = corrections.order_by("-number").first()
    if correction is None:
        return None
    return {
        "text": _(
            "The original of this page was corrected on %(day)s: “%(note)s” This translation does not say so yet."
        )
        % {"day": date_format(localdate(correction.created_at)), "note": correction.change_note},
        "url": Publication.objects.values_list("path", flat=True).get(page_id=translates["page"]),
        "link_text": _("Read the original"),
    }
