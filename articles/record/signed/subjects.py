"""What a page is about, for programs: a kind of subject and its codes in the code systems of medicine."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubjectKind(models.TextChoices):
    """The kinds of subject that a page can have, of those that schema.org knows."""

    CONDITION = "condition", _("Condition")
    SYMPTOM = "symptom", _("Symptom")
    DRUG = "drug", _("Medicine")
    THERAPY = "therapy", _("Treatment other than a medicine")
    PROCEDURE = "procedure", _("Operation or procedure")
    TEST = "test", _("Test or scan")
    DEVICE = "device", _("Medical device")


class CodeSystem(models.TextChoices):
    """Code systems, each by the name that schema.org's examples and their publishers use."""

    ICD_11 = "ICD-11", "ICD-11"
    ICD_10 = "ICD-10", "ICD-10"
    MESH = "MeSH", "MeSH"
    SNOMED_CT = "SNOMED CT", "SNOMED CT"
    RXNORM = "RxNorm", "RxNorm"
    ATC = "ATC", "ATC"


class Shape(NamedTuple):
    """How codes of one system look, and one of them."""

    pattern: str
    example: str


SHAPES = {
    CodeSystem.ICD_11: Shape(r"[1-9A-HJ-NP-Z][A-HJ-NP-Z]\d[0-9A-HJ-NP-Z](\.[0-9A-HJ-NP-Z]{1,3})?", "ME84.2"),
    CodeSystem.ICD_10: Shape(r"[A-Z]\d[0-9AB](\.[0-9A-Z]{1,4})?", "M54.5"),
    CodeSystem.MESH: Shape(r"[CD]\d{6}(\d{3})?", "D017116"),
    CodeSystem.SNOMED_CT: Shape(r"[1-9]\d{5,17}", "279039007"),
    CodeSystem.RXNORM: Shape(r"[1-9]\d{0,7}", "5640"),
    CodeSystem.ATC: Shape(r"[A-Z](\d{2}([A-Z]([A-Z](\d{2})?)?)?)?", "M01AE01"),
}


def is_code(system: str, code: str) -> bool:
    """Whether this can be a code of the system, by its shape and, where it has one, its check digit."""
    if not re.fullmatch(SHAPES[CodeSystem(system)].pattern, code, re.ASCII):
        return False
    return system != CodeSystem.SNOMED_CT or _has_check_digit(code)


def _has_check_digit(number: str) -> bool:
    """By Verhoeff's scheme, which finds every mistyped digit and every two that changed places."""
    check = 0
    for place, digit in enumerate(reversed(number)):
        check = _product(check, _permuted(place, int(digit)))
    return check == 0


def _permuted(times: int, digit: int) -> int:
    for _time in range(times % 8):
        digit = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)[digit]
    return digit


def _product(one: int, other: int) -> int:
    """In the group of the ten symmetries of a pentagon: five turns, and five turns of what was turned over."""
    if one < 5:
        return (one + other) % 5 + (5 if other >= 5 else 0)
    return (one - other) % 5 + (5 if other < 5 else 0)
