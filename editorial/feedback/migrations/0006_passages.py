"""Which words a report is about, reasons for a yes, and how long a mail address is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0005_starter_phrases'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='email_expires_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='report',
            name='passage',
            field=models.CharField(blank=True, help_text='Words quoted from the edition.', max_length=1000),
        ),
        migrations.AddField(
            model_name='report',
            name='passage_start',
            field=models.PositiveIntegerField(editable=False, help_text='Where they begin in the section’s text, in characters.', null=True),
        ),
        migrations.AlterField(
            model_name='report',
            name='reason',
            field=models.CharField(blank=True, choices=[('not_accurate', 'It is not accurate'), ('not_up_to_date', 'It is not up to date'), ('questionable', 'It is questionable or could harm somebody'), ('hard_to_understand', 'It is hard to understand'), ('something_missing', 'Something is missing'), ('answered', 'It answered my question'), ('easy', 'It was easy to understand'), ('sources', 'I could see what it is based on'), ('helped_decide', 'It helped me to decide what to do'), ('other', 'Something else')], max_length=20),
        ),
    ]
