"""Requests, as far as they say who asks."""

from __future__ import annotations

from django.http import HttpRequest

from .users import User


class DeskRequest(HttpRequest):
    """A request to a screen of the desk. Wagtail has sent everybody who is not logged in to the log-in before."""

    user: User
