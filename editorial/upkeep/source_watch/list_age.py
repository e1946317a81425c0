"""Whether Retraction Watch's list is new enough to say anything: it is loaded by somebody, who may forget it."""

from django.core.checks import Warning
from django.db import connections
from django.utils.translation import gettext as _

from editorial.accounts.users import User
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.writing import write

from .retraction_watch import GOOD_FOR, RetractionList

TEMPLATE = "upkeep/emails/list_too_old.txt"


def list_that_is_too_old():
    """The newest whole list where it clears nothing any more, or a part where there never was a whole one."""
    if RetractionList.objects.that_clears():
        return None
    return RetractionList.objects.filter(is_whole=True).order_by("-of", "-pk").first() or RetractionList.objects.first()


def check_list(databases=None, **kwargs):
    """A Warning where the list is too old: `manage.py check --database default` is what a monitor runs."""
    if "default" not in (databases or []):
        return []
    if RetractionList._meta.db_table not in connections["default"].introspection.table_names():
        return []  # before the first migration
    too_old = list_that_is_too_old()
    if too_old is None:
        return []
    told = _("%s is too old, or a part: no work is clear by not being on it.") % too_old
    hint = _("Download it from Crossref and run `manage.py load_retraction_watch FILE`.")
    return [Warning(told, hint=hint, id="upkeep.W001")]


def tell_of_list_that_is_too_old():
    """Write to the superusers, once for each list; whether there is anything to tell."""
    too_old = list_that_is_too_old()
    if too_old is not None and too_old.is_whole:
        superusers = User.objects.filter(is_superuser=True, is_active=True)
        context = {"list": too_old, "days": GOOD_FOR.days}
        write(Kind.SOURCES, f"retraction list {too_old.pk} too old", superusers, TEMPLATE, context)
    return too_old is not None
