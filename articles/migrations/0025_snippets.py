"""Snippets that are found without going through a whole text."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_nameless_works")]

    operations = [
        migrations.RunSQL((SQL / "0025_snippets.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
