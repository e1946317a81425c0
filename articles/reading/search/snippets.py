"""What was found, with the words that were looked for marked: the only HTML in a result is `<mark>`."""

from django.utils.html import escape
from django.utils.safestring import mark_safe

#: PostgreSQL puts these around a word that was looked for. The index holds no control characters, so that a text
#: cannot bring its own.
START, STOP = "\x02", "\x03"
MARKS = f"StartSel={START},StopSel={STOP}"
#: One passage, the one with the most of the words.
PASSAGE = "MaxFragments=1,MaxWords=40,MinWords=20,ShortWord=0"


def marked(text):
    """The text as safe HTML, with words marked; neighbours in one mark."""
    html = str(escape(text.replace(f"{STOP} {START}", " "))).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(html)  # noqa: S308  escaped on the line before


def unmarked(text):
    """The text as it is, without the signs around words."""
    return text.replace(START, "").replace(STOP, "")


def passage(text):
    """The same for a passage out of a longer text, with dots where it begins or ends within a sentence."""
    plain = unmarked(text)
    before = "" if plain[:1].isupper() or plain[:1].isdigit() else "… "
    after = "" if plain.endswith((".", "?", "!")) else " …"
    return marked(f"{before}{text}{after}") if plain else ""
