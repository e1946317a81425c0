"""What people sign, as it is worded to them. A sign-off stores these words, so changing them changes no old one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.record.signed.sign_offs import SignOffKind

STATEMENTS = {
    SignOffKind.FACT_CHECK: (
        "I have compared every statement of fact in this text with its sources. The sources say what the text says, "
        "and I found nothing that is out of date. I did not write any part of it."
    ),
    SignOffKind.MEDICAL_REVIEW: (
        "I have read this text as a clinician. What it says is accurate, balanced and safe for the people it is "
        "written for, in the light of current evidence and guidelines. I did not write any part of it."
    ),
    SignOffKind.EDITORIAL: (
        "I have read this text. It is accurate, fair and follows our editorial policy. I did not write any part of it."
    ),
    SignOffKind.EMERGENCY: (
        "I have read this text. Readers would come to harm if it waited for its medical review, for the reason given "
        "here, and I believe that what it says is safe. I did not write any part of it."
    ),
}

CHECKLISTS = {
    SignOffKind.FACT_CHECK: [
        "Numbers, doses and dates agree with the sources.",
        "Each reference is a real, citable source and supports the sentence that cites it.",
        "Nothing important that the sources say is left out.",
    ],
    SignOffKind.MEDICAL_REVIEW: [
        "Benefits and harms are both stated, with how certain they are.",
        "Contraindications, warning signs and when to get help are complete.",
        "The advice agrees with current guidelines, or says why it does not.",
        "The wording could not lead a worried reader to harm.",
    ],
    SignOffKind.EDITORIAL: [
        "The page says what it promises in its title.",
        "Names, links and dates are right.",
    ],
    SignOffKind.EMERGENCY: [
        "The reason is one that readers can be told.",
        "A medical reviewer has been asked, and will look at it before the time is over.",
    ],
}


def statement(kind: str) -> str:
    return _(STATEMENTS[SignOffKind(kind)])


def checklist(kind: str) -> list[str]:
    return [_(question) for question in CHECKLISTS[SignOffKind(kind)]]
