"""A first list of sites whose pages may be cited; the desk changes it as it sees fit."""

from django.db import migrations

SITES = {
    "nice.org.uk": "National Institute for Health and Care Excellence, England",
    "sign.ac.uk": "Scottish Intercollegiate Guidelines Network",
    "nhs.uk": "National Health Service, England",
    "nhsinform.scot": "National Health Service, Scotland",
    "gov.uk": "British government, with the medicines regulator",
    "who.int": "World Health Organization",
    "ema.europa.eu": "European Medicines Agency",
    "cdc.gov": "Centers for Disease Control and Prevention, United States",
    "fda.gov": "Food and Drug Administration, United States",
    "nih.gov": "National Institutes of Health, United States",
    "cochranelibrary.com": "Cochrane reviews",
}


def add_sites(apps, schema_editor):
    allowed = apps.get_model("articles", "AllowedSource")
    allowed.objects.bulk_create(
        [allowed(host=host, note=note) for host, note in SITES.items()], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_sources_and_links")]

    operations = [migrations.RunPython(add_sites, migrations.RunPython.noop)]
