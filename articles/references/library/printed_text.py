"""A work's text as every document prints it, so that what the library says and what stands in a text are the same."""

from __future__ import annotations

from typing import Any

from django.db import models

from ...record.document import as_it_stands


class PrintedText(models.TextField):
    """Text that is kept, and looked for, in the form in which documents have it, whichever way it came.

    PostgreSQL finds by it who changed a work that a text cites (`works_in.sql`), and cannot bring it into that form.
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        kept = self.get_prep_value(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, kept)
        return kept

    def get_prep_value(self, value: Any) -> Any:
        kept = super().get_prep_value(value)
        return as_it_stands(kept).strip() if isinstance(kept, str) else kept
