"""What changed between two reader documents, section by section, in words a reviewer can read."""

import re
from difflib import SequenceMatcher
from html import unescape

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

IMAGE = re.compile(r'<img[^>]*?src="/images/([0-9a-f]{8})[^"]*"[^>]*?alt="([^"]*)"[^>]*>|<img[^>]*?alt="([^"]*)"[^>]*>')
LINK = re.compile(r'<a (?!role="doc-noteref")([^>]*)>(.*?)</a>', re.DOTALL)
BLOCK_END = re.compile(r"</(?:p|li|h3|tr|caption|figcaption|footer|blockquote)>|<br>")
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"\s+|[^\s]+")

LABELS = {
    "title": _("Title"),
    "standfirst": _("Standfirst"),
    "slug": _("Address"),
    "key_points": _("Key points"),
    "biography": _("Biography"),
    "bylines": _("Bylines"),
    "references": _("References"),
    "topics": _("Topics"),
    "hero": _("Main picture"),
    "photo": _("Photo"),
    "change": _("This change"),
}
#: Named once more by the parts that use them, or of no interest to a person.
LEFT_OUT = {"format", "kind", "page", "images", "sections"}


def changes_between(before, after):
    """The parts that differ, in reading order: each a label, what happened to it, and the words with their marks.

    `before` is None for a page that readers do not get yet: then there is nothing to compare with, and no changes.
    """
    if before is None:
        return []
    old, new = outline(before), outline(after)
    return [
        _change(label, old.get(key, (None, None))[1], text)
        for key, (label, text) in new.items()
        if old.get(key, (None, None))[1] != text
    ] + [_change(label, text, None) for key, (label, text) in old.items() if key not in new]


def outline(document):
    """A document as its parts in reading order: a key that stays, a label, and the text as a reader reads it."""
    named = [key for key in LABELS if key in document]
    others = sorted(key for key in document if key not in LABELS and key not in LEFT_OUT)
    parts = {key: (label_of(key), _as_text(document[key])) for key in [*named, *others]}
    for section in document.get("sections", []):
        text = f"{section['heading']}\n{readable(section['html'])}"
        parts[f"section {section['id']}"] = (section["heading"], text)
    return parts


def label_of(key):
    return LABELS.get(key, key.replace("_", " ").capitalize())


def readable(html):
    """HTML as text, with what a reader meets but cannot see in the words: pictures and where links lead."""
    html = IMAGE.sub(lambda m: f"[{_('picture')} {m[1] or ''}: {m[2] or m[3] or _('decorative')}]", html)
    html = LINK.sub(lambda m: f"{m[2]} [{_('link to')} {_target(m[1])}]", html)
    text = unescape(TAG.sub("", BLOCK_END.sub("\n", html)))
    return re.sub(r"[ \t]*\n\s*", "\n", text).strip()


def marked(before, after):
    """The words of two texts as HTML, with `<del>` around what went and `<ins>` around what came."""
    old, new = WORD.findall(before), WORD.findall(after)
    out = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            out.append(escape("".join(new[j1:j2])))
            continue
        if i2 > i1:
            out.append(f"<del>{escape(''.join(old[i1:i2]))}</del>")
        if j2 > j1:
            out.append(f"<ins>{escape(''.join(new[j1:j2]))}</ins>")
    return mark_safe("".join(out))  # noqa: S308  every word is escaped above


def _change(label, before, after):
    if before is None:
        return {"label": label, "what": _("New"), "html": marked("", after)}
    if after is None:
        return {"label": label, "what": _("Removed"), "html": marked(before, "")}
    return {"label": label, "what": _("Changed"), "html": marked(before, after)}


def _as_text(value):
    if isinstance(value, dict):
        # Sorted: an edition's document comes back in canonical order, a draft's is in the order in which it was made.
        shown = sorted((key, item) for key, item in value.items() if item not in ("", None))
        return "; ".join(f"{key}: {_as_text(item)}" for key, item in shown)
    if isinstance(value, list):
        return "\n".join(map(_as_text, value))
    return readable(value) if isinstance(value, str) else str(value)


def _target(attributes):
    found = re.search(r'href="([^"]*)"', attributes)
    page = re.search(r'id="(\d+)"', attributes)
    return found[1] if found else _("our page %s") % (page[1] if page else "?")
