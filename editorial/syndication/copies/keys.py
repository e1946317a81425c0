"""Whose key a program sent, if it sent one: `Authorization: Bearer KEY`."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.errors import HttpError

from .copies import note_copy, syndicator_with
from .syndicators import hash_of


def syndicator_of(request: HttpRequest) -> int | None:
    """None for everybody without a key. A wrong one is refused: who believes to be known would wait for recalls."""
    sent = request.headers.get("Authorization", "")
    if not sent:
        return None
    scheme, _space, key = sent.partition(" ")
    whose = syndicator_with(hash_of(key.strip())) if scheme.lower() == "bearer" else None
    if whose is None:
        raise HttpError(401, "That key is not known here. Send none, or ask the editors for a new one.")
    return whose


def known_syndicator(request: HttpRequest) -> int:
    """Whose it is, where there has to be one."""
    whose = syndicator_of(request)
    if whose is None:
        raise HttpError(401, "This needs the key that the editors gave you: “Authorization: Bearer KEY”.")
    return whose


def note_given(request: HttpRequest, edition: int) -> None:
    """That a program was given an edition, also where it had it already (304)."""
    if (whose := syndicator_of(request)) is not None:
        note_copy(whose, edition, "fetched")
