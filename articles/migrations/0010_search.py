"""The search index, its words, synonyms and the count of searches without results."""

from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


SQL = Path(__file__).parent / "sql"


def run_sql(name):
    """The statements of a file, and those of the one that takes them back."""
    return migrations.RunSQL(*((SQL / f"{name}{part}.sql").read_text(encoding="utf-8") for part in ("", "_reverse")))


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_reader_version'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['kind'], name='articles_edition_no_articles', condition=~models.Q(kind='article')),
        ),
        run_sql("0010_search"),
        migrations.CreateModel(
            name='FruitlessSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=60, unique=True, verbose_name='words')),
                ('times', models.PositiveIntegerField(verbose_name='times')),
                ('last_day', models.DateField(verbose_name='last searched on')),
            ],
            options={
                'verbose_name': 'search without results',
                'verbose_name_plural': 'searches without results',
                'ordering': ['-times', 'words'],
                'default_permissions': ['view'],
            },
        ),
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('terms', models.TextField(help_text='Between commas or one in a line, such as “heart attack, myocardial infarction, MI”.', max_length=1000, verbose_name='terms')),
                ('queries', models.GeneratedField(db_persist=True, expression=models.Func(models.F('terms'), function='articles_synonym_queries'), output_field=django.contrib.postgres.fields.ArrayField(base_field=django.contrib.postgres.search.SearchQueryField(), size=None))),
            ],
            options={
                'verbose_name': 'synonym',
                'verbose_name_plural': 'synonyms for searching',
                'ordering': ['terms'],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('publication', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_entry', serialize=False, to='articles.publication')),
                ('kind', models.CharField(max_length=20)),
                ('title', models.TextField()),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), help_text='Page ids; a topic lies in itself.', size=None)),
                ('body', models.TextField(help_text='All but the title, as plain text.')),
                ('title_words', django.contrib.postgres.search.SearchVectorField(help_text="The title's words as they are written.")),
                ('title_stems', django.contrib.postgres.search.SearchVectorField()),
                ('head_stems', django.contrib.postgres.search.SearchVectorField(help_text='Title, standfirst, key points and headings.')),
                ('stems', django.contrib.postgres.search.SearchVectorField(help_text='Everything, weighted: title, key points, headings, text.')),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
                'default_permissions': [],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['stems', 'head_stems', 'title_stems', 'title_words', 'topics'], name='articles_searchentry_words'), models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower('title'), 'text_pattern_ops'), name='articles_searchentry_title')],
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('stem', models.CharField(blank=True, help_text='Empty for “the” and “of”.', max_length=40)),
                ('documents', models.PositiveIntegerField(help_text='On how many pages its stem stood when they were counted.')),
            ],
            options={
                'verbose_name': 'word of the search index',
                'verbose_name_plural': 'words of the search index',
                'default_permissions': [],
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('word', 'gin_trgm_ops'), fastupdate=False, name='articles_searchword_trigrams'), models.Index(fields=['stem'], name='articles_searchword_stem')],
            },
        ),
        run_sql("0010_search_index"),
    ]
