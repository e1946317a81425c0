"""Panels of the home page, which ask at once what they have to know first, and what only editors have in the menu."""

from __future__ import annotations

from typing import Any

from django.db.models.expressions import Combinable
from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from editorial.accounts.users import User
from editorial.review.signing.permissions import may_change_status


class EditorsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_change_status(request.user)


class Panel(Component):
    """A panel that is there for some people only, and fetches its rows only where there are any."""

    def __init__(self, request: HttpRequest):
        self.request = request
        self.user: User = request.user
        #: What came of what it `asks`.
        self.told: dict[str, Any] = {}

    def asks(self) -> dict[str, Combinable]:
        """What it has to know first, by name, as expressions that are about no row."""
        return {}

    def is_shown(self) -> bool:
        """Asked when it has been told."""
        return True


def keep_what_is_shown(request: HttpRequest, panels: list[Component]) -> None:
    """All that panels ask first is one question; those that then have nothing to show are left out."""
    asking = [panel for panel in panels if isinstance(panel, Panel)]
    asked = [(panel, name, answer) for panel in asking for name, answer in panel.asks().items()]
    root = Page.objects.filter(depth=1).order_by()  # always there to be asked about
    told = root.values_list(*(answer for _panel, _name, answer in asked)).first() or ()
    for (panel, name, _answer), answer in zip(asked, told, strict=True):
        panel.told[name] = answer
    panels[:] = [panel for panel in panels if not isinstance(panel, Panel) or panel.is_shown()]
