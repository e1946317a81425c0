"""Reports counted by the day, and the times that go into it."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0024_nameless_works'),
        ('feedback', '0020_corrections'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Rollup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=20)),
                ('yes', models.PositiveIntegerField()),
                ('no', models.PositiveIntegerField()),
                ('reports', models.PositiveIntegerField(help_text='Those that say more than yes or no.')),
                ('untouched', models.PositiveIntegerField(help_text='Reports that nobody at the desk has looked at.')),
                ('open', models.PositiveIntegerField(help_text='Reports that the desk has not finished with.')),
                ('looked_after', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), default=list, size=None)),
                ('finished_after', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), default=list, size=None)),
                ('corrected_after', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), default=list, size=None)),
            ],
            options={
                'verbose_name': 'count of reports',
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='RollupMark',
            fields=[
                ('only', models.BooleanField(default=True, editable=False, primary_key=True, serialize=False)),
                ('counted_until', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'mark of what has been counted',
                'default_permissions': [],
            },
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['updated_at'], name='feedback_report_changed'),
        ),
        migrations.AddField(
            model_name='rollup',
            name='page',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='report_rollups', to='wagtailcore.page'),
        ),
        migrations.AddConstraint(
            model_name='rollup',
            constraint=models.UniqueConstraint(fields=('day', 'page', 'reason'), name='feedback_rollup_once'),
        ),
    ]
