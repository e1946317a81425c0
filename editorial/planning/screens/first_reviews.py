"""How far the first reviews are of what was moved in: numbers, a chart, the same as a table, what is late."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from editorial.review.screens.elements.frame import ForEditors

from ..review_due.due import pages_to_review
from ..review_due.first_reviews import BurnDown, burn_down

#: So many of the late ones are listed; the report of all reviews has them all.
SHOWN = 50
#: Of the drawing, in its own units.
WIDTH, HEIGHT = 240, 80


class FirstReviewsView(ForEditors, WagtailAdminTemplateMixin, TemplateView):
    """For editors."""

    template_name = "planning/first_reviews.html"
    page_title = _("First reviews of what was moved in")
    header_icon = "calendar-check"
    index_url_name = "planning_first_reviews"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        burned = burn_down()
        waiting = pages_to_review().filter(edition__legacy__isnull=False)
        waiting = waiting.select_related("edition").defer("edition__document")
        context = {
            "burned": burned,
            "chart": chart(burned),
            "waiting": waiting[:SHOWN],
            "shown": SHOWN,
            "now": timezone.now(),
        }
        return super().get_context_data(**context, **kwargs)


def chart(burned: BurnDown) -> dict[str, Any]:
    """What was left at the end of each month, by the plan and in fact, as points of two lines from all to none."""
    last = max(len(burned.months), 1)

    def points(left: list[int | None]) -> str:
        known = [burned.total, *(number for number in left if number is not None)]
        places = [
            f"{WIDTH * place / last:.1f},{HEIGHT - HEIGHT * number / burned.total:.1f}"
            for place, number in enumerate(known)
        ]
        return " ".join(places)

    if not burned.total:
        return {}
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "planned": points([month.planned for month in burned.months]),
        "left": points([month.left for month in burned.months]),
    }
