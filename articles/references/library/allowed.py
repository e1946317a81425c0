"""The sites whose pages may be cited though no DOI, PMID, PMCID or ISBN names them."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

HOST = re.compile(r"(?!-)[a-z0-9-]+(?:\.[a-z0-9-]+)+")


class AllowedSourceQuerySet(models.QuerySet["AllowedSource"]):
    """Sites."""

    def hosts(self) -> set[str]:
        return set(self.values_list("host", flat=True))


class AllowedSource(models.Model):
    """A site that the desk trusts as a source. What lies below its name is allowed too."""

    host = models.CharField(_("name of the site"), max_length=120, unique=True, help_text=_("Such as nice.org.uk."))
    note = models.CharField(_("why it is trusted"), max_length=250, blank=True)

    objects = AllowedSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("allowed source")
        verbose_name_plural = _("allowed sources")
        ordering = ["host"]

    def __str__(self) -> str:
        return self.host

    def clean(self) -> None:
        self.host = self.host.strip().lower().removeprefix("https://").removeprefix("http://").removeprefix("www.")
        self.host = self.host.partition("/")[0]
        if not HOST.fullmatch(self.host):
            raise ValidationError({"host": _("This is not the name of a site: they look like nice.org.uk.")})
