"""Titles by their first letter."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
REVERSE = "DROP INDEX articles_searchentry_a_to_z; DROP FUNCTION articles_initial(text);"


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_related")]

    operations = [migrations.RunSQL((SQL / "0015_a_to_z.sql").read_text(encoding="utf-8"), REVERSE)]
