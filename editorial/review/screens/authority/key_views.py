"""The screen on which people say with which of their passkeys they sign."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from articles.record.signers.authority import OF_KEYS
from articles.record.signers.signing_keys import SigningKey
from editorial.review.authority.deciding import decide
from editorial.review.authority.keys import ask_for_key, ask_to_revoke, passkeys_of
from editorial.review.authority.proposals import AuthorityProposal
from editorial.review.signing.passkeys import signs_by_passkey

from ..elements.frame import ReviewScreen
from ..elements.passkeys import host_of


class KeysView(ReviewScreen, TemplateView):
    """Somebody's passkeys, and which of them sign. The button's name says what is asked, its value of which."""

    template_name = "review/keys.html"
    page_title = gettext_lazy("Signing keys")
    header_icon = "key"

    def post(self, request, *args, **kwargs):
        name = next((name for name in ("add", "revoke", "take_back") if name in request.POST), None)
        if name is None:
            raise PermissionDenied
        try:
            messages.success(request, getattr(self, name)(request.POST[name]))
        except (ValidationError, PermissionDenied) as error:
            messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
        return redirect("review:keys")

    def add(self, number):
        passkey = chosen(passkeys_of(self.request.user), number)
        ask_for_key(self.request.user, passkey, host_of(self.request))
        return _("Asked for. An editor will call you and compare the fingerprint, then you can sign with it.")

    def revoke(self, number):
        ask_to_revoke(self.request.user, chosen(SigningKey.objects.standing().of(self.request.user), number))
        return _("Asked for. It signs nothing more as soon as an editor has confirmed it: tell one when it is urgent.")

    def take_back(self, number):
        decide(chosen(self.waiting(), number), by=self.request.user, accept=False)
        return _("Taken back.")

    def waiting(self):
        return AuthorityProposal.objects.undecided().filter(kind__in=OF_KEYS, user=self.request.user)

    def get_context_data(self, **kwargs):
        context = {
            "passkeys": passkeys_of(self.request.user),
            "keys": SigningKey.objects.of(self.request.user),
            "waiting": self.waiting(),
            "signs_by_passkey": signs_by_passkey(),
        }
        return super().get_context_data(**{**context, **kwargs})


def keys_menu_item(request):
    """The screen, on the page of somebody's own account."""
    told = _("The passkeys with which you sign texts.")
    return {"url": reverse("review:keys"), "label": KeysView.page_title, "help_text": told}


def chosen(things, number):
    """The one of these with this number."""
    found = next((thing for thing in things if str(thing.pk) == number), None)
    if found is None:
        raise Http404
    return found
