"""Letters with a link that lets somebody in: their text is made when they are sent, and is in no row at any time."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from editorial.accounts.users import User

from .letter import Letter
from .rendering import Text

RESET_TEMPLATE = "letters/emails/password_reset.txt"


def reset_text(user: User | None) -> Text:
    """Whoever reads the database, or a copy of it, finds no link that lets them in."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=key)
    return Text.of(RESET_TEMPLATE, {"link": link})


#: By the first word of a letter's occasion: what makes its text. Layers above add theirs when the site starts.
MAKERS: dict[str, Callable[[Letter], Text]] = {"password_reset": lambda letter: reset_text(letter.recipient)}


def secret_text(letter: Letter) -> Text:
    return MAKERS[letter.occasion.partition(" ")[0]](letter)
