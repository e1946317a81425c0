"""The watch on what pages cite: Retraction Watch’s list, what the world says, whether addresses lead somewhere."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('articles', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='LinkCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=500)),
                ('status', models.CharField(choices=[('alive', 'It leads to a page'), ('dead', 'It leads nowhere'), ('unsure', 'Could not tell'), ('', 'Not checked yet')], max_length=8)),
                ('code', models.PositiveSmallIntegerField(help_text='0 when nobody answered.', verbose_name='HTTP status')),
                ('final_url', models.CharField(blank=True, max_length=2000)),
                ('checked_at', models.DateTimeField(auto_now_add=True)),
                ('reference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='link_checks', to='articles.reference')),
            ],
            options={
                'verbose_name': 'check of an address',
                'verbose_name_plural': 'checks of addresses',
                'ordering': ['-pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='RetractionNotice',
            fields=[
                ('record_id', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('retracted', 'Retracted'), ('concern', 'Expression of concern'), ('corrected', 'Corrected'), ('clear', 'No notice found'), ('could not check', 'Could not be checked')], max_length=16)),
                ('doi', models.CharField(blank=True, max_length=250)),
                ('pmid', models.CharField(blank=True, max_length=12)),
                ('notice_doi', models.CharField(blank=True, max_length=250)),
                ('noticed_on', models.DateField(null=True)),
                ('loaded_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'notice of Retraction Watch',
                'verbose_name_plural': 'notices of Retraction Watch',
                'default_permissions': [],
                'indexes': [models.Index(condition=models.Q(('doi', ''), _negated=True), fields=['doi'], name='upkeep_notice_doi'), models.Index(condition=models.Q(('pmid', ''), _negated=True), fields=['pmid'], name='upkeep_notice_pmid')],
            },
        ),
        migrations.CreateModel(
            name='WorldCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(choices=[('retracted', 'Retracted'), ('concern', 'Expression of concern'), ('corrected', 'Corrected'), ('clear', 'No notice found'), ('could not check', 'Could not be checked')], max_length=16)),
                ('status', models.CharField(choices=[('retracted', 'Retracted'), ('concern', 'Expression of concern'), ('corrected', 'Corrected'), ('clear', 'No notice found'), ('could not check', 'Could not be checked')], max_length=16)),
                ('status_on', models.DateField(null=True)),
                ('source', models.CharField(help_text='Who says so.', max_length=40)),
                ('checked_at', models.DateTimeField(auto_now_add=True)),
                ('reference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='world_checks', to='articles.reference')),
            ],
            options={
                'verbose_name': 'check of a reference',
                'verbose_name_plural': 'checks of references',
                'ordering': ['-pk'],
                'default_permissions': [],
            },
        ),
    ]
