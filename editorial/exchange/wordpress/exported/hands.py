"""What somebody has to look at before a text that came in may be shown."""

from __future__ import annotations

from django.utils.text import Truncator


class Hands(list[str]):
    """What somebody has to look at, a sentence each.

    `withheld` are those that say of the text that it is not what the former site told everybody, or may not be: such a
    text does not go out before somebody has looked.
    """

    def __init__(self) -> None:
        super().__init__()
        self.withheld: list[str] = []

    def withhold(self, sentence: str) -> None:
        self.append(sentence)
        self.withheld.append(sentence)

    def fitting(self, words: str, most: int, sentence: str) -> str:
        """As many of the words as a field holds. What is cut off may be “not”: the sentence has the whole of them."""
        if len(words) > most:
            self.withhold(sentence % words)
        return Truncator(words).chars(most)
