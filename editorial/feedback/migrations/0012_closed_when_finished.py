"""A report that is finished says since when: its text is erased by that day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0011_times_of_old_reports")]

    operations = [
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ('no_change', 'duplicate', 'spam', 'closed'))), models.Q(models.Q(('state__in', ('no_change', 'duplicate', 'spam', 'closed')), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='feedback_report_closed_when_finished'),
        ),
    ]
