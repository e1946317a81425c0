"""How what readers wrote is searched: by the words' stems, and folded."""

from __future__ import annotations

from django.db import models
from django.db.models import Expression, Func

#: How reports are searched: by the words' stems, like the site.
SEARCH_CONFIG = "public.articles_english"


def folded_by_database(text: str | Expression) -> Func:
    """What a reader wrote, as words are compared with it: it is kept, and read at the desk, as it was written."""
    return Func(text, function="articles_folded", output_field=models.TextField())
