"""The phrases that a new site looks for in reports. The desk changes them in the admin.

They also serve when the database is away from the start.
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

STARTER = [("side_effect", words) for words in SIDE_EFFECT.splitlines()]
