"""How much was taken out of what a reader wrote."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0002_origin'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='redacted',
            field=models.JSONField(default=dict, editable=False),
        ),
    ]
