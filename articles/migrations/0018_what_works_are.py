"""What the works of the library are, and who says so."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0017_library'),
    ]

    operations = [
        migrations.AddField(
            model_name='reference',
            name='csl',
            field=models.JSONField(default=dict, editable=False, verbose_name='CSL-JSON'),
        ),
        migrations.AddField(
            model_name='reference',
            name='fetched_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='described on'),
        ),
        migrations.AddField(
            model_name='reference',
            name='is_preprint',
            field=models.BooleanField(default=False, verbose_name='a preprint, not peer reviewed'),
        ),
        migrations.AddField(
            model_name='reference',
            name='kind',
            field=models.CharField(blank=True, choices=[('article', 'journal article'), ('preprint', 'preprint'), ('guideline', 'guideline'), ('book', 'book'), ('chapter', 'chapter of a book'), ('report', 'report'), ('web page', 'web page'), ('other', 'other')], max_length=20, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='reference',
            name='source',
            field=models.CharField(choices=[('crossref', 'Crossref'), ('pubmed', 'PubMed'), ('europepmc', 'Europe PMC'), ('file', 'imported file'), ('manual', 'typed in')], default='manual', max_length=12, verbose_name='described by'),
        ),
        migrations.AddField(
            model_name='reference',
            name='study_type',
            field=models.CharField(blank=True, choices=[('guideline', 'Guideline'), ('systematic review', 'Systematic review'), ('randomised trial', 'Randomised trial'), ('clinical trial', 'Clinical trial'), ('observational study', 'Observational study'), ('review', 'Review'), ('case report', 'Case report'), ('opinion', 'Editorial or comment'), ('', 'Not known')], max_length=30, verbose_name='kind of study'),
        ),
    ]
