"""Related articles, worked out beforehand."""

from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0013_hashes_of_widths'),
    ]

    operations = [
        migrations.CreateModel(
            name='RelatedArticles',
            fields=[
                ('publication', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='related', serialize=False, to='articles.publication')),
                ('pages', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), help_text='Page ids of the others.', size=None)),
                ('computed_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name': 'related articles',
                'verbose_name_plural': 'related articles',
                'default_permissions': [],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['pages'], name='articles_related_pages')],
            },
        ),
        migrations.RunSQL((SQL / "0014_related.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
