"""An edition as Markdown, for readers and machines that want the text without the page around it."""

import re

from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markdownify import MarkdownConverter

from ...characters.cleaning import cleaned
from ...characters.superscripts import lowered, raised
from ...record.published.addresses import absolute

BLANK_LINES = re.compile(r"\n{3,}")
#: What Markdown would take for a tag, an entity, code, a link or struck-out words, besides `*` and `_`.
OWN_SIGNS = re.compile(r"\\(?=[!-/:-@\[-`{-~])|<(?=[a-zA-Z/!?])|&(?=#?\w+;)|`|~~|\](?=[(\[:])")
#: What it would take for a heading, a quotation or a list where a line begins: a dose of “2. ml” is no item.
OWN_BEGINNINGS = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|>|[-+=]+(?=\s|$))|^(\s*\d{1,9})([.)])(?=\s|$)")


class EditionConverter(MarkdownConverter):
    """Our HTML as Markdown, which has no powers: they are characters. Citations stay numbers in brackets."""

    def escape(self, text, parent_tags):
        """The words of a text as words, and as few backslashes among them as that takes."""
        text = super().escape(OWN_SIGNS.sub(r"\\\g<0>", text or ""), parent_tags)
        if {"td", "th"} & set(parent_tags):
            text = text.replace("|", "\\|")
        return OWN_BEGINNINGS.sub(r"\1\3\\\2\4", text)

    def convert_sup(self, element, text, parent_tags):
        is_citation = "cite" in (element.get("class") or [])
        return f"[{element.get_text()}]" if is_citation else self.escape(raised(element.get_text()), parent_tags)

    def convert_sub(self, element, text, parent_tags):
        return self.escape(lowered(element.get_text()), parent_tags)

    def convert_a(self, element, text, parent_tags):
        if element.get("role") == "doc-noteref":
            return text
        if not element.get("href"):
            return text
        element["href"] = absolute(element["href"])
        return super().convert_a(element, text, parent_tags)

    def convert_img(self, element, text, parent_tags):
        element["src"] = absolute(element["src"])
        return super().convert_img(element, text, parent_tags)


def converted(html):
    """HTML of an edition as Markdown."""
    text = EditionConverter(heading_style="ATX", bullets="-").convert(str(html))
    return BLANK_LINES.sub("\n\n", text).strip()


def words(text):
    """A plain text as Markdown that says the same."""
    return converted(escape(text))


def line(text):
    """The same of a text that has to stay on one line, as in a list or a quotation."""
    return words(" ".join(str(text).split()))


def markdown(reading, lists=()):
    """A whole reading as Markdown: what it says, whose word that is, what it lists, and where it can be checked.

    In its language.
    """
    with translation.override(reading.language):
        return cleaned("\n\n".join(filter(None, _parts(reading, lists)))) + "\n"


def _parts(reading, lists):
    parts = [f"# {words(reading.title)}", words(reading.standfirst), *_notices(reading), *_people(reading)]
    if reading.key_points:
        points = "".join(f"<li>{point}</li>" for point in reading.key_points)
        parts.append(f"## {_('Key points')}\n\n" + converted(f"<ul>{points}</ul>"))
    parts += [f"## {words(section['heading'])}\n\n{converted(section['html'])}" for section in reading.sections]
    if reading.document.get("biography"):
        parts.append(converted(reading.biography))
    if reading.references:
        parts.append(f"## {_('References')}\n\n" + "\n".join(map(_reference, reading.references)))
    about = {"number": reading.edition_number, "address": absolute(reading.path)}
    return [*parts, *lists, _("Edition %(number)s of %(address)s") % about]


def index(lists, next_address=""):
    """What a topic lists, each page with the address of its own Markdown; and where the list goes on."""
    for heading, pages in lists:
        yield f"## {words(heading)}\n\n" + "\n".join(map(_listed, pages))
    if next_address:
        yield f"[{_('More articles')}]({absolute(next_address)})"


def _listed(page):
    said = f": {line(page['standfirst'])}" if page["standfirst"] else ""
    return f"- [{line(page['title'])}]({absolute(page['path'])}index.md){said}"


def _notices(reading):
    for notice in (reading.status_notice, reading.emergency_notice, reading.legacy_notice):
        if notice:
            yield f"> **{notice['heading']}.** {line(notice['text'])}"
    if reading.overdue_notice:
        yield f"> {reading.overdue_notice}"
    if told := reading.outdated_notice:
        yield f"> {line(told['text'])} [{told['link_text']}]({absolute(told['url'])})"
    for row in reading.corrections:
        label = ngettext("Correction", "Corrections", 1)
        yield f"> **{label}, {date_format(row['date'])}.** {line(row['note'])}"
    for reference in reading.doubted:
        yield f"> **{_('Reference %d') % reference['number']}.** {_warning(reference)}"
    if since := reading.newer_source_since:
        told = _("A newer version of a source of this page is being looked at, since %(day)s.")
        yield f"> {told % {'day': date_format(since)}}"


def _people(reading):
    lines = [f"- {byline['role_label']} {line(byline['name'])}" for byline in reading.bylines]
    for given in reading.sign_offs:
        told = {"who": f"{given['label']} {line(given['name'])}", "day": date_format(given["date"])}
        lines.append("- " + _("%(who)s on %(day)s") % told)
    if reading.next_review_due:
        lines.append("- " + _("Next review due on %s") % date_format(reading.next_review_due))
    return ["\n".join(lines)]


def _reference(reference):
    address = reference["doi_url"] or reference["pubmed_url"] or reference.get("url", "")
    warning = f" **{_warning(reference)}**" if reference["warning"] else ""
    return f"{reference['number']}. {line(reference['text'])}" + (f" <{address}>" if address else "") + warning


def _warning(reference):
    warning = reference["warning"]
    return f"{warning['label']}. {warning['sentence']} {warning['since']}".strip()
