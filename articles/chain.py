"""The record: sign-offs, editions and changes of standing in one chain, each sealed together with the one before it.

A link that was changed, removed or slipped in later no longer fits: `manage.py verify_record` finds it. PostgreSQL sets
all three columns (articles/sql/sealed_text.sql says what a seal is made of).
"""

from django.db import models

from .append_only import AppendOnlyModel

#: What the first link of the chain is sealed after.
NOTHING_BEFORE = "0" * 64


class SealedModel(AppendOnlyModel):
    """A row of the record: its place in the chain, and the SHA-256 of the seal before it and of what it says."""

    position = models.BigIntegerField(unique=True, editable=False, default=0)
    sealed_after = models.CharField(max_length=64, editable=False, default="")
    seal = models.CharField(max_length=64, editable=False, default="")

    class Meta(AppendOnlyModel.Meta):
        abstract = True
