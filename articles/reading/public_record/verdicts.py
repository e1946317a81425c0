"""What fact checkers found of an edition's claims, as its trust record says it."""

from django.db.models import Func, JSONField

from ...record.editions import Edition


def verdicts_of(edition, tree):
    """The last verdict before the edition on each claim that it makes, with its place in the chain and in the log."""
    asked = Func("pk", function="articles_verdicts_of", output_field=JSONField())
    found = Edition.objects.filter(pk=edition.pk).values_list(asked, flat=True).get()
    return [{**verdict, "inclusion": tree.inclusion(verdict["sequence"])} for verdict in found]
