"""Taking reports away as a file has a permission of its own."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0022_for_the_dashboard'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='report',
            options={'default_permissions': ['view', 'change'], 'ordering': ['-received_at', '-pk'], 'permissions': [('export_report', 'Can export readers’ reports')], 'verbose_name': 'report', 'verbose_name_plural': 'readers’ reports'},
        ),
    ]
