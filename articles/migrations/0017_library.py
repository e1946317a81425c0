"""The library of works that editions cite."""

from pathlib import Path

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0016_translations'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='as it is printed')),
                ('doi', models.CharField(blank=True, max_length=250, verbose_name='DOI')),
                ('pmid', models.CharField(blank=True, max_length=12, verbose_name='PMID')),
                ('url', models.CharField(blank=True, max_length=500, verbose_name='web address')),
                ('archive_url', models.CharField(blank=True, help_text='Where the work can be read if its address dies.', max_length=500, verbose_name='archived copy')),
                ('status', models.CharField(choices=[('retracted', 'Retracted'), ('concern', 'Expression of concern'), ('corrected', 'Corrected'), ('clear', 'No notice found'), ('could not check', 'Could not be checked')], default='could not check', max_length=16, verbose_name='what the world says')),
                ('status_on', models.DateField(blank=True, null=True, verbose_name='since')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='last checked')),
                ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'verbose_name': 'reference',
                'verbose_name_plural': 'references',
                'ordering': ['-pk'],
                'indexes': [models.Index(models.OrderBy(models.F('checked_at'), nulls_first=True), models.F('id'), name='articles_reference_next_check'), models.Index(condition=models.Q(('status__in', ('corrected', 'concern', 'retracted'))), fields=['status'], name='articles_reference_flagged'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('text'), 'gin_trgm_ops'), name='articles_reference_words')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('doi', ''), _negated=True), fields=('doi',), name='articles_reference_doi_once'), models.UniqueConstraint(condition=models.Q(('pmid', ''), _negated=True), fields=('pmid',), name='articles_reference_pmid_once'), models.UniqueConstraint(condition=models.Q(('url', ''), _negated=True), fields=('url',), name='articles_reference_url_once')],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='articles.edition')),
                ('reference', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='articles.reference')),
            ],
            options={
                'verbose_name': 'citation',
                'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='articles_citation_number_once')],
            },
        ),
        migrations.RunSQL((SQL / "0017_library.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
