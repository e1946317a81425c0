"""Taking the words of a suggestion over into the text: whoever suggested them contributed to it, and who took them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from html import escape
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.record.signed.draft_records import DraftRecord
from editorial.accounts.users import User

from ..log_actions import log
from .discussion.remarks import Remark
from .states import waiting_for

#: What of a block is no text for readers.
NO_TEXT = {"anchor", "id", "type"}

_TAG = re.compile(r"(<[^<>]*>)")
_WITHIN_A_LINE = re.compile(r"</?(?:a|b|strong|i|em|mark|sub|sup|code|s|del|span)\b")
#: What stands between two numbers of a range, and between the thousands of one, which is looked for behind as well.
_RANGE, _GROUPS = r"\-‐‑‒–−—", (r"[ \u00a0\u2009\u202f'’]", "&nbsp;")
_BEFORE = rf"(?<![\w.,/\-‐‑‒–−])(?<!\d[{_RANGE}])(?<!\d\s[{_RANGE}/·⋅∙×]\s)(?<!\d[·⋅∙×])"
_AFTER = rf"(?![\w/\-‐‑‒–−·⋅∙×]|[.,]\d|\s?[/·⋅∙×]\s?\w|\s?[{_RANGE}]\s?\d)"


class CannotBeTakenError(Exception):
    """The words cannot be put in by themselves; the message is the sentence to show."""


@transaction.atomic
def take_over(remark: Remark, *, by: User) -> None:
    """Put the suggested words in place of the passage, in a new draft that whoever suggested them contributed to.

    So does whoever takes them: the text is another one by their press. CannotBeTakenError where the remark is settled,
    or the passage stands nowhere, or more than once, or with marks inside it.
    """
    page = Page.objects.select_for_update().get(pk=remark.page_id).specific
    remark = Remark.objects.select_for_update().get(pk=remark.pk)
    if not page.permissions_for_user(by).can_edit() or not remark.suggestion:
        raise PermissionDenied
    if remark.settled_at:
        raise CannotBeTakenError(_("This remark was settled meanwhile, so nothing was changed."))
    if waiting_for(page):
        raise CannotBeTakenError(_("The text is in review. Take it back first, or wait until changes are asked for."))
    draft = page.get_latest_revision_as_object()
    places = _replace_in(draft, remark)
    if places != 1:
        raise CannotBeTakenError(
            _("The passage stands in the text more than once: put the words in by hand.")
            if places
            else _("The passage does not stand in the text like that any more, or has marks inside: put it in by hand.")
        )
    DraftRecord.objects.record_part(page, by)
    draft.save_revision(user=remark.by)
    log(draft, "review.take_over", user=by, data={"remark": remark.pk, "by": str(remark.by)})
    remark.settle(by, was_taken=True)


def _replace_in(draft: Any, remark: Remark) -> int:
    """Put the words in wherever the passage stands; how often that was."""
    times = 0

    def replaced(text: str) -> str:
        nonlocal times
        old, new = remark.quote, remark.suggestion
        is_rich = text.startswith("<")  # it has paragraphs at least
        if is_rich:
            old, new = escape(old, quote=False), escape(new, quote=False)
        places = _places(old, text, is_rich)
        times += len(places)
        for place in reversed(places):
            text = text[:place] + new + text[place + len(old) :]
        return text

    for name in ("title", "standfirst"):
        if isinstance(getattr(draft, name, None), str):
            setattr(draft, name, replaced(getattr(draft, name)))
    for name in ("key_points", "body"):
        if hasattr(draft, name):
            setattr(draft, name, _mapped(getattr(draft, name).get_prep_value(), replaced))
    return times


def _places(words: str, text: str, is_rich: bool) -> list[int]:
    """Where words stand in a text and are no part of others; in rich text not in tags, whose values no reader sees.

    What stands before and after them is what a reader sees there, whatever is between.
    """
    pieces = _TAG.split(text) if is_rich else [text]  # text and tag in turn
    shown, piece_at, at = "", [], 0  # what readers see, and where each piece of it begins: there, and in the text
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            piece_at.append((len(shown), at))
            shown += piece
        elif not _WITHIN_A_LINE.match(piece):
            shown += "\n"
        at += len(piece)
    places = []
    for found in _whole(words).finditer(shown):
        begins, place = piece_at[bisect_right(piece_at, found.start(), key=lambda piece: piece[0]) - 1]
        place += found.start() - begins
        if text.startswith(words, place):  # else a tag stands among them
            places.append(place)
    return places


def _whole(words: str) -> re.Pattern[str]:
    """A pattern of words that are no part of others: of “15 mg”, “2.5 mg”, “2–5 mg”, “5 mg / kg” none has “5 mg” in it.

    Nor has “2 500 mg” “500 mg”.
    """
    before = _BEFORE if words[:1].isalnum() else ""
    after = _AFTER if words[-1:].isalnum() else ""
    if re.match(r"\d{3}(?!\d)", words):
        before += "".join(rf"(?<!\d{between})" for between in _GROUPS)
    if words[-1:].isdigit():
        after += rf"(?!(?:{'|'.join(_GROUPS)})\d{{3}}(?!\d)|\s?[%‰°])"
    return re.compile(before + re.escape(words) + after)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """A StreamField's value with each of its texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(item, change) for item in value]
    if isinstance(value, dict):
        return {key: item if key in NO_TEXT else _mapped(item, change) for key, item in value.items()}
    return value
