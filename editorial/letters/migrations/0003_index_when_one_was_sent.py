from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0002_say_what_cannot_wait'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('state', 'sent')), fields=['ended_at'], name='letters_last_sent'),
        ),
    ]
