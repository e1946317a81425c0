"""The way in for somebody from outside who was invited: a link that is used once, to set up a passkey or a password."""

from allauth.account.forms import SetPasswordForm
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.webauthn.forms import SignupWebAuthnForm
from allauth.mfa.webauthn.internal import auth, flows
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from editorial.review.authority.inviting_experts import invitation_of, use_link
from editorial.review.signing.passkeys import signs_by_passkey


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class ComeInView(View):
    """Looking at the link uses nothing up, so that a mail server may look at it, too; setting up the log-in does."""

    def dispatch(self, request, *args, **kwargs):
        self.invitation = invitation_of(kwargs["key"])
        if self.invitation is None:
            return self.over()
        self.by_passkey = signs_by_passkey()
        self.user = self.invitation.expert
        return super().dispatch(request, *args, **kwargs)

    def over(self):
        return render(self.request, "review/come_in.html", status=404)

    def get(self, request, *args, **kwargs):
        return self.show(self.form())

    def post(self, request, *args, **kwargs):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        with transaction.atomic():
            if use_link(kwargs["key"]) is None:
                return self.over()
            return self.with_passkey(form) if self.by_passkey else self.with_password(form)

    def form(self, sent=None):
        form_class = SignupWebAuthnForm if self.by_passkey else SetPasswordForm
        return form_class(data=sent, user=self.user)

    def with_passkey(self, form):
        given = {name: form.cleaned_data[name] for name in ("name", "credential")}
        authenticator = flows.signup_authenticator(self.request, self.user, **given)
        return flows.perform_passwordless_login(self.request, authenticator, self.login())

    def with_password(self, form):
        form.save()
        record_authentication(self.request, self.user, method="password", email=self.user.email)
        return perform_login(self.request, self.login())

    def login(self):
        return Login(user=self.user, email=self.user.email, redirect_url=reverse("wagtailadmin_home"))

    def show(self, form):
        context = {"invitation": self.invitation, "form": form, "by_passkey": self.by_passkey}
        if self.by_passkey:
            context["js_data"] = {"creation_options": auth.begin_registration(self.user, True)}
        return render(self.request, "review/come_in.html", context)
