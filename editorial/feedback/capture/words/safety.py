"""What in a report cannot wait: signs of somebody in danger, and of somebody whom a treatment harmed."""

import re
import time
import unicodedata
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..statement_timeout import statement_timeout
from .danger.recognition import Danger, danger_in
from .starter_phrases import STARTER

#: A shorter phrase would be found where nobody meant it.
LEAST_LETTERS = 5
#: For so many seconds a process goes by what it last read of the desk's phrases.
FRESH = 60
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´＇")


class SafetyPhrase(models.Model):
    """Words that change what we do with a report. All are looked for in every report, whatever its language.

    Of somebody in danger most is recognised without them (`danger`); the desk adds what it has learnt.
    """

    class Kind(models.TextChoices):
        CRISIS = "crisis", _("Crisis: the reader is told at once whom to call")
        SIDE_EFFECT = "side_effect", _("Side effect: the reader is told where to report it")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=10, default="en", help_text=_("Its code, such as en or fr."))
    words = models.CharField(
        _("words"),
        max_length=100,
        help_text=_("Capitals, accents, apostrophes and spaces make no difference; word endings do."),
    )

    class Meta:
        verbose_name = _("safety phrase")
        verbose_name_plural = _("safety phrases")
        ordering = ["kind", "language", "words"]
        constraints = [models.UniqueConstraint(fields=["kind", "words"], name="feedback_safety_phrase_once")]

    def __str__(self):
        return self.words

    def clean(self):
        super().clean()
        if len(Letters(self.words)) < LEAST_LETTERS:
            raise ValidationError({"words": _("Write at least %d letters.") % LEAST_LETTERS})


class Letters:
    """A text as it is compared: letters and figures only, and where its words begin and end."""

    def __init__(self, text):
        folded = unicodedata.normalize("NFKD", text).casefold().translate(_APOSTROPHES)
        plain = "".join(character for character in folded if not unicodedata.combining(character))
        self.starts, self.ends, words, length = set(), set(), re.findall(r"[^\W_]+", plain), 0
        for word in words:
            self.starts.add(length)
            length += len(word)
            self.ends.add(length)
        self.letters = "".join(words)

    def __len__(self):
        return len(self.letters)

    def __contains__(self, phrase):
        """Whether the phrase stands here in whole words, however they are put together: “kill my self”."""
        start = self.letters.find(phrase.letters)
        while start >= 0:
            if start in self.starts and start + len(phrase) in self.ends:
                return True
            start = self.letters.find(phrase.letters, start + 1)
        return False


def kinds_in(text, phrases=None):
    """The kinds of phrases that a text holds: of the desk's, or of those given, as `last_known_phrases`."""
    letters = Letters(text)
    if not letters:
        return set()
    looked_for = _phrases() if phrases is None else phrases  # the desk may have deleted all
    return {kind for kind, words in looked_for if words in letters}


class Signs(NamedTuple):
    """What a text holds that cannot wait.

    How sure we are that whoever wrote it, or somebody near them, is in danger; and whether a treatment may have harmed
    them.
    """

    danger: Danger = Danger.NO_SIGN
    is_side_effect: bool = False


NO_SIGNS = Signs()


def signs_in(text, phrases=None):
    """What a text holds that cannot wait, by the phrases of the desk, or those given, and by the recogniser."""
    kinds = kinds_in(text, phrases)
    danger = Danger.CERTAIN if SafetyPhrase.Kind.CRISIS in kinds else danger_in(text)
    return Signs(danger, SafetyPhrase.Kind.SIDE_EFFECT in kinds)


def danger_of(text, phrases=None):
    """How sure we are that whoever wrote this, or somebody near them, is in danger."""
    return signs_in(text, phrases).danger


def mentions_side_effect(text):
    return SafetyPhrase.Kind.SIDE_EFFECT in kinds_in(text)


def last_known_phrases():
    """(kind, letters) as they were last read, without asking the database; those of a new site if they never were."""
    return _last_read["phrases"]


def forget_phrases(**signal):
    """Read the desk's phrases anew when the next text comes."""
    _last_read["until"] = 0.0


def _phrases():
    if time.monotonic() > _last_read["until"]:
        with statement_timeout():
            read = list(SafetyPhrase.objects.order_by().values_list("kind", "words"))
        _last_read.update(phrases=_by_letters(read), until=time.monotonic() + FRESH)
    return _last_read["phrases"]


def _by_letters(phrases):
    return [(kind, Letters(words)) for kind, words in phrases]


_last_read = {"phrases": _by_letters(STARTER), "until": 0.0}
