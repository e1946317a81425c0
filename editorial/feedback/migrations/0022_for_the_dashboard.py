"""Indexes of what the dashboard shows of the present: the oldest safety report, and what is open."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0024_nameless_works'),
        ('feedback', '0021_rollups'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('severity', 1), ('state', 'new')), fields=['received_at'], name='feedback_report_safety'),
        ),
        migrations.AddIndex(
            model_name='rollup',
            index=models.Index(condition=models.Q(('open__gt', 0)), fields=['day'], name='feedback_rollup_open'),
        ),
    ]
