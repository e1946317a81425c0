"""The texts that a new site's policy pages begin with, and the topics that it can choose from.

They are drafts by us. What only the publisher can know is marked as a gap, and no text with a gap goes into review.
"""

import html
import json
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from articles.pages import PolicyPage

TEXTS = Path(__file__).parent / "texts"
#: The pages that others lie below come first; all others lie below the first of all.
ABOVE, PEOPLE = "about", "people"
ORDER = (
    *(ABOVE, PEOPLE, "editorial-policy", "corrections-policy", "conflicts-of-interest", "funding"),
    *("privacy", "contact", "disclaimer"),
)
TOPICS = (
    *(_("Back pain"), _("Neck pain"), _("Headache and migraine"), _("Shoulder and arm pain")),
    *(_("Knee, hip and foot pain"), _("Arthritis"), _("Nerve pain"), _("Muscle and sports injuries")),
    *(_("Long-term pain"), _("Pain and mental health"), _("Pain in children"), _("Pain in pregnancy")),
    *(_("Medicines for pain"), _("Treatments without medicines"), _("Operations and recovery")),
)


@cache
def starter(name):
    """One text, as its file says it."""
    return json.loads((TEXTS / f"{name}.json").read_text())


def starter_page(name, words):
    """A policy page that nobody has saved yet; `words` stand for the names in braces."""
    text = starter(name)
    sections = [{"type": "section", "value": {"anchor": "", **section}} for section in text["sections"]]
    return PolicyPage(
        title=text["title"],
        slug=text["slug"],
        standfirst=text["standfirst"],
        policy_kind=text["policy_kind"],
        body=_filled(sections, words),
        live=False,
    )


def missing_starters():
    """The names of the texts of whose kind the site has no page yet, in order."""
    there = set(PolicyPage.objects.values_list("policy_kind", flat=True))
    return [name for name in ORDER if starter(name)["policy_kind"] not in there]


def _filled(part, words):
    if isinstance(part, dict):
        return {name: _filled(value, words) for name, value in part.items()}
    if isinstance(part, list):
        return [_filled(value, words) for value in part]
    is_html = part.startswith("<")
    for name, word in words.items():
        part = part.replace(f"{{{name}}}", html.escape(word, quote=False) if is_html else word)
    return part
