"""The table of doors: each is a function that carries unsigned words as far as one way of publishing takes them."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    """A way in, and what is special about it."""

    plant: Callable
    moves: bool = False
    unseen: bool = False
    leaks: str = ""


DOORS = {}


def door(sentence, *, moves=False, unseen=False, leaks=""):
    """Register a door under the sentence that names its row.

    The function gets the site, plants its marker, and asserts what planting did in the workshop: that a live row holds
    the words, or that Wagtail refused as expected. `moves=True` says that readers may find published texts elsewhere
    afterwards; `unseen=True`, that it acts on caches or files and not on rows alone, so that all is read again.
    `leaks` says why a door that we know to be open is still open; its row has to fail until it is shut.
    """

    def register(plant):
        assert sentence not in DOORS, f"Two doors are called “{sentence}”."
        DOORS[sentence] = Door(plant, moves, unseen, leaks)
        return plant

    return register
