"""The outbox: letters, and how people want to get them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from articles.sql.together import Together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('post_office', '0014_alter_email_recipient_delivery_status_and_more'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together([
            migrations.CreateModel(
                name='Letter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('security', 'What happened to your account, or in your name'), ('credentials', 'A credential expires'), ('asked', 'You are asked to sign a text'), ('changes', 'Changes are asked for in a text of yours'), ('named', 'Somebody names you in a remark'), ('reviews', 'A page that you see to is to be reviewed again'), ('decisions', 'A decision of an editor is wanted'), ('published', 'What readers get was scheduled or changed'), ('sources', 'A cited work was retracted or is doubted'), ('safety', 'A reader may be in danger, or a cited work was retracted'), ('copies', 'A syndicator does not answer a recall of a text that it shows'), ('readers', 'What came of a report, to the reader who asked to be told'), ('reports', 'A reader sent a report, or one that you watch was changed'), ('figures', 'The week’s reports of readers, in numbers'), ('digest', 'The weekly digest: what waits for you, and what was published')], max_length=20, verbose_name='about')),
                    ('occasion', models.CharField(max_length=200)),
                    ('address', models.EmailField(max_length=254)),
                    ('subject', models.CharField(max_length=255)),
                    ('link', models.CharField(blank=True, max_length=500)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('refused', 'Refused'), ('for_digest', 'For the weekly digest'), ('in_digest', 'Told in a digest')], default='waiting', max_length=12)),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                    ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='sent or given up')),
                    ('why', models.CharField(blank=True, max_length=500, verbose_name='what the mail server said')),
                    ('has_secret', models.BooleanField(default=False)),
                    ('email', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='post_office.email')),
                    ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page')),
                    ('recipient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'letter',
                    'verbose_name_plural': 'letters',
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['-written_at'], name='letters_newest_first'), models.Index(condition=models.Q(('state', 'waiting')), fields=['next_try_at'], name='letters_waiting'), models.Index(condition=models.Q(('state', 'for_digest')), fields=['recipient'], name='letters_for_digest')],
                    'constraints': [models.UniqueConstraint(fields=('occasion', 'recipient'), name='letters_one_to_an_account'), models.UniqueConstraint(condition=models.Q(('recipient', None)), fields=('occasion', 'address'), name='letters_one_to_an_address')],
                },
            ),
            migrations.CreateModel(
                name='LetterChoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('security', 'What happened to your account, or in your name'), ('credentials', 'A credential expires'), ('asked', 'You are asked to sign a text'), ('changes', 'Changes are asked for in a text of yours'), ('named', 'Somebody names you in a remark'), ('reviews', 'A page that you see to is to be reviewed again'), ('decisions', 'A decision of an editor is wanted'), ('published', 'What readers get was scheduled or changed'), ('sources', 'A cited work was retracted or is doubted'), ('safety', 'A reader may be in danger, or a cited work was retracted'), ('copies', 'A syndicator does not answer a recall of a text that it shows'), ('readers', 'What came of a report, to the reader who asked to be told'), ('reports', 'A reader sent a report, or one that you watch was changed'), ('figures', 'The week’s reports of readers, in numbers'), ('digest', 'The weekly digest: what waits for you, and what was published')], max_length=20)),
                    ('when', models.CharField(choices=[('at_once', 'As a letter of its own'), ('weekly', 'In the weekly digest'), ('never', 'Not at all')], max_length=10)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letter_choices', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('user', 'kind'), name='letters_one_choice_of_a_kind')],
                },
            ),
        ]),
    ]
