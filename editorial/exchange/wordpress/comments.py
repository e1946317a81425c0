"""Comments below a post: which come in, and their words. Of whoever wrote them nothing is read further than here."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from html import unescape

import nh3
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.characters.cleaning import cleaned

from ..extensions import FormerComment, KeptComments, keeps_comments
from .exported.export import Comment, Item
from .exported.tidying import with_signs

#: Of a comment that is longer nothing more is read.
MOST_READ = 20_000
_APPROVED = {"1", "approve", "approved"}
#: Where a line ends, in HTML.
_ENDS_LINE = re.compile(r"(?=</?(?:br|p|div|li|blockquote|pre|h[1-6])\b)", re.IGNORECASE)
_WRITTEN_BY_PEOPLE = {"", "comment"}
_NOT_APPROVED = gettext_lazy("not approved")
#: Why one stays out, by its status there and by its kind.
_STATUSES = {
    "spam": gettext_lazy("spam"),
    "trash": gettext_lazy("in the trash"),
    "post-trashed": gettext_lazy("in the trash"),
}
_KINDS = {"pingback": gettext_lazy("pingback"), "trackback": gettext_lazy("trackback")}


class Comments:
    """The comments of one run: what became of them, item by item and in all."""

    def __init__(self, site: str, *, is_wanted: bool, is_rehearsal: bool) -> None:
        self.site = site
        self.is_wanted = is_wanted
        self.is_rehearsal = is_rehearsal
        self.kept = KeptComments(0, 0, 0)
        self.left_out: Counter[str] = Counter()

    def of(self, item: Item, page: int | None, *, came_in: bool) -> str:
        """Keep those of an item that has a page; what became of them, in words."""
        if not self.is_wanted:
            self.left_out[_("not asked for (--comments)")] += len(item.comments)
            return ""
        wanted: list[FormerComment] = []
        left_out: Counter[str] = Counter()
        for comment in item.comments:
            words = "" if (why := why_not(comment)) else words_of(comment.text)
            if why or not words:
                left_out[why or _("without words")] += 1
            else:
                wanted.append(FormerComment(key_of(comment), words, comment.written))
        if not came_in:
            left_out[_("their page did not come in")] += len(wanted)
            wanted = []
        self.left_out += left_out
        return in_words(self._kept(wanted, page), left_out)

    def _kept(self, wanted: list[FormerComment], page: int | None) -> KeptComments:
        kept = KeptComments(0, 0, 0)
        if self.is_rehearsal:
            kept = KeptComments(0, len(wanted), 0)
        elif wanted:
            kept = next(iter(keeps_comments.given(self.site, page, wanted).values()))
        self.kept = KeptComments(*map(sum, zip(self.kept, kept, strict=True)))
        return kept

    def summary(self) -> list[str]:
        """What became of all."""
        said = in_words(self.kept, self.left_out)
        return [_("Comments: %s.") % said] if said else []


def nobody_keeps_comments() -> bool:
    """Whether readers' reports were left out of this site."""
    return not keeps_comments.is_answered


def why_not(comment: Comment) -> str:
    """Why a comment stays out; nothing for one that comes in."""
    if comment.kind not in _WRITTEN_BY_PEOPLE:
        return str(_KINDS.get(comment.kind, _("of the kind “%s”") % comment.kind[:40]))
    return "" if comment.approved in _APPROVED else str(_STATUSES.get(comment.approved, _NOT_APPROVED))


def key_of(comment: Comment) -> str:
    """Its number there; of one without a number, what it says."""
    if comment.number:
        return str(comment.number)
    return hashlib.sha256(f"{comment.written} {comment.text}".encode("utf-8", "backslashreplace")).hexdigest()


def words_of(html: str) -> str:
    """A comment as text: no markup, no script, its lines as they were."""
    text = cleaned(unescape(nh3.clean(_ENDS_LINE.sub("\n", with_signs(html[:MOST_READ])), tags=set())))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(filter(None, lines))


def in_words(kept: KeptComments, left_out: Counter[str]) -> str:
    """What became of comments, in one line."""
    reports, waiting, known = kept
    told = {
        ngettext("%d became a closed report", "%d became closed reports", reports): reports,
        ngettext("%d waits for its page’s first edition", "%d wait for their page’s first edition", waiting): waiting,
        ngettext("%d was here before", "%d were here before", known): known,
    }
    said = [sentence % number for sentence, number in told.items() if number]
    if left_out := +left_out:
        why = ", ".join(f"{reason}: {number}" for reason, number in left_out.most_common())
        said.append(_("%(number)d stayed out (%(why)s)") % {"number": left_out.total(), "why": why})
    return "; ".join(said)
