"""What allauth asks of this site about accounts: who may have one, what it says, and who is told."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import truncate_ip
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from ..signals import account_changed, reset_link_asked


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the desk. Letters are ours (`editorial.letters`) and say no IP address and no browser."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "enter_current_password": _("This is not your password."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("There were too many attempts. Wait five minutes, or use a passkey."),
    }

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        """A fingerprint for the rate limits, so that not even the cache holds an address."""
        return salted_hmac("editorial.accounts.rate_limits", truncate_ip(super().get_client_ip(request))).hexdigest()

    def _get_login_attempts_cache_key(self, request, **credentials):
        """allauth counts wrong passwords for an account alone: anybody could then shut its owner out."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"

    def pre_authenticate(self, request, **credentials):
        """Refuses after too many wrong passwords, and has the account's owner told of that, once a day."""
        try:
            super().pre_authenticate(request, **credentials)
            self._count_anywhere(request, **credentials)
        except ValidationError:
            tell_of_wrong_passwords(credentials.get("email", ""))
            raise

    def _count_anywhere(self, request, **credentials):
        key = super()._get_login_attempts_cache_key(request, **credentials)
        usage = ratelimit.consume(request, app="allauth.account", action="login_failed_anywhere", key=key)
        if not usage:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage.usage += usage.usage  # given back with the other when the password is right

    def send_password_reset_mail(self, user, email, context):
        reset_link_asked.send(type(user), user=user)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        change = template_prefix.rpartition("/")[2]
        if change not in ("password_changed", "password_reset"):  # the account itself tells, whoever changed it
            account_changed.send(type(user), user=user, change=change, former_address="")

    def get_password_change_redirect_url(self, request):
        return self.get_login_redirect_url(request)


def tell_of_wrong_passwords(email):
    """A letter to whose account it is, if it is anybody's; one a day, however many try."""
    user = get_user_model().objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user and cache.add(f"told-of-wrong-passwords:{user.pk}", True, 24 * 3600):
        account_changed.send(type(user), user=user, change="wrong_passwords", former_address="")
