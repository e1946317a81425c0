"""Safety phrases that a new site starts with. The desk changes them in the admin."""

from django.db import migrations

CRISIS = """\
suicide
suicidal
kill myself
killing myself
kill himself
kill herself
kill themselves
end my life
ending my life
end it all
take my own life
taking my own life
take my life
want to die
wanted to die
wants to die
wanting to die
wish I was dead
wish I were dead
better off dead
better off without me
no reason to live
nothing to live for
no point in living
not worth living
don’t want to live
do not want to live
don’t want to be alive
don’t want to be here any more
don’t want to wake up
can’t go on
cannot go on
can’t live like this
self-harm
self-harming
self-harmed
harm myself
harming myself
want to hurt myself
going to hurt myself
cutting myself
overdose
overdosed
overdosing
took too many
taken too many
took too much medicine
took too much medication
took too much paracetamol
taken too much medicine
taken too much medication
taken too much paracetamol
took all my tablets
took all my pills
taken all my tablets
taken all my pills
swallowed all
poisoned
crushing chest pain
can’t breathe
cannot breathe
struggling to breathe
stopped breathing
not breathing
having a heart attack
having a stroke
coughing up blood
vomiting blood
throat is closing
anaphylactic shock
severe allergic reaction
can’t feel my legs
cannot feel my legs
numb between my legs
lost control of my bladder
lost control of my bowels
"""

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

STARTER = [("crisis", words) for words in CRISIS.splitlines()] + [
    ("side_effect", words) for words in SIDE_EFFECT.splitlines()
]


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
