"""Safety phrases to start with. The desk changes them in the admin."""

from django.db import migrations

from editorial.feedback.starter_phrases import STARTER


def add(apps, schema_editor):
    phrase = apps.get_model("feedback", "SafetyPhrase")
    phrase.objects.bulk_create(phrase(kind=kind, words=words) for kind, words in STARTER)


def remove(apps, schema_editor):
    phrases = apps.get_model("feedback", "SafetyPhrase").objects
    for kind, words in STARTER:
        phrases.filter(kind=kind, words=words).delete()


class Migration(migrations.Migration):
    dependencies = [("feedback", "0004_severity")]

    operations = [migrations.RunPython(add, remove)]
