"""The widths in which readers are sent a picture are known by their hashes too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_signers_as_signed")]

    operations = [
        migrations.AddField(
            "editionimage",
            "widths",
            models.JSONField(
                default=dict,
                help_text="SHA-256 of the bytes in each width. Empty for pictures kept before this was recorded.",
            ),
        ),
    ]
