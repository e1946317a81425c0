"""Texts in several languages: which edition a translation says the same as."""

import django.db.models.fields.json
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0015_a_to_z'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.AddField(
            model_name='articlepage',
            name='translates_edition',
            field=models.PositiveIntegerField(blank=True, help_text='Only for a translation: which edition of the original it says the same as. Readers are told when the original is corrected later.', null=True, verbose_name='number of the edition that this translates'),
        ),
        migrations.AddField(
            model_name='edition',
            name='language',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTextTransform('language', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.CharField(max_length=20)), output_field=models.CharField(max_length=20)),
        ),
        migrations.AddField(
            model_name='edition',
            name='translates_page',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTextTransform('page', django.db.models.fields.json.KeyTransform('translates', django.db.models.functions.comparison.Cast('document', models.JSONField()))), models.IntegerField()), output_field=models.IntegerField()),
        ),
        migrations.AddField(
            model_name='homepage',
            name='translates_edition',
            field=models.PositiveIntegerField(blank=True, help_text='Only for a translation: which edition of the original it says the same as. Readers are told when the original is corrected later.', null=True, verbose_name='number of the edition that this translates'),
        ),
        migrations.AddField(
            model_name='personpage',
            name='translates_edition',
            field=models.PositiveIntegerField(blank=True, help_text='Only for a translation: which edition of the original it says the same as. Readers are told when the original is corrected later.', null=True, verbose_name='number of the edition that this translates'),
        ),
        migrations.AddField(
            model_name='policypage',
            name='translates_edition',
            field=models.PositiveIntegerField(blank=True, help_text='Only for a translation: which edition of the original it says the same as. Readers are told when the original is corrected later.', null=True, verbose_name='number of the edition that this translates'),
        ),
        migrations.AddField(
            model_name='topicpage',
            name='translates_edition',
            field=models.PositiveIntegerField(blank=True, help_text='Only for a translation: which edition of the original it says the same as. Readers are told when the original is corrected later.', null=True, verbose_name='number of the edition that this translates'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('translates_page__isnull', False)), fields=['translates_page'], name='articles_edition_translations'),
        ),
    ]
