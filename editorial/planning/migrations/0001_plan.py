"""Who is asked to sign what by when, and how long each step of a review takes."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
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
                name='Availability',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('away_from', models.DateField(blank=True, null=True, verbose_name='away from')),
                    ('away_until', models.DateField(blank=True, null=True, verbose_name='until and including')),
                    ('most_at_once', models.PositiveSmallIntegerField(default=5, help_text='The rota asks you for no more than these.', verbose_name='texts at once')),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='availability', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'availability',
                    'verbose_name_plural': 'availabilities',
                    'default_permissions': [],
                },
            ),
            migrations.CreateModel(
                name='Bundle',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=150, verbose_name='name')),
                    ('goes_out_at', models.DateTimeField(blank=True, help_text='Leave it empty to let all go out as soon as the last of them is signed.', null=True, verbose_name='not before')),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('out', 'Out'), ('called_off', 'Called off'), ('taken_back', 'Taken back')], default='waiting', editable=False, max_length=12)),
                    ('made_at', models.DateTimeField(auto_now_add=True)),
                    ('out_at', models.DateTimeField(editable=False, null=True)),
                    ('tried_at', models.DateTimeField(editable=False, null=True)),
                    ('take_back_notice', models.CharField(blank=True, editable=False, max_length=200)),
                    ('take_back_reason', models.TextField(blank=True, editable=False)),
                    ('take_back_asked_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('taken_back_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'bundle',
                    'verbose_name_plural': 'bundles',
                    'ordering': ['-pk'],
                    'default_permissions': [],
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['goes_out_at'], name='planning_bundle_waiting')],
                },
            ),
            migrations.CreateModel(
                name='BundleItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                    ('refusal', models.TextField(blank=True, editable=False)),
                    ('bundle', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='planning.bundle')),
                    ('edition', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition')),
                    ('edition_before', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page', verbose_name='page')),
                ],
                options={
                    'verbose_name': 'page of a bundle',
                    'verbose_name_plural': 'pages of bundles',
                    'ordering': ['sort_order'],
                    'abstract': False,
                    'default_permissions': [],
                    'constraints': [models.UniqueConstraint(fields=('bundle', 'page'), name='planning_bundle_page_once', violation_error_message='This page is in the bundle already.')],
                },
            ),
            migrations.CreateModel(
                name='GuidelineChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(help_text='As articles name it, such as “NG59” or “Low back pain and sciatica”.', max_length=250, verbose_name='name of the guideline')),
                    ('also_called', models.TextField(blank=True, help_text='One a line. Articles that name it so are found too.', max_length=1000, verbose_name='other names')),
                    ('address', models.CharField(blank=True, help_text='Articles that cite the work with this address are found.', max_length=500, verbose_name='DOI, PMID or web address')),
                    ('changed_on', models.DateField(verbose_name='changed on')),
                    ('what', models.TextField(help_text='Whoever reviews the articles reads this.', max_length=2000, verbose_name='what changed')),
                    ('noted_at', models.DateTimeField(auto_now_add=True)),
                    ('noted_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'change of a guideline',
                    'verbose_name_plural': 'changes of guidelines',
                    'ordering': ['-pk'],
                    'default_permissions': [],
                },
            ),
            migrations.CreateModel(
                name='OverdueNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('step', models.CharField(choices=[('notice', 'A notice stands above the text'), ('unrelated', 'It is not shown beside other articles'), ('noindex', 'Search engines are asked to forget it'), ('withdrawal', 'Editors are asked to withdraw it')], max_length=12)),
                    ('noted_at', models.DateTimeField(auto_now_add=True)),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.edition')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'step of a late review',
                    'verbose_name_plural': 'steps of late reviews',
                    'default_permissions': [],
                    'indexes': [models.Index(fields=['page', '-noted_at'], name='planning_overdue_of_page')],
                    'constraints': [models.UniqueConstraint(fields=('edition', 'step'), name='planning_overdue_once')],
                },
            ),
            migrations.CreateModel(
                name='ReviewCall',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('called_at', models.DateTimeField(auto_now_add=True)),
                    ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('called_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('change', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='planning.guidelinechange')),
                    ('moved_in', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='first_review', to='articles.edition')),
                    ('newer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='articles.newerversion')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'call for a review',
                    'verbose_name_plural': 'calls for reviews',
                    'default_permissions': [],
                    'constraints': [models.UniqueConstraint(fields=('change', 'page'), name='planning_review_call_once'), models.UniqueConstraint(fields=('newer', 'page'), name='planning_review_call_of_newer_once'), models.CheckConstraint(condition=models.Q(models.Q(('change__isnull', False), ('moved_in__isnull', True), ('newer__isnull', True)), models.Q(('change__isnull', True), ('moved_in__isnull', True), ('newer__isnull', False)), models.Q(('change__isnull', True), ('moved_in__isnull', False), ('newer__isnull', True)), _connector='OR'), name='planning_review_call_for_one_reason')],
                },
            ),
            migrations.CreateModel(
                name='ReviewRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('tier', models.CharField(blank=True, choices=[('standard', 'Standard: one medical review'), ('high', 'High: two medical reviews by different people')], default='', max_length=10, verbose_name='or every article of this risk')),
                    ('months', models.PositiveSmallIntegerField(blank=True, help_text='For the desk, where that is earlier than what readers are told.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='review again after so many months')),
                    ('owner', models.ForeignKey(blank=True, help_text='Is told 90 and 30 days before a review is due, and on the day. Without anybody, the editors are.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who sees to it')),
                    ('page', models.ForeignKey(blank=True, help_text='Of a topic, for all below it, but for what has a rule of its own.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page', verbose_name='article or topic')),
                ],
                options={
                    'verbose_name': 'rule for reviews',
                    'verbose_name_plural': 'rules for reviews',
                    'default_permissions': [],
                    'constraints': [models.UniqueConstraint(fields=('page',), name='planning_review_rule_once', violation_error_message='There is a rule for this page already.'), models.UniqueConstraint(condition=models.Q(('tier', ''), _negated=True), fields=('tier',), name='planning_review_rule_tier_once', violation_error_message='There is a rule for this risk already.'), models.CheckConstraint(condition=models.Q(('page__isnull', True), ('tier', ''), _connector='XOR'), name='planning_review_rule_of_page_or_tier')],
                },
            ),
            migrations.CreateModel(
                name='Rota',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('fact_check', 'Fact check'), ('medical_review', 'Medical review'), ('editorial', 'Editorial approval'), ('emergency', 'Emergency approval')], max_length=20, verbose_name='kind of sign-off')),
                    ('respond_days', models.PositiveSmallIntegerField(default=3, verbose_name='days to answer')),
                    ('due_days', models.PositiveSmallIntegerField(default=14, verbose_name='days to sign')),
                    ('topic', models.ForeignKey(blank=True, help_text='Of this topic and all below it. Leave it empty for the whole site.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.topicpage', verbose_name='topic')),
                ],
                options={
                    'verbose_name': 'rota',
                    'verbose_name_plural': 'rotas',
                    'constraints': [models.UniqueConstraint(fields=('topic', 'kind'), name='planning_rota_once', nulls_distinct=False, violation_error_message='There is a rota for this already.')],
                },
            ),
            migrations.CreateModel(
                name='Step',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('fact_check', 'Fact check'), ('medical_review', 'Medical review'), ('editorial', 'Editorial approval'), ('emergency', 'Emergency approval')], max_length=20)),
                    ('began_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('outcome', models.CharField(blank=True, choices=[('signed', 'signed'), ('sent_back', 'sent back for changes'), ('taken_back', 'taken back')], max_length=20)),
                    ('due', models.DateField(blank=True, null=True, verbose_name='to be signed by')),
                    ('is_urgent', models.BooleanField(default=False, verbose_name='urgent')),
                    ('able', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
                    ('task_state', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.taskstate')),
                ],
                options={
                    'verbose_name': 'step of a review',
                    'verbose_name_plural': 'steps of reviews',
                    'default_permissions': [],
                    'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['page'], name='planning_step_open'), models.Index(fields=['-ended_at'], name='planning_step_ended')],
                },
            ),
            migrations.CreateModel(
                name='Assignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('fact_check', 'Fact check'), ('medical_review', 'Medical review'), ('editorial', 'Editorial approval'), ('emergency', 'Emergency approval')], max_length=20, verbose_name='kind of sign-off')),
                    ('asked_at', models.DateTimeField(auto_now_add=True)),
                    ('respond_by', models.DateField(blank=True, null=True, verbose_name='answer wanted by')),
                    ('due', models.DateField(blank=True, null=True, verbose_name='to be signed by')),
                    ('is_urgent', models.BooleanField(default=False, verbose_name='urgent')),
                    ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                    ('answer', models.CharField(blank=True, choices=[('', 'asked'), ('accepted', 'accepted'), ('declined', 'declined'), ('handed_over', 'handed over'), ('withdrawn', 'withdrawn'), ('lapsed', 'did not answer in time'), ('done', 'signed')], default='', max_length=20)),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='wagtailcore.page')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to=settings.AUTH_USER_MODEL, verbose_name='who is asked')),
                    ('suggested', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who could do it instead')),
                ],
                options={
                    'verbose_name': 'assignment',
                    'verbose_name_plural': 'assignments',
                    'default_permissions': [],
                    'indexes': [models.Index(condition=models.Q(('answer__in', ['', 'accepted'])), fields=['person'], name='planning_assignment_open'), models.Index(fields=['person', '-asked_at'], name='planning_assignment_last')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('answer__in', ['', 'accepted'])), fields=('page', 'kind', 'person'), name='planning_assignment_open_once')],
                },
            ),
        ]),
    ]
