"""The log-in."""

from allauth.account.views import LoginView
from django.conf import settings
from django.shortcuts import redirect


class LogInView(LoginView):
    """allauth's log-in; who is in already goes on to where they were going, unless the desk is closed to them."""

    def dispatch(self, request, *args, **kwargs):
        if request.method == "GET" and request.user.has_perm("wagtailadmin.access_admin"):
            return redirect(self.get_success_url() or "wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(organisation=settings.OIDC_NAME if settings.OIDC_SERVER_URL else "", **kwargs)
