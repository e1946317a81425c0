"""What came in from other systems, how far each run came, and what became of batches that go out unreviewed."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from articles.sql.together import Together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('articles', '__first__'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together([
            migrations.CreateModel(
                name='MovingIn',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file_digest', models.CharField(max_length=64)),
                    ('options', models.CharField(blank=True, max_length=100)),
                    ('done', models.PositiveBigIntegerField(default=0, help_text='How many items of the file are done.')),
                    ('begun_at', models.DateTimeField(auto_now_add=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'verbose_name': 'run of moving in',
                    'default_permissions': [],
                },
            ),
            migrations.CreateModel(
                name='LegacyRun',
                fields=[
                    ('batch', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='run', serialize=False, to='articles.legacybatch')),
                    ('left_out', models.JSONField(default=list, help_text='What came in with it and needs a hand first: page, title, and why.')),
                    ('turned_down_at', models.DateTimeField(null=True)),
                    ('begun_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('refused', models.JSONField(default=dict, help_text='Why a text did not go out, by the number of its page.')),
                    ('turned_down_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'run of a batch of imported texts',
                    'default_permissions': [],
                },
            ),
            migrations.CreateModel(
                name='SentExport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(help_text='What its file was called.', max_length=200)),
                    ('size', models.PositiveBigIntegerField()),
                    ('fetch', models.BooleanField(default=False, verbose_name='fetch pictures from the former site')),
                    ('as_articles', models.BooleanField(default=False, verbose_name='pages are about health, as posts are')),
                    ('comments', models.BooleanField(default=False, help_text='For the desk alone, without who wrote them; they wait until their page has an edition.', verbose_name='bring comments in, as closed reports')),
                    ('dry_run', models.BooleanField(default=False, verbose_name='only say what would come in')),
                    ('state', models.CharField(choices=[('waiting', 'waits for a worker'), ('running', 'is moving in'), ('done', 'has moved in'), ('cancelled', 'was stopped'), ('failed', 'could not move in')], default='waiting', max_length=10)),
                    ('is_stopping', models.BooleanField(default=False)),
                    ('done', models.PositiveBigIntegerField(default=0)),
                    ('total', models.PositiveBigIntegerField(default=0)),
                    ('doing', models.CharField(blank=True, max_length=50)),
                    ('told', models.JSONField(default=list, help_text='The summary, line by line, or why it could not move in.')),
                    ('sent_at', models.DateTimeField(auto_now_add=True)),
                    ('heard_of_at', models.DateTimeField(default=django.utils.timezone.now, help_text='When its worker last said how far it is.')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'export that was sent',
                    'permissions': [('move_in', 'Can move another site in')],
                    'default_permissions': [],
                },
            ),
            migrations.CreateModel(
                name='MovedInThing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('site', models.CharField(help_text='The host and path of the former site.', max_length=200)),
                    ('kind', models.CharField(choices=[('item', 'post or page'), ('term', 'category or tag'), ('author', 'author'), ('picture', 'picture')], max_length=10)),
                    ('key', models.CharField(help_text="Its number there, its slug, or a picture's address.", max_length=500)),
                    ('stage', models.CharField(choices=[('placed', 'has a page, and no text yet'), ('came_in', 'came in')], default='came_in', max_length=10)),
                    ('digest', models.CharField(blank=True, help_text='Of what the former site said when it came in.', max_length=64)),
                    ('revision', models.BigIntegerField(help_text="The draft that it became; a later one is a person's.", null=True)),
                    ('facts', models.JSONField(default=dict, help_text='Dates, status and claims there, and what still needs a hand here.')),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                    ('image', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.siteimage')),
                    ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'thing that was moved in',
                    'verbose_name_plural': 'things that were moved in',
                    'default_permissions': [],
                    'constraints': [models.UniqueConstraint(fields=('site', 'kind', 'key'), name='exchange_movedinthing_once')],
                },
            ),
        ]),
    ]
