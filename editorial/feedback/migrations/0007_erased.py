"""When what a reader wrote was erased; such a report is still one with details."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0018_what_works_are'),
        ('feedback', '0006_passages'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='report',
            name='feedback_report_to_triage',
        ),
        migrations.AddField(
            model_name='report',
            name='erased_at',
            field=models.DateTimeField(editable=False, help_text='When what the reader wrote was erased.', null=True),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('state', 'new'), models.Q(('comment', ''), ('erased_at', None), ('reason', ''), _negated=True)), fields=['-received_at'], name='feedback_report_to_triage'),
        ),
    ]
