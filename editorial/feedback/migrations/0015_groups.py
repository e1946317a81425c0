"""Standing behind another report is part of the history."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0014_queue_triggers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='reportchange',
            name='field',
            field=models.CharField(choices=[('state', 'State'), ('severity', 'Severity'), ('assignee', 'Assigned to'), ('tags', 'Tags'), ('duplicate_of', 'Duplicate of'), ('behind', 'Stands behind')], max_length=20),
        ),
    ]
