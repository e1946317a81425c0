"""Letters to people about their own account."""

from __future__ import annotations

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.accounts.users import User

from .outbox.kinds import Kind
from .outbox.secret import RESET_TEMPLATE
from .outbox.writing import write

#: What a letter says happened to an account, by the name that allauth has for it.
CHANGES = {
    "password_changed": _("Its password was changed."),
    "address_changed": _("Its e-mail address was changed."),
    "wrong_passwords": _(
        "Somebody tried too many wrong passwords. Nobody got in. A passkey logs you in whatever others try."
    ),
    "account_connected": _("It was opened for the log-in of the organisation, for the first time."),
    "totp_activated": _("An authenticator app was added as a second factor."),
    "totp_deactivated": _("The authenticator app was removed."),
    "webauthn_added": _("A passkey was added."),
    "webauthn_removed": _("A passkey was removed."),
    "recovery_codes_generated": _("New recovery codes were made; the old ones no longer work."),
    "second_factors_removed": _("All its second factors were removed by whoever runs the site."),
}


def tell_of_change(user: User, change: str, former_address: str = "") -> None:
    """Tell somebody that the password, the address or a second factor of their account changed; at both addresses."""
    people: list[User | str] = [user, former_address] if former_address else [user]
    occasion = f"{change} {user.pk} {timezone.now().isoformat()}"
    link = reverse("account_reset_password")
    write(Kind.SECURITY, occasion, people, "letters/emails/changed.txt", {"what": CHANGES[change]}, link=link)


@shared_task(name="editorial.letters.tasks.write_reset_link", time_limit=60)
def write_reset_link(user_id: int) -> None:
    """Have the link sent with which somebody sets a new password."""
    user = User.objects.get(pk=user_id)
    occasion = f"password_reset {user.pk} {timezone.now().isoformat()}"
    write(Kind.SECURITY, occasion, [user], RESET_TEMPLATE, has_secret=True)
