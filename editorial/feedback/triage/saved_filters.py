"""What somebody at the desk narrows the list of reports to, again and again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from editorial.accounts.users import User

from .filters import ReportFilterSet

#: The words that somebody searches for, beside the filters.
SEARCHED = "q"


class SavedFilter(models.Model):
    """A filter of the list of reports, under a name that its owner gave it. Nobody else sees it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_report_filters")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=2000, editable=False)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="feedback_saved_filter_once")]

    def __str__(self) -> str:
        return self.name


def filter_part(query: str) -> str:
    """What of a query string narrows the list: not its page or its order, nor what no filter knows."""
    parameters = QueryDict(query, mutable=True)
    known = {*ReportFilterSet.base_filters, SEARCHED}
    for name in [name for name in parameters if name not in known or not any(map(str.strip, parameters.getlist(name)))]:
        del parameters[name]
    return parameters.urlencode()


def save_filter(*, by: User, name: str, query: str) -> SavedFilter:
    """Keep a filter under a name; one that had the name before is replaced."""
    return SavedFilter.objects.update_or_create(user=by, name=name, defaults={"query": filter_part(query)})[0]
