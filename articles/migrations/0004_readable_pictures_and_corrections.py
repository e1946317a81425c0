"""The pictures of editions as a column, for the readers' image view; and an index of corrections."""

import django.contrib.postgres.indexes
import django.db.models.fields.json
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_record'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='images',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTransform('images', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.JSONField()), output_field=models.JSONField()),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=django.contrib.postgres.indexes.GinIndex(fields=['images'], name='articles_edition_images', opclasses=['jsonb_path_ops']),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('change_class', 'correction')), fields=['-position'], name='articles_edition_corrections'),
        ),
    ]
