"""Safety phrases that a new site starts with. The desk changes them in the admin."""

from django.db import migrations

SIDE_EFFECT = """\
side effect
side effects
adverse effect
adverse effects
adverse event
adverse reaction
adverse reactions
allergic reaction
bad reaction
reaction to the medicine
reaction to the tablets
reaction to the vaccine
reaction to the injection
made me ill
made me sick
made me feel ill
made me feel sick
made me feel worse
made me dizzy
gave me a rash
came out in a rash
withdrawal symptoms
after the vaccine
after my vaccine
since the vaccine
after the jab
after my jab
since the jab
"""

STARTER = [("side_effect", words) for words in SIDE_EFFECT.splitlines()]


def add(apps, schema_editor):
    phrase = apps.get_model("feedback", "SafetyPhrase")
    phrase.objects.bulk_create(phrase(kind=kind, words=words) for kind, words in STARTER)


def remove(apps, schema_editor):
    phrases = apps.get_model("feedback", "SafetyPhrase").objects
    for kind, words in STARTER:
        phrases.filter(kind=kind, words=words).delete()


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_rules")]

    operations = [migrations.RunPython(add, remove)]
