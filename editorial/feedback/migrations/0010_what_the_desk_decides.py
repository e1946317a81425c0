"""What the desk decides about a report beside its state, until when it has time, and the history of it."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0024_nameless_works'),
        ('feedback', '0007_erased'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(choices=[('state', 'State'), ('severity', 'Severity'), ('assignee', 'Assigned to'), ('tags', 'Tags'), ('duplicate_of', 'Duplicate of')], max_length=20)),
                ('old', models.TextField(blank=True)),
                ('new', models.TextField(blank=True)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'verbose_name': 'change of a report',
                'verbose_name_plural': 'changes of reports',
                'ordering': ['at', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.AddField(
            model_name='report',
            name='closed_at',
            field=models.DateTimeField(editable=False, help_text='When the desk finished with it.', null=True),
        ),
        migrations.AddField(
            model_name='report',
            name='due_at',
            field=models.DateTimeField(editable=False, help_text='None: there is nothing for the desk to do.', null=True, verbose_name='due'),
        ),
        migrations.AddField(
            model_name='report',
            name='duplicate_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='feedback.report'),
        ),
        migrations.AddField(
            model_name='report',
            name='first_looked_at',
            field=models.DateTimeField(editable=False, help_text='When the desk first saw it.', null=True),
        ),
        migrations.AddField(
            model_name='report',
            name='tags',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='report',
            name='watchers',
            field=models.ManyToManyField(editable=False, related_name='watched_reports', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='report',
            name='severity',
            field=models.SmallIntegerField(choices=[(1, 'Safety: somebody may be in danger'), (2, 'High'), (3, 'Normal'), (4, 'Low')], default=3),
        ),
        migrations.AddField(
            model_name='reportchange',
            name='by',
            field=models.ForeignKey(help_text='Nobody: the site itself, by its rules.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reportchange',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='feedback.report'),
        ),
    ]
