import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table is there: Django made it for the field, and gets a model for it."""

    dependencies = [
        ('articles', '0004_index_archived'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='SpecialtyOfTopic',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('specialty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.specialty')),
                        ('topicpage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.topicpage')),
                    ],
                    options={
                        'db_table': 'articles_specialty_topics',
                        'default_permissions': (),
                        'unique_together': {('specialty', 'topicpage')},
                    },
                ),
                migrations.AlterField(
                    model_name='specialty',
                    name='topics',
                    field=models.ManyToManyField(related_name='specialties', through='articles.SpecialtyOfTopic', to='articles.topicpage'),
                ),
            ],
        ),
    ]
