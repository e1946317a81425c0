"""What fact checkers found of an edition's claims: for its trust record, and for the mark beside each section."""

from collections import defaultdict

from django.db.models import Func, JSONField

from ...record.published.editions import Edition
from ...record.signed.claim_checks import Verdict


def asked_verdicts(edition_id):
    """The last verdict before an edition on each claim that it makes, with its place in the chain: a list, in SQL."""
    return Func(edition_id, function="articles_verdicts_of", output_field=JSONField())


def verdicts_of(edition):
    """The same, asked for unless the edition was fetched with it as `verdicts`."""
    if hasattr(edition, "verdicts"):
        return edition.verdicts
    return Edition.objects.filter(pk=edition.pk).values_list(asked_verdicts("pk"), flat=True).get()


def verdicts_by_section(edition, references):
    """{a section's id, or "" for the key points: [{claim, label, passage, checked_by, sources}]}."""
    found = defaultdict(list)
    for verdict in verdicts_of(edition):
        if verdict["verdict"] == Verdict.GIVEN_UP:
            continue
        found[verdict["section"]].append(
            {
                "claim": verdict["claim"],
                "label": Verdict(verdict["verdict"]).label,
                "passage": verdict["passage"],
                "checked_by": verdict["checked_by"],
                "sources": [references[number - 1] for number in verdict["numbers"] if number <= len(references)],
            }
        )
    return found
