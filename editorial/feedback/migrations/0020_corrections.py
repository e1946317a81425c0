"""Corrections: what the desk agreed to put right after reports, and the edition that did."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0024_nameless_works'),
        ('feedback', '0017_routing'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CorrectedReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_resolved', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name': 'report in a correction',
                'ordering': ['pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.TextField(blank=True, verbose_name='what to put right')),
                ('state', models.CharField(choices=[('open', 'Open'), ('published', 'Published'), ('dropped', 'Dropped')], default='open', max_length=10, verbose_name='state')),
                ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='opened')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['-pk'],
                'default_permissions': [],
            },
        ),
        migrations.AddField(
            model_name='report',
            name='resolved_by',
            field=models.ForeignKey(db_index=False, editable=False, help_text='The edition that put right what the report is about.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resolved_reports', to='articles.edition'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('resolved_by__isnull', False)), fields=['resolved_by'], name='feedback_report_resolved'),
        ),
        migrations.AddField(
            model_name='correctedreport',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attached_to', to='feedback.report'),
        ),
        migrations.AddField(
            model_name='correction',
            name='edition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='articles.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='correction',
            name='opened_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by'),
        ),
        migrations.AddField(
            model_name='correction',
            name='page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='wagtailcore.page', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='correction',
            name='reports',
            field=models.ManyToManyField(related_name='corrections', through='feedback.CorrectedReport', to='feedback.report'),
        ),
        migrations.AddField(
            model_name='correctedreport',
            name='correction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attached', to='feedback.correction'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['page'], name='feedback_correction_open'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edition__isnull', False), ('state', 'published')), models.Q(models.Q(('state', 'published'), _negated=True), ('edition', None)), _connector='OR'), name='feedback_correction_published_by_an_edition'),
        ),
        migrations.AddConstraint(
            model_name='correctedreport',
            constraint=models.UniqueConstraint(fields=('correction', 'report'), name='feedback_corrected_report_once'),
        ),
    ]
