"""What changed between two reader documents, part by part, in words a person can read."""

import re
from difflib import SequenceMatcher
from html import unescape

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ...characters.superscripts import in_characters
from ...record.signed.risk import as_tier
from ...record.signed.subjects import SubjectKind

IMAGE = re.compile(r'<img[^>]*?src="/images/([0-9a-f]{8})[^"]*"[^>]*?alt="([^"]*)"[^>]*>|<img[^>]*?alt="([^"]*)"[^>]*>')
CITATION = re.compile(r'<a role="doc-noteref"[^>]*>(.*?)</a>')
LINK = re.compile(r"<a ([^>]*)>(.*?)</a>", re.DOTALL)
BLOCK_END = re.compile(r"</(?:p|li|h3|tr|caption|figcaption|footer|blockquote)>|<br>")
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"\S+\s*|\s+")
#: So few words that stayed between two changes are marked together with them: one long mark reads better than three.
FEW_WORDS = 2
#: Of longer passages than these many pairs of words only the whole is marked: to find more would take seconds.
MOST_PAIRS = 1_000_000

LABELS = {
    "title": gettext_lazy("Title"),
    "standfirst": gettext_lazy("Standfirst"),
    "slug": gettext_lazy("Address"),
    "key_points": gettext_lazy("Key points"),
    "biography": gettext_lazy("Biography"),
    "bylines": gettext_lazy("Bylines"),
    "references": gettext_lazy("References"),
    "topics": gettext_lazy("Topics"),
    "chosen": gettext_lazy("Chosen topics"),
    "groups": gettext_lazy("Groups of pages"),
    "subjects": gettext_lazy("Subject, for programs"),
    "hero": gettext_lazy("Main picture"),
    "photo": gettext_lazy("Photo"),
    "change": gettext_lazy("This change"),
    "risk_tier": gettext_lazy("Level of risk"),
    "review_interval_months": gettext_lazy("Months until the next review"),
    "credentials": gettext_lazy("Credentials"),
    "disclosures": gettext_lazy("Declared interests"),
    "is_health_professional": gettext_lazy("A health professional"),
    "job_title": gettext_lazy("Job title"),
    "language": gettext_lazy("Language"),
    "person_kind": gettext_lazy("Person or organisation"),
    "policy": gettext_lazy("Kind of policy"),
    "post_nominals": gettext_lazy("Letters after the name"),
    "prefix": gettext_lazy("Title before the name"),
    "translates": gettext_lazy("What it translates"),
}
#: What facts inside a part are called, where that is not what programs call them.
FACTS = {
    "country": pgettext_lazy("in a comparison", "country"),
    "credentials": pgettext_lazy("in a comparison", "credentials"),
    "edition": pgettext_lazy("in a comparison", "edition"),
    "entity": pgettext_lazy("in a comparison", "entity"),
    "from_year": pgettext_lazy("in a comparison", "from year"),
    "issuer": pgettext_lazy("in a comparison", "issuer"),
    "kind": pgettext_lazy("in a comparison", "kind"),
    "name": pgettext_lazy("in a comparison", "name"),
    "nature": pgettext_lazy("in a comparison", "nature"),
    "number": pgettext_lazy("in a comparison", "number"),
    "page": pgettext_lazy("in a comparison", "page"),
    "register": pgettext_lazy("in a comparison", "register"),
    "role": pgettext_lazy("in a comparison", "role"),
    "specialties": pgettext_lazy("in a comparison", "specialties"),
    "text": pgettext_lazy("in a comparison", "text"),
    "to_year": pgettext_lazy("in a comparison", "to year"),
}
ROLES = {
    "written": pgettext_lazy("in a comparison", "written"),
    "edited": pgettext_lazy("in a comparison", "edited"),
    "illustrated": pgettext_lazy("in a comparison", "illustrated"),
}
#: Named once more by the parts that use them, or of no interest to a person.
LEFT_OUT = {"format", "kind", "page", "images", "sections"}
#: What holds HTML. All else is words, in which “<” and “>” are what the writer wrote: a limit, or part of a DOI.
HTML = {"biography", "html"}
#: How often the text cites a reference: the text itself shows it.
COUNTED = {"uses"}


def changes_between(before, after, titles=None):
    """The parts that differ, in reading order: each a label, what happened to it, and the words with their marks.

    `before` is None for a page that readers do not get yet: then there is nothing to compare with, and no changes.
    `titles` names our own pages by their ids; one without a title is named by its number.
    """
    if before is None:
        return []
    old, new = outline(before, titles), outline(after, titles)
    return [
        _change(label, old.get(key, (None, None))[1], text)
        for key, (label, text) in new.items()
        if old.get(key, (None, None))[1] != text
    ] + [_change(label, text, None) for key, (label, text) in old.items() if key not in new]


def unchanged_between(before, after, titles=None):
    """The labels of the parts that say the same in both, in reading order."""
    old = outline(before, titles)
    return [
        label for key, (label, text) in outline(after, titles).items() if text and old.get(key, ("", None))[1] == text
    ]


def outline(document, titles=None):
    """A document as its parts in reading order: a key that stays, a label, and the text as a reader reads it."""
    named = [key for key in LABELS if key in document]
    others = sorted(key for key in document if key not in LABELS and key not in LEFT_OUT)
    parts = {key: (label_of(key), _part(key, document[key], titles or {})) for key in [*named, *others]}
    for section in document.get("sections", []):
        text = f"{section['heading']}\n{readable(section['html'], titles)}"
        parts[f"section {section['id']}"] = (section["heading"], text)
    return parts


def label_of(key):
    return LABELS.get(key, key.replace("_", " ").capitalize())


def fact_of(key):
    return FACTS.get(key, key.replace("_", " "))


def readable(html, titles=None):
    """HTML as text, with what a reader meets but cannot see in the words: pictures and where links lead."""
    html = in_characters(html)
    html = IMAGE.sub(lambda m: f"[{_('picture')} {m[1] or ''}: {m[2] or m[3] or _('decorative')}]", html)
    html = CITATION.sub(r"[\1]", html)
    html = LINK.sub(lambda m: f"{m[2]} [{_('link to')} {_target(m[1], titles or {})}]", html)
    text = unescape(TAG.sub("", BLOCK_END.sub("\n", html)))
    return _lines(text)


def _lines(text):
    """Without empty lines, and without white space around each."""
    return re.sub(r"(?<![ \t])[ \t]*\n\s*", "\n", text).strip()


def marked(before, after):
    """Two texts as HTML, with `<del>` around what went and `<ins>` around what came.

    Lines are compared first and then the words of those that differ, so that a paragraph is never compared with
    another one. Each mark begins and ends in words too, which only screen readers and clipboards show.
    """
    out = []
    old_lines, new_lines = ([f"{line}\n" for line in text.splitlines()] for text in (before, after))
    for same, old, new in _steps(old_lines, new_lines):
        old_words, new_words = WORD.findall(old), WORD.findall(new)
        if same or len(old_words) * len(new_words) > MOST_PAIRS:
            out.append(_as_html(same, old, new))
        else:
            out += [_as_html(*step) for step in _joined(_steps(old_words, new_words))]
    return mark_safe("".join(out).rstrip())  # noqa: S308  every word is escaped in _as_html


def _steps(old, new):
    """From the old pieces of text to the new ones: whether they stayed, the old text and the new text."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag == "equal", "".join(old[i1:i2]), "".join(new[j1:j2])


def _joined(steps):
    """The steps, with the few words between two changes made part of one change."""
    steps, joined = list(steps), []
    for place, (same, old, new) in enumerate(steps):
        inside = 0 < place < len(steps) - 1
        same = same and not (inside and len(new.split()) <= FEW_WORDS and "\n" not in new)
        if joined and not same and not joined[-1][0]:
            _same, old_before, new_before = joined.pop()
            old, new = old_before + old, new_before + new
        joined.append((same, old, new))
    return joined


def _as_html(same, old, new):
    if same:
        return escape(new)
    went, came = _mark("del", _("removed:"), old), _mark("ins", _("added:"), new)
    return f"{went.rstrip()} {came}" if went and came.strip() else went + came


def _mark(tag, word, text):
    """The text in its mark; the white space around it stays outside."""
    bare = text.strip()
    if not bare:
        return text if tag == "ins" else ""
    start, end = text[: text.index(bare)], text[text.index(bare) + len(bare) :]
    said = f'<span class="visually-hidden">[{escape(word)} </span>{escape(bare)}<span class="visually-hidden">]</span>'
    return f"{start}<{tag}>{said}</{tag}>{end}"


def _change(label, before, after):
    what = _("New") if before is None else _("Removed") if after is None else _("Changed")
    given = [text for text in (before, after) if text is not None]
    if all(text.startswith(f"{label}\n") for text in given):  # a section's heading stands over it already
        before, after = (text and text.partition("\n")[2] for text in (before, after))
    return {"label": label, "what": what, "html": marked(before or "", after or "")}


def _part(key, value, titles):
    if key in HTML:
        return readable(value, titles)
    if key == "key_points":
        return "\n".join(readable(point["html"], titles) if isinstance(point, dict) else point for point in value)
    if key == "risk_tier":
        return str(as_tier(value).label)
    if key in ("topics", "chosen"):
        return "\n".join(_page_title(page, titles) for page in value)
    if key == "groups":
        return "\n".join(f"{group['heading']}: {_titles(group['pages'], titles)}" for group in value)
    if key == "subjects":
        return "\n".join(map(_subject, value))
    if key == "bylines":
        return "\n".join(", ".join(filter(None, [b["name"], b["credentials"], role_of(b)])) for b in value)
    return _as_text(value, titles)


def role_of(byline):
    return str(ROLES.get(byline["role"], byline["role"]))


def _as_text(value, titles):
    if isinstance(value, dict) and "sha256" in value:
        picture = f"[{_('picture')} {value['sha256'][:8]}: {value['alt'] or _('decorative')}]"
        return f"{picture}\n{value['caption']}".strip()
    if isinstance(value, dict):
        # Sorted: an edition's document comes back in canonical order, a draft's is in the order in which it was made.
        shown = sorted((key, item) for key, item in value.items() if item not in ("", None) and key not in COUNTED)
        texts = ((key, readable(item, titles) if key in HTML else _as_text(item, titles)) for key, item in shown)
        return "; ".join(f"{fact_of(key)}: {text}" for key, text in texts)
    if isinstance(value, list):
        return "\n".join(_as_text(item, titles) for item in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "" if value is None else _lines(str(value))


def _target(attributes, titles):
    found = re.search(r'href="([^"]*)"', attributes)
    page = re.search(r'id="(\d+)"', attributes)
    return found[1] if found else _page_title(int(page[1]), titles) if page else _("nowhere")


def _titles(pages, titles):
    return "; ".join(_page_title(page, titles) for page in pages)


def _subject(subject):
    codes = [f"{code['system']} {code['code']}" for code in subject["codes"]]
    kind = SubjectKind(subject["kind"]).label if subject["kind"] else ""
    return ", ".join(filter(None, [subject["name"], str(kind), *codes]))


def _page_title(page, titles):
    return titles.get(page) or _("our page %s") % page
