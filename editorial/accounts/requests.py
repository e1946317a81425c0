"""Requests: whether they are the desk's, and who asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.http import HttpRequest
from django.urls import reverse

from .users import User

View = TypeVar("View", bound=Callable[..., Any])


class DeskRequest(HttpRequest):
    """A request to a screen of the desk. Wagtail has sent everybody who is not logged in to the log-in before."""

    user: User


def is_at_desk(request: HttpRequest) -> bool:
    """Whether an address of the desk is asked for. Middleware asks this of every reader, too."""
    return request.path.startswith(_where_the_desk_is())


@cache
def _where_the_desk_is() -> str:
    return reverse("wagtailadmin_home")


def asked_by_itself(view: View) -> View:
    """Mark a view that a screen asks by itself, whether or not anybody sits before it: it keeps nobody logged in."""
    view.is_asked_by_itself = True  # type: ignore[attr-defined]
    return view
