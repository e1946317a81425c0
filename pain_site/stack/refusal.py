"""The one exception of this package."""


class Refusal(Exception):
    """Nothing can be started; its text is a sentence for the person at the keyboard."""
