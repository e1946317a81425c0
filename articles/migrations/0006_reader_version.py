"""The number that moves with everything that readers get."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_review_dates")]

    operations = [
        migrations.CreateModel(
            name="ReaderVersion",
            fields=[
                ("only", models.BooleanField(default=True, editable=False, primary_key=True, serialize=False)),
                ("version", models.BigIntegerField(default=1)),
            ],
            options={"verbose_name": "version of what readers get"},
        ),
        migrations.RunSQL(
            (SQL / "0006_reader_version.sql").read_text(encoding="utf-8"),
            "DROP TRIGGER move_reader_version ON articles_publication; DROP FUNCTION articles_move_reader_version();",
        ),
    ]
