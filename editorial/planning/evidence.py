"""What the plan knows of a page, for its evidence pack."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.record.signed.sign_offs import SignOffKind
from editorial.review.evidence.pieces import Piece, moment, name_of

from .assigning.assignments import Answer, Assignment


def assignments(page: Page) -> Piece:
    asked = Assignment.objects.filter(page_id=page.pk).select_related("person", "asked_by").order_by("pk")
    return Piece(
        _("Who was asked to sign"),
        _("Each person whom an editor or a rota asked, until when, and what they answered."),
        {
            "kind": _("Kind"),
            "person": _("Who was asked"),
            "asked_by": _("Who asked"),
            "asked_at": _("When"),
            "due": _("To be signed by"),
            "answer": _("Answer"),
            "answered_at": _("Answered"),
            "reason": _("Why"),
        },
        [
            {
                "kind": one.kind,
                "person": name_of(one.person),
                "asked_by": name_of(one.asked_by),
                "asked_at": moment(one.asked_at),
                "due": moment(one.due),
                "answer": one.answer,
                "answered_at": moment(one.answered_at),
                "reason": one.reason,
            }
            for one in asked
        ],
        {"kind": dict(SignOffKind.choices), "answer": dict(Answer.choices)},
    )
