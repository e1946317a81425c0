"""A document between the moment when somebody brought it and their decision what to make of it.

It waits for an hour in Valkey, for that account alone, and is not part of anything yet.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, field

from django.core.cache import cache

from editorial.accounts.users import User

KEEP_SECONDS = 3600
#: Longer pastes are refused with a sentence; not much longer ones by Django (DATA_UPLOAD_MAX_MEMORY_SIZE).
MOST_CHARACTERS = 8_000_000


@dataclass
class Pending:
    """What was brought: its HTML, the id of the topic that an article of it would lie in, what was left out before.

    `into` is where a paste goes: a "section" holds all kinds of block, "text" no tables and pictures, "lines" no lists.
    """

    html: str
    name: str = ""
    topic: int | None = None
    left_out: list[str] = field(default_factory=list)
    into: str = "section"

    @property
    def is_titled(self) -> bool:
        """Whether it becomes a page, which has a place for a title."""
        return self.topic is not None

    def keep(self, by: User) -> str:
        """The token by which that account finds it again."""
        token = secrets.token_urlsafe(16)
        cache.set(_key(token, by), asdict(self), KEEP_SECONDS)
        return token

    @classmethod
    def find(cls, token: str, by: User) -> Pending | None:
        """What waits under a token for this account; nothing when the hour is over."""
        kept = cache.get(_key(token, by))
        return cls(**kept) if kept else None

    @staticmethod
    def forget(token: str, by: User) -> None:
        cache.delete(_key(token, by))


def _key(token: str, by: User) -> str:
    return f"exchange:{by.pk}:{token}"
