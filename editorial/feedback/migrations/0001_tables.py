"""Reports of readers, what the desk does about them, and their counts."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from articles.sql.together import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('articles', '0001_tables'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        Together([
            migrations.CreateModel(
                name='AskedFor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('edition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition')),
                ],
                options={
                    'verbose_name': 'edition that readers asked for',
                    'default_permissions': [],
                },
            ),
            migrations.CreateModel(
                name='BulkDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('undone_at', models.DateTimeField(editable=False, null=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'decision about many reports',
                    'verbose_name_plural': 'decisions about many reports',
                    'default_permissions': [],
                },
            ),
            migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('origin', models.CharField(choices=[('reader', 'A reader'), ('watch', 'The watch on sources'), ('former', 'A comment on our former site')], default='reader', editable=False, max_length=10, verbose_name='from')),
                    ('section', models.TextField(blank=True, help_text="The section's anchor in that edition.")),
                    ('helpful', models.BooleanField(help_text='Whether the reader found the article helpful.', null=True)),
                    ('reason', models.CharField(blank=True, choices=[('not_accurate', 'It is not accurate'), ('not_up_to_date', 'It is not up to date'), ('questionable', 'It is questionable or could harm somebody'), ('hard_to_understand', 'It is hard to understand'), ('something_missing', 'Something is missing'), ('answered', 'It answered my question'), ('easy', 'It was easy to understand'), ('sources', 'I could see what it is based on'), ('helped_decide', 'It helped me to decide what to do'), ('other', 'Something else')], max_length=20)),
                    ('comment', models.CharField(blank=True, max_length=2400)),
                    ('passage', models.CharField(blank=True, help_text='Words quoted from the edition.', max_length=1000)),
                    ('passage_start', models.PositiveIntegerField(editable=False, help_text='Where they begin in the section’s text, in characters.', null=True)),
                    ('redacted', models.JSONField(default=dict, editable=False)),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                    ('email_expires_at', models.DateTimeField(editable=False, null=True)),
                    ('state', models.CharField(choices=[('new', 'New'), ('needs_clinical_look', 'Needs a clinical look'), ('fact_check', 'Being fact checked'), ('accepted', 'Accepted: to be corrected'), ('no_change', 'No change needed'), ('duplicate', 'Duplicate'), ('spam', 'Spam'), ('closed', 'Closed')], default='new', max_length=20)),
                    ('severity', models.SmallIntegerField(choices=[(1, 'Safety: cannot wait'), (2, 'Possibly safety: somebody may be in danger'), (3, 'High'), (4, 'Normal'), (5, 'Low')], default=4)),
                    ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                    ('due_at', models.DateTimeField(editable=False, help_text='None: there is nothing for the desk to do.', null=True, verbose_name='due')),
                    ('awaits_follow_up', models.BooleanField(default=False, editable=False, help_text='It has no place yet, and the desk was not told of it.')),
                    ('alarmed_at', models.DateTimeField(editable=False, help_text='When another system was told of it.', null=True)),
                    ('escalated_at', models.DateTimeField(editable=False, help_text='When editors were told of it.', null=True)),
                    ('first_looked_at', models.DateTimeField(editable=False, help_text='When the desk first saw it.', null=True)),
                    ('closed_at', models.DateTimeField(editable=False, help_text='When the desk finished with it.', null=True)),
                    ('receipt_hash', models.CharField(editable=False, max_length=64)),
                    ('received_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='received')),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('erased_at', models.DateTimeField(editable=False, help_text='When what the reader wrote was erased.', null=True)),
                    ('mended_at', models.DateTimeField(editable=False, help_text='When the reader put their words right.', null=True)),
                    ('noted', models.TextField(default='', editable=False, help_text='The desk’s notes, for searching; by a trigger.')),
                    ('words', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector(models.Func('comment', function='articles_folded', output_field=models.TextField()), models.Func('passage', function='articles_folded', output_field=models.TextField()), models.Func('noted', function='articles_folded', output_field=models.TextField()), config='public.articles_english'), output_field=django.contrib.postgres.search.SearchVectorField())),
                    ('urgency', models.GeneratedField(db_persist=True, expression=models.Case(models.When(models.Q(('state__in', ('no_change', 'duplicate', 'spam', 'closed')), ('due_at__isnull', True), ('grouped_under__isnull', False), _connector='OR'), then=models.Value(0)), default=django.db.models.expressions.CombinedExpression(models.Value(9), '-', models.F('severity')), output_field=models.SmallIntegerField()), output_field=models.SmallIntegerField())),
                    ('assignee', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='assigned_reports', to=settings.AUTH_USER_MODEL, verbose_name='assigned to')),
                    ('duplicate_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='feedback.report')),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='articles.edition')),
                    ('grouped_under', models.ForeignKey(editable=False, help_text='The report about the same words that stands in the queue for this one too.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='feedback.report')),
                    ('page', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='wagtailcore.page', verbose_name='article')),
                    ('resolved_by', models.ForeignKey(db_index=False, editable=False, help_text='The edition that put right what the report is about.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resolved_reports', to='articles.edition')),
                    ('watchers', models.ManyToManyField(editable=False, related_name='watched_reports', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'report',
                    'verbose_name_plural': 'readers’ reports',
                    'ordering': ['-received_at', '-pk'],
                    'permissions': [('export_report', 'Can export readers’ reports')],
                    'default_permissions': ['view', 'change'],
                    'indexes': [models.Index(fields=['-received_at', '-id'], name='feedback_report_newest'), models.Index(fields=['updated_at'], name='feedback_report_changed'), models.Index(fields=['first_looked_at'], name='feedback_report_looked_at'), models.Index(condition=models.Q(('awaits_follow_up', True)), fields=['severity', 'id'], name='feedback_report_arrived'), models.Index(condition=models.Q(('resolved_by__isnull', False)), fields=['resolved_by'], name='feedback_report_resolved'), models.Index(fields=['urgency', 'received_at', 'id'], name='feedback_report_queue'), models.Index(fields=['page', 'urgency', 'received_at', 'id'], name='feedback_report_of_article'), models.Index(condition=models.Q(('assignee__isnull', False)), fields=['assignee', 'urgency', 'received_at', 'id'], name='feedback_report_assigned'), models.Index(condition=models.Q(('assignee__isnull', True), ('urgency__gt', 0)), fields=['urgency', 'received_at', 'id'], name='feedback_report_unassigned'), models.Index(condition=models.Q(('urgency__gt', 0)), fields=['due_at', 'id'], name='feedback_report_due'), models.Index(condition=models.Q(('email', ''), _negated=True), fields=['id'], name='feedback_report_with_email'), django.contrib.postgres.indexes.GinIndex(fields=['words'], name='feedback_report_words'), django.contrib.postgres.indexes.GinIndex(fields=['tags'], name='feedback_report_tags'), models.Index(condition=models.Q(('state', 'new'), models.Q(('comment', ''), ('erased_at', None), ('passage', ''), ('reason', ''), _negated=True)), fields=['-received_at'], name='feedback_report_to_triage')],
                    'constraints': [models.UniqueConstraint(fields=('receipt_hash',), name='feedback_report_receipt_once'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ('no_change', 'duplicate', 'spam', 'closed'))), models.Q(models.Q(('state__in', ('no_change', 'duplicate', 'spam', 'closed')), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='feedback_report_closed_when_finished')],
                },
            ),
            migrations.CreateModel(
                name='ReportChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('field', models.CharField(choices=[('state', 'State'), ('severity', 'Severity'), ('assignee', 'Assigned to'), ('tags', 'Tags'), ('duplicate_of', 'Duplicate of'), ('grouped_under', 'Grouped under'), ('comment', 'Words')], max_length=20)),
                    ('old', models.TextField(blank=True)),
                    ('new', models.TextField(blank=True)),
                    ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('was', models.JSONField(editable=False, help_text='Of many at once: the old value, people by their key.', null=True)),
                    ('bulk', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='feedback.bulkdecision')),
                    ('by', models.ForeignKey(help_text='Nobody: the site itself, by its rules.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='feedback.report')),
                ],
                options={
                    'verbose_name': 'change of a report',
                    'verbose_name_plural': 'changes of reports',
                    'ordering': ['at', 'pk'],
                    'default_permissions': [],
                    'indexes': [models.Index(condition=models.Q(('bulk__isnull', False)), fields=['bulk', 'report'], name='feedback_change_of_many')],
                },
            ),
            migrations.CreateModel(
                name='ReportNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField()),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='feedback.report')),
                ],
                options={
                    'verbose_name': 'note on a report',
                    'verbose_name_plural': 'notes on reports',
                    'ordering': ['created_at', 'pk'],
                    'default_permissions': [],
                },
            ),
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
                    ('page', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='report_rollups', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'count of reports',
                    'default_permissions': [],
                    'indexes': [models.Index(condition=models.Q(('open__gt', 0)), fields=['day'], name='feedback_rollup_open')],
                    'constraints': [models.UniqueConstraint(fields=('day', 'page', 'reason'), name='feedback_rollup_once')],
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
            migrations.CreateModel(
                name='SafetyPhrase',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('crisis', 'Crisis: the reader is told at once whom to call'), ('side_effect', 'Side effect: the reader is told where to report it')], max_length=20, verbose_name='kind')),
                    ('language', models.CharField(default='en', help_text='Its code, such as en or fr.', max_length=10, verbose_name='language')),
                    ('words', models.CharField(help_text='Capitals, accents, apostrophes and spaces make no difference; word endings do.', max_length=100, verbose_name='words')),
                ],
                options={
                    'verbose_name': 'safety phrase',
                    'verbose_name_plural': 'safety phrases',
                    'ordering': ['kind', 'language', 'words'],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'words'), name='feedback_safety_phrase_once')],
                },
            ),
            migrations.CreateModel(
                name='SavedFilter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='name')),
                    ('query', models.CharField(editable=False, max_length=2000)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_report_filters', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'saved filter',
                    'verbose_name_plural': 'saved filters',
                    'ordering': ['name'],
                    'default_permissions': [],
                    'constraints': [models.UniqueConstraint(fields=('user', 'name'), name='feedback_saved_filter_once')],
                },
            ),
            migrations.CreateModel(
                name='TopicOwner',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('assign', 'New reports are assigned to them'), ('watch', 'They watch new reports, and get an email when one is changed')], default='assign', max_length=10, verbose_name='what happens')),
                    ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='auth.group', verbose_name='group')),
                    ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.topicpage', verbose_name='topic')),
                    ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ],
                options={
                    'verbose_name': 'topic owner',
                    'verbose_name_plural': 'topic owners',
                    'ordering': ['topic', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', True), ('user__isnull', False)), models.Q(('group__isnull', False), ('role', 'watch'), ('user__isnull', True)), _connector='OR'), name='feedback_topic_owner_is_one')],
                },
            ),
            migrations.CreateModel(
                name='TopicQueueEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('urgency', models.SmallIntegerField()),
                    ('received_at', models.DateTimeField()),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_entries', to='feedback.report')),
                    ('topic', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'report in a topic’s queue',
                    'default_permissions': [],
                    'indexes': [models.Index(fields=['topic', 'urgency', 'received_at', 'report'], name='feedback_topic_queue')],
                },
            ),
            migrations.CreateModel(
                name='CorrectedReport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_resolved', models.BooleanField(default=True)),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attached_to', to='feedback.report')),
                    ('correction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attached', to='feedback.correction')),
                ],
                options={
                    'verbose_name': 'report in a correction',
                    'ordering': ['pk'],
                    'default_permissions': [],
                    'constraints': [models.UniqueConstraint(fields=('correction', 'report'), name='feedback_corrected_report_once')],
                },
            ),
            migrations.CreateModel(
                name='Correction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('note', models.TextField(blank=True, verbose_name='what to put right')),
                    ('state', models.CharField(choices=[('open', 'Open'), ('published', 'Published'), ('dropped', 'Dropped')], default='open', max_length=10, verbose_name='state')),
                    ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='opened')),
                    ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='articles.edition', verbose_name='edition')),
                    ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='wagtailcore.page', verbose_name='article')),
                    ('reports', models.ManyToManyField(related_name='corrections', through='feedback.CorrectedReport', to='feedback.report')),
                ],
                options={
                    'verbose_name': 'correction',
                    'verbose_name_plural': 'corrections',
                    'ordering': ['-pk'],
                    'default_permissions': [],
                    'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['page'], name='feedback_correction_open')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('edition__isnull', False), ('state', 'published')), models.Q(models.Q(('state', 'published'), _negated=True), ('edition', None)), _connector='OR'), name='feedback_correction_published_by_an_edition')],
                },
            ),
            migrations.CreateModel(
                name='FormerComment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('site', models.CharField(help_text='The host and path of the former site.', max_length=200)),
                    ('key', models.CharField(help_text='Its number there.', max_length=100)),
                    ('text', models.TextField(blank=True, help_text='Redacted; empty once it is a report.')),
                    ('redacted', models.JSONField(default=dict)),
                    ('written_at', models.DateTimeField(null=True)),
                    ('came_in_at', models.DateTimeField(auto_now_add=True)),
                    ('page', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
                    ('report', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='former_comment', to='feedback.report')),
                ],
                options={
                    'verbose_name': 'comment of a former site',
                    'default_permissions': [],
                    'indexes': [models.Index(condition=models.Q(('report', None)), fields=['page'], name='feedback_former_waiting')],
                    'constraints': [models.UniqueConstraint(fields=('site', 'key'), name='feedback_former_comment_once')],
                },
            ),
        ]),
    ]
