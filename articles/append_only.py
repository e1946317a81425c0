"""Rows that are evidence: written once, never changed, never removed. PostgreSQL refuses; this says so earlier."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnlyError(Exception):
    """Somebody tried to change or remove a row that is evidence."""


class AppendOnlyModel(models.Model):
    """A row that can only be inserted."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnlyError(_("%s cannot be changed: it is evidence.") % self._meta.verbose_name)
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise AppendOnlyError(_("%s cannot be removed: it is evidence.") % self._meta.verbose_name)


def refusal(error):
    """The whole sentence with which PostgreSQL refused a row, from Django's IntegrityError."""
    return error.__cause__.diag.message_primary
