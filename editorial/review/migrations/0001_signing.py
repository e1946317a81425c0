"""Steps of the workflow, verdicts on claims, proposals; and Wagtail’s own examples go."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from articles.sql.together import Together


def remove_examples(apps, schema_editor):
    """Wagtail brings groups, one of which publishes, a workflow and a welcome page: none belongs here."""
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"], user__isnull=True).delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore", "Site").objects.filter(root_page__slug="home", root_page__depth=2).delete()
    page = apps.get_model("wagtailcore", "Page")
    if page.objects.filter(depth=2, slug="home", content_type__model="page").delete()[0]:
        page.objects.filter(depth=1).update(numchild=page.objects.filter(depth=2).count())


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('articles', '0002_rules'),
        ('wagtailadmin', '0001_create_admin_access_permissions'),
        ('wagtailimages', '0001_squashed_0021'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together([
            migrations.CreateModel(
                name='SignOffTask',
                fields=[
                    ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                    ('kind', models.CharField(choices=[('fact_check', 'Fact check'), ('medical_review', 'Medical review'), ('editorial', 'Editorial approval'), ('emergency', 'Emergency approval')], max_length=20)),
                ],
                options={
                    'verbose_name': 'sign-off task',
                },
                bases=('wagtailcore.task',),
            ),
            migrations.CreateModel(
                name='ReviewState',
                fields=[
                ],
                options={
                    'proxy': True,
                    'default_permissions': [],
                    'indexes': [],
                    'constraints': [],
                },
                bases=('wagtailcore.workflowstate',),
            ),
            migrations.CreateModel(
                name='ReviewTaskState',
                fields=[
                ],
                options={
                    'proxy': True,
                    'default_permissions': [],
                    'indexes': [],
                    'constraints': [],
                },
                bases=('wagtailcore.taskstate',),
            ),
            migrations.CreateModel(
                name='AuthorityProposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('account_linked', 'An account was linked to a person'), ('account_unlinked', 'An account was taken from a person'), ('credential_issued', 'A credential was added'), ('credential_looked_up', 'A credential was looked up again'), ('credential_revoked', 'A credential was revoked'), ('specialties_asked', 'The specialties that a topic asks for were set'), ('key_added', 'A passkey was added as a signing key'), ('key_revoked', 'A signing key was revoked'), ('signing_rule_set', 'Whether a password is enough to sign was set')], max_length=30)),
                    ('details', models.JSONField(default=dict)),
                    ('reason', models.TextField()),
                    ('asked_at', models.DateTimeField(auto_now_add=True)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('credential', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.credential')),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('event', models.OneToOneField(help_text='Empty when it was turned down.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.authorityevent')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.personpage')),
                    ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.topicpage')),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'proposal about who may sign',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Remark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(help_text='Of the text that they read.', max_length=64)),
                    ('section', models.CharField(blank=True, help_text='Its address on the page.', max_length=80)),
                    ('quote', models.TextField(blank=True, verbose_name='the passage')),
                    ('comment', models.TextField(blank=True, verbose_name='what you say about it')),
                    ('suggestion', models.TextField(blank=True, verbose_name='other words for the passage')),
                    ('is_blocking', models.BooleanField(default=False, verbose_name='to be settled before anybody signs')),
                    ('made_at', models.DateTimeField(auto_now_add=True)),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('was_taken', models.BooleanField(default=False, help_text='Its words stand in the text.')),
                    ('answer_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='review.remark')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='wagtailcore.page')),
                    ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'remark',
                    'verbose_name_plural': 'remarks',
                    'ordering': ['pk'],
                    'default_permissions': (),
                    'indexes': [models.Index(condition=models.Q(('answer_to', None), ('settled_at', None)), fields=['page'], name='review_open_remarks')],
                },
            ),
            migrations.CreateModel(
                name='Mention',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seen_at', models.DateTimeField(null=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('remark', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='review.remark')),
                ],
                options={
                    'verbose_name': 'mention',
                    'verbose_name_plural': 'mentions',
                    'default_permissions': (),
                    'indexes': [models.Index(condition=models.Q(('seen_at', None)), fields=['person'], name='review_unseen_mentions')],
                    'constraints': [models.UniqueConstraint(fields=('remark', 'person'), name='review_mentioned_once')],
                },
            ),
            migrations.CreateModel(
                name='StatusProposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('status', models.CharField(choices=[('published', 'Published'), ('under_review', 'Under review notice'), ('withdrawn', 'Withdrawn'), ('retracted', 'Retracted'), ('archived', 'Archived')], max_length=20)),
                    ('notice', models.CharField(blank=True, max_length=500)),
                    ('reason', models.TextField()),
                    ('proposed_at', models.DateTimeField(auto_now_add=True)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('accepted', models.BooleanField(null=True)),
                    ('takes_effect_at', models.DateTimeField(help_text='What two editors agreed on waits for this time.', null=True)),
                    ('settled_at', models.DateTimeField(help_text='When it took effect, or was called off.', null=True)),
                    ('called_off_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('edition', models.ForeignKey(help_text='The one to give back.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='status_proposals', to='wagtailcore.page')),
                    ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': "proposal about a page's status",
                    'indexes': [models.Index(condition=models.Q(('settled_at__isnull', True), ('takes_effect_at__isnull', False)), fields=['takes_effect_at'], name='review_planned_proposals')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('page',), name='review_one_open_proposal')],
                },
            ),
            migrations.CreateModel(
                name='ChangeRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('fact_check', 'Fact check'), ('medical_review', 'Medical review'), ('editorial', 'Editorial approval'), ('emergency', 'Emergency approval')], max_length=20)),
                    ('digest', models.CharField(help_text='Of the text that was not signed.', max_length=64)),
                    ('comment', models.TextField()),
                    ('asked_at', models.DateTimeField(auto_now_add=True)),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='change_requests', to='wagtailcore.page')),
                    ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'request for a change',
                    'default_permissions': (),
                    'indexes': [models.Index(condition=models.Q(('settled_at', None)), fields=['page'], name='review_open_requests')],
                },
            ),
            migrations.CreateModel(
                name='ExpertInvitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('fact_check', 'Fact check'), ('medical_review', 'Medical review'), ('editorial', 'Editorial approval'), ('emergency', 'Emergency approval')], max_length=20, verbose_name='kind of sign-off')),
                    ('invited_at', models.DateTimeField(auto_now_add=True)),
                    ('note', models.TextField(blank=True, max_length=1000, verbose_name='what they should know')),
                    ('due', models.DateField(blank=True, null=True, verbose_name='to be signed by')),
                    ('last_day', models.DateField(verbose_name='invited until')),
                    ('link_sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('link_used_at', models.DateTimeField(null=True)),
                    ('accepted_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('ending', models.CharField(blank=True, choices=[('signed', 'signed'), ('declined', 'declined'), ('called_off', 'called off'), ('over', 'its last day is past')], max_length=20)),
                    ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                    ('suggestion', models.CharField(blank=True, max_length=300, verbose_name='who could do it instead')),
                    ('expert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expert_invitations', to=settings.AUTH_USER_MODEL)),
                    ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expert_invitations', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'invitation of an outside expert',
                    'verbose_name_plural': 'invitations of outside experts',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('page', 'expert'), name='review_one_open_invitation')],
                },
            ),
        ]),
        migrations.RunPython(remove_examples, migrations.RunPython.noop),
    ]
