"""What the desk's screens tell of a page, such as in the buttons above it: all of it is one question."""

from django.db.models import BooleanField, Case, Count, Exists, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from wagtail.models import Page

from ..extensions import page_facts
from ..record.published.editions import Edition


def facts():
    """{name: expression} of what articles know of a page, and what the layers above have registered."""
    return {"has_own_edition": _own(), "has_edition_below": has_edition_below(), **page_facts.given()}


def has_edition_below():
    """Whether the page or one below it was ever published. What stands first is asked first, and mostly says it."""
    below = Exists(Edition.objects.filter(page__path__startswith=OuterRef("path")))
    return Case(When(_own(), then=Value(True)), When(numchild=0, then=Value(False)), default=below)


def _own():
    """A value for each row and no EXISTS, for which PostgreSQL reads all editions to show fifty pages of many."""
    found = Edition.objects.filter(page_id=OuterRef("pk")).order_by().values(found=Value(True))[:1]
    return Coalesce(Subquery(found), Value(False), output_field=BooleanField())


def fact(page, name):
    """One of them. Where the page did not come with them, they are asked together."""
    if name not in page.__dict__:
        page.__dict__.update(Page.objects.filter(pk=page.pk).order_by().values(**facts()).get())
    return page.__dict__[name]


def number_of(rows, by, what="pk", **count):
    """How many of these rows there are of each page, as an expression on pages; `by` is what points at the page."""
    counted = rows.order_by().values(by).annotate(number=Count(what, **count)).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
