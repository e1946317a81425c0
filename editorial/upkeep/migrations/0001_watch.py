"""The watch on what pages cite: Retraction Watch’s list, what the world says, whether addresses lead somewhere."""

import articles.record.triggers
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from articles.sql.together import Together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('articles', '0001_tables'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together([
            migrations.CreateModel(
                name='ListedGuideline',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=20, unique=True)),
                    ('title', models.TextField(blank=True)),
                    ('replaced_by', models.CharField(blank=True, max_length=250)),
                    ('is_gone', models.BooleanField(default=False)),
                    ('changed_on', models.DateField(null=True)),
                    ('loaded_at', models.DateTimeField()),
                ],
                options={
                    'verbose_name': 'listed guideline',
                    'verbose_name_plural': 'listed guidelines',
                    'default_permissions': [],
                },
            ),
            migrations.CreateModel(
                name='RetractionList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('of', models.DateField(verbose_name='list of')),
                    ('rows', models.PositiveIntegerField(verbose_name='rows')),
                    ('used', models.PositiveIntegerField(verbose_name='notices')),
                    ('is_whole', models.BooleanField(verbose_name='the whole list')),
                    ('on_somebodys_word', models.BooleanField(default=False)),
                    ('loaded_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'verbose_name': 'loaded list of Retraction Watch',
                    'verbose_name_plural': 'loaded lists of Retraction Watch',
                    'ordering': ['-pk'],
                    'default_permissions': [],
                },
            ),
            migrations.CreateModel(
                name='ComparedText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_draft', models.BooleanField()),
                    ('text', models.TextField()),
                    ('read_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
                    ('revision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision')),
                ],
                options={
                    'verbose_name': 'text that drafts are compared with',
                    'default_permissions': [],
                    'constraints': [models.UniqueConstraint(fields=('page', 'is_draft'), name='upkeep_compared_text_once'), models.CheckConstraint(condition=models.Q(('is_draft', True), ('edition__isnull', False), _connector='OR'), name='upkeep_compared_text_of_edition')],
                },
            ),
            migrations.CreateModel(
                name='Finding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=64)),
                    ('shared', models.PositiveIntegerField(verbose_name='shared words')),
                    ('ours', models.JSONField(help_text='Pieces of our text: the words, and whether they are shared.')),
                    ('theirs', models.JSONField()),
                    ('source_edition', models.PositiveIntegerField(help_text='Its number; empty for a draft.', null=True)),
                    ('source_title', models.TextField(help_text='As it was called then.')),
                    ('source_url', models.CharField(blank=True, max_length=2000)),
                    ('also', models.PositiveIntegerField(default=0, help_text='In how many other texts the same words stand.')),
                    ('found_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('gone_at', models.DateTimeField(help_text='When a check did not find it any more.', null=True)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='originality_findings', to='wagtailcore.page')),
                    ('reference', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.reference')),
                    ('source_page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'passage that stands elsewhere',
                    'verbose_name_plural': 'passages that stand elsewhere',
                    'default_permissions': [],
                    'constraints': [models.UniqueConstraint(fields=('page', 'key'), name='upkeep_finding_once')],
                },
            ),
            migrations.CreateModel(
                name='FindingVerdict',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('verdict', models.CharField(choices=[('ordinary', 'Ordinary wording: anybody would say it so'), ('permitted', 'May be used: quoted, our own, or with permission'), ('rewrite', 'Has to be written anew')], max_length=12)),
                    ('reason', models.TextField(verbose_name='reason')),
                    ('given_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='upkeep.finding')),
                    ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'verdict on a passage',
                    'verbose_name_plural': 'verdicts on passages',
                    'ordering': ['pk'],
                    'default_permissions': [],
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='upkeep_verdict_has_reason')],
                },
            ),
            migrations.CreateModel(
                name='Fingerprint',
                fields=[
                    ('pk', models.CompositePrimaryKey('hash', 'text_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('hash', models.BigIntegerField()),
                    ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fingerprints', to='upkeep.comparedtext')),
                ],
                options={
                    'verbose_name': 'fingerprint',
                    'default_permissions': [],
                },
            ),
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
                name='OriginalityCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64)),
                    ('texts', models.PositiveIntegerField(help_text='How many texts of other pages there were.')),
                    ('abstracts', models.PositiveIntegerField(help_text='How many of its references have an abstract here.')),
                    ('service', models.CharField(blank=True, help_text='Which service outside was asked, if any.', max_length=80)),
                    ('service_answered', models.BooleanField(default=False)),
                    ('checked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='originality_checks', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'check of originality',
                    'verbose_name_plural': 'checks of originality',
                    'default_permissions': [],
                    'constraints': [models.UniqueConstraint(fields=('page', 'digest'), name='upkeep_originality_check_once')],
                },
            ),
            migrations.CreateModel(
                name='RetractionNotice',
                fields=[
                    ('record_id', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                    ('status', models.CharField(choices=[('retracted', 'Retracted'), ('withdrawn', 'Withdrawn'), ('removed', 'Removed'), ('concern', 'Expression of concern'), ('removed for now', 'Temporarily removed'), ('corrected', 'Corrected'), ('clear', 'No notice found'), ('could not check', 'Could not be checked')], max_length=16)),
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
                name='SourceAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(choices=[('crossref', 'Crossref'), ('pubmed', 'PubMed'), ('europepmc', 'Europe PMC')], max_length=12)),
                    ('status', models.CharField(choices=[('retracted', 'Retracted'), ('withdrawn', 'Withdrawn'), ('removed', 'Removed'), ('concern', 'Expression of concern'), ('removed for now', 'Temporarily removed'), ('corrected', 'Corrected'), ('clear', 'No notice found'), ('could not check', 'Could not be checked')], default='could not check', max_length=16)),
                    ('status_on', models.DateField(null=True)),
                    ('notices', models.JSONField(default=list)),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('asked_at', models.DateTimeField()),
                    ('failure', models.TextField(blank=True)),
                    ('reference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='source_answers', to='articles.reference')),
                ],
                options={
                    'verbose_name': 'answer about a reference',
                    'verbose_name_plural': 'answers about references',
                    'ordering': ['source'],
                    'default_permissions': [],
                    'constraints': [models.UniqueConstraint(fields=('reference', 'source'), name='upkeep_one_answer_of_a_source')],
                },
            ),
            migrations.CreateModel(
                name='WorldCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('before', models.CharField(choices=[('retracted', 'Retracted'), ('withdrawn', 'Withdrawn'), ('removed', 'Removed'), ('concern', 'Expression of concern'), ('removed for now', 'Temporarily removed'), ('corrected', 'Corrected'), ('clear', 'No notice found'), ('could not check', 'Could not be checked')], max_length=16)),
                    ('status', models.CharField(choices=[('retracted', 'Retracted'), ('withdrawn', 'Withdrawn'), ('removed', 'Removed'), ('concern', 'Expression of concern'), ('removed for now', 'Temporarily removed'), ('corrected', 'Corrected'), ('clear', 'No notice found'), ('could not check', 'Could not be checked')], max_length=16)),
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
        ]),
        pgtrigger.migrations.AddTrigger(
            model_name='findingverdict',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='229f59af46b9367449d98865f6fcda681d9cada7', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='upkeep_findingverdict', when='BEFORE')),
        ),
    ]
