"""Emails to people about their own account."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

#: What an email says happened to an account, by the name that allauth has for it.
CHANGES = {
    "password_changed": _("Its password was changed."),
    "address_changed": _("Its e-mail address was changed."),
    "totp_activated": _("An authenticator app was added as a second factor."),
    "totp_deactivated": _("The authenticator app was removed."),
    "webauthn_added": _("A passkey was added."),
    "webauthn_removed": _("A passkey was removed."),
    "recovery_codes_generated": _("New recovery codes were made; the old ones no longer work."),
    "second_factors_removed": _("All its second factors were removed by whoever runs the site."),
}


def send_reset_link(user_id):
    """Send the link with which somebody sets a new password. It is made here, so that it waits in no queue."""
    user = get_user_model().objects.get(pk=user_id)
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return _send("password_reset", user, link=_full(reverse("account_reset_password_from_key", kwargs=key)))


def tell_of_change(change, user_id, former_address=""):
    """Tell somebody that the password, the address or a second factor of their account changed; at both addresses."""
    user = get_user_model().objects.get(pk=user_id)
    context = {"what": CHANGES[change], "link": _full(reverse("account_reset_password"))}
    return sum(_send("changed", user, to=to, **context) for to in (user.email, former_address) if to)


def _full(path):
    return settings.BASE_URL + path


def _send(name, user, to=None, **context):
    context |= {"user": user, "site_name": settings.SITE_NAME}
    subject, _blank, body = render_to_string(f"accounts/emails/{name}.txt", context).partition("\n")
    return send_mail(" ".join(subject.split()), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [to or user.email])
