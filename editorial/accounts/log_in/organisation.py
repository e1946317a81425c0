"""Log-in by the organisation's own service (OpenID Connect), where `OIDC_SERVER_URL` names one.

The service says who somebody is, and no more: it opens accounts that the desk made, and makes none. The first time it
is found by its address, which the service must vouch for; from then on by the service's own name for the person, so
that whoever is given an address that somebody else had before gets into nothing.
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from requests import RequestException

from ..signals import account_changed


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Who gets in by the organisation's service, and what is said to those who do not."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def populate_user(self, request, sociallogin, data):
        """Of what the service tells of somebody nothing is kept but its own name for them."""
        sociallogin.account.extra_data = {}
        return super().populate_user(request, sociallogin, data)

    def pre_social_login(self, request, sociallogin):
        if sociallogin.is_existing:
            return
        user = self._account_of(sociallogin)
        if user is None:
            raise _turned_away(
                request,
                _("Nobody here has an account for the address that %s gave, or it does not vouch for it.")
                % settings.OIDC_NAME,
            )
        if SocialAccount.objects.filter(user=user).exists():
            raise _turned_away(
                request,
                _("This account belongs to somebody whom %s knows by another name. Ask whoever runs the site.")
                % settings.OIDC_NAME,
            )
        sociallogin.connect(request, user)

    def _account_of(self, sociallogin):
        """The account of an address for which the service vouches, if there is one."""
        vouched = [address.email for address in sociallogin.email_addresses if address.verified is True]
        users = get_user_model().objects.filter(is_active=True)
        return users.filter(email__iexact=vouched[0]).first() if vouched else None

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        if error == AuthError.CANCELLED:
            raise _turned_away(request, _("You did not log in."))
        raise _turned_away(request, _("There is no word from %s on who you are. Try again.") % settings.OIDC_NAME)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        account_changed.send(type(user), user=user, change=template_prefix.rpartition("/")[2], former_address="")


def _turned_away(request, sentence):
    messages.error(request, sentence)
    return ImmediateHttpResponse(redirect("account_login"))


@require_POST
def log_in_with(request, provider_id):
    """To the organisation's service; it sends whoever it knows back to `openid_connect_callback`."""
    if request.GET.get("process", "login") != "login":  # allauth's other ways are for sites with sign-up
        raise Http404
    try:
        return openid_connect.login(request, provider_id)
    except (RequestException, KeyError):  # it does not answer, or with something else than OpenID Connect asks
        messages.error(
            request,
            _("You cannot log in with %s now: it does not answer. Use your password or a passkey.")
            % settings.OIDC_NAME,
        )
        return redirect("account_login")
