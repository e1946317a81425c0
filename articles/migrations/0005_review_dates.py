"""Review dates on publications, for listings by them."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_readable_pictures_and_corrections")]

    operations = [
        migrations.AddField("publication", "reviewed_at", models.DateTimeField(editable=False, help_text="Set by PostgreSQL.", null=True)),
        migrations.AddField("publication", "review_due_at", models.DateTimeField(editable=False, help_text="Set by PostgreSQL.", null=True)),
        migrations.RunSQL((SQL / "0005_review_dates.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.AddIndex("publication", models.Index(fields=["review_due_at"], name="articles_publication_due")),
    ]
