"""The letter with the link by which somebody sets a new password. The link is made when the letter is sent."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from editorial.accounts.models import User

from .rendering import Text

RESET_TEMPLATE = "letters/emails/password_reset.txt"


def reset_text(user: User | None) -> Text:
    """Whoever reads the database, or a copy of it, finds no link that lets them in."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=key)
    return Text.of(RESET_TEMPLATE, {"link": link})
