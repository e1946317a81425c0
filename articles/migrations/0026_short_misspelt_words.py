"""“bak” shares too few groups of three letters with “back” to be like it by pg_trgm's own measure."""

from django.db import migrations

# Its library has to be loaded before one of its settings may be named.
LOADED = "SELECT similarity('', '');"


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_snippets")]

    operations = [
        migrations.RunSQL(
            f"{LOADED} ALTER FUNCTION articles_similar(text) SET pg_trgm.similarity_threshold = 0.25",
            f"{LOADED} ALTER FUNCTION articles_similar(text) RESET pg_trgm.similarity_threshold",
        ),
    ]
