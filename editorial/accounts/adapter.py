"""What allauth asks of this site about accounts: who may have one, what it says, and its emails."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import truncate_ip
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from .tasks import send_reset_link, tell_of_change


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the desk. Emails leave through the queue and never say an IP address or a browser."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "enter_current_password": _("This is not your password."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("There were too many attempts. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        """A fingerprint for the rate limits, so that not even the cache holds an address."""
        return salted_hmac("editorial.accounts.rate_limits", truncate_ip(super().get_client_ip(request))).hexdigest()

    def send_password_reset_mail(self, user, email, context):
        """Not in the request: how long the answer takes does not tell whether there is an account."""
        send_reset_link.delay(user.pk)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        change = template_prefix.rpartition("/")[2]
        if change not in ("password_changed", "password_reset"):  # the account itself tells, whoever changed it
            tell_of_change.delay(change, user.pk)

    def get_password_change_redirect_url(self, request):
        return self.get_login_redirect_url(request)
