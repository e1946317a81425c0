"""How urgent a report is, and the phrases that make it so."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0018_what_works_are'),
        ('feedback', '0003_redacted'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            },
        ),
        migrations.AddField(
            model_name='report',
            name='severity',
            field=models.SmallIntegerField(choices=[(1, 'Safety: somebody may be in danger'), (2, 'High'), (3, 'Normal'), (4, 'Low')], default=3, editable=False),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(models.Case(models.When(state__in=('no_change', 'duplicate', 'spam', 'closed'), then=models.Value(9)), default=models.F('severity'), output_field=models.SmallIntegerField()), models.OrderBy(models.F('received_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='feedback_report_queue'),
        ),
        migrations.AddConstraint(
            model_name='safetyphrase',
            constraint=models.UniqueConstraint(fields=('kind', 'words'), name='feedback_safety_phrase_once'),
        ),
    ]
