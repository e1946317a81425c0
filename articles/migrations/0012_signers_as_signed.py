"""Signers are shown to readers as their own editions say."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_starter_synonyms")]

    operations = [
        migrations.RunSQL((SQL / "0012_signers_as_signed.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.AlterField(
            "signoff",
            "shown",
            models.JSONField(
                default=dict,
                editable=False,
                help_text="Person, name and credentials as readers are shown them. Set by PostgreSQL.",
            ),
        ),
    ]
