"""Words that mean the same, kept by the desk."""

import re

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQueryField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func
from django.utils.translation import gettext_lazy as _

from ...record.triggers import Trigger


class Synonym(models.Model):
    """Terms that mean the same: whoever searches for one also finds pages that have another."""

    terms = models.TextField(
        _("terms"),
        max_length=1000,
        help_text=_("Between commas or one in a line, such as “heart attack, myocardial infarction, MI”."),
    )
    queries = models.GeneratedField(
        expression=Func(F("terms"), function="articles_synonym_queries"),
        output_field=ArrayField(SearchQueryField()),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms for searching")
        triggers = [
            Trigger(
                name="learn_words",
                function="articles_learn_synonym",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("terms"),
            )
        ]
        ordering = ["terms"]

    def __str__(self):
        return self.terms

    def clean(self):
        super().clean()
        if sum(bool(term.strip()) for term in re.split(r"[,\n\r]+", self.terms)) < 2:
            raise ValidationError({"terms": _("Give at least two terms, with a comma between them.")})
