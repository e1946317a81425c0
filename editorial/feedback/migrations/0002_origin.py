"""Where a report comes from."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='origin',
            field=models.CharField(choices=[('reader', 'A reader'), ('watch', 'The watch on sources')], default='reader', editable=False, max_length=10, verbose_name='from'),
        ),
    ]
