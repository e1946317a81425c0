"""The gate's triggers and functions."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("accounts", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunSQL(
            (SQL / "0002_gate.sql").read_text(encoding="utf-8"),
            (SQL / "0002_gate_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]
