"""What allauth asks of this site about accounts: who may have one, what it says, and who is told."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import truncate_ip
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from .signals import account_changed, reset_link_asked


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the desk. Letters are ours (`editorial.letters`) and say no IP address and no browser."""

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
        reset_link_asked.send(type(user), user=user)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        change = template_prefix.rpartition("/")[2]
        if change not in ("password_changed", "password_reset"):  # the account itself tells, whoever changed it
            account_changed.send(type(user), user=user, change=change, former_address="")

    def get_password_change_redirect_url(self, request):
        return self.get_login_redirect_url(request)
