"""The queues of reports: their order, what they are searched by, saved filters."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0024_nameless_works'),
        ('feedback', '0012_closed_when_finished'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('query', models.CharField(editable=False, max_length=2000)),
            ],
            options={
                'verbose_name': 'saved filter',
                'verbose_name_plural': 'saved filters',
                'ordering': ['name'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='TopicQueueEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('urgency', models.SmallIntegerField()),
                ('received_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'report in a topic’s queue',
                'default_permissions': [],
            },
        ),
        migrations.RemoveIndex(
            model_name='report',
            name='feedback_report_queue',
        ),
        migrations.AddField(
            model_name='report',
            name='behind',
            field=models.ForeignKey(editable=False, help_text='The report about the same words that stands in the queue for this one too.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='feedback.report'),
        ),
        migrations.AddField(
            model_name='report',
            name='noted',
            field=models.TextField(default='', editable=False, help_text='The desk’s notes, for searching; by a trigger.'),
        ),
        migrations.AlterField(
            model_name='report',
            name='assignee',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='assigned_reports', to=settings.AUTH_USER_MODEL, verbose_name='assigned to'),
        ),
        migrations.AlterField(
            model_name='report',
            name='page',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='wagtailcore.page', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='report',
            name='urgency',
            field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(models.Q(('state__in', ('no_change', 'duplicate', 'spam', 'closed')), ('due_at__isnull', True), ('behind__isnull', False), _connector='OR'), then=models.Value(0)), default=django.db.models.expressions.CombinedExpression(models.Value(9), '-', models.F('severity')), output_field=models.SmallIntegerField()), output_field=models.SmallIntegerField()),
        ),
        migrations.AddField(
            model_name='report',
            name='words',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('comment', 'passage', 'noted', config='public.articles_english'), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['urgency', 'received_at', 'id'], name='feedback_report_queue'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['page', 'urgency', 'received_at', 'id'], name='feedback_report_of_article'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('assignee__isnull', False)), fields=['assignee', 'urgency', 'received_at', 'id'], name='feedback_report_assigned'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('assignee__isnull', True), ('urgency__gt', 0)), fields=['urgency', 'received_at', 'id'], name='feedback_report_unassigned'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('urgency__gt', 0)), fields=['due_at', 'id'], name='feedback_report_due'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=django.contrib.postgres.indexes.GinIndex(fields=['words'], name='feedback_report_words'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=django.contrib.postgres.indexes.GinIndex(fields=['tags'], name='feedback_report_tags'),
        ),
        migrations.AddField(
            model_name='savedfilter',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_report_filters', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='topicqueueentry',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_entries', to='feedback.report'),
        ),
        migrations.AddField(
            model_name='topicqueueentry',
            name='topic',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.UniqueConstraint(fields=('user', 'name'), name='feedback_saved_filter_once'),
        ),
        migrations.AddIndex(
            model_name='topicqueueentry',
            index=models.Index(fields=['topic', 'urgency', 'received_at', 'report'], name='feedback_topic_queue'),
        ),
    ]
