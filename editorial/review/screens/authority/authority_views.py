"""The screens on which two editors decide who may sign."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from articles.pages import PersonPage, TopicPage
from articles.record.assertions import read, said_by_event
from articles.record.signers.authority import AuthorityEvent, AuthorityEventKind
from articles.record.signers.credentials import Credential, CredentialKind
from articles.record.signers.signing_keys import SigningKey, fingerprint
from editorial.review.authority.deciding import ask, decide
from editorial.review.authority.inviting import Readiness, invite
from editorial.review.authority.proposals import AuthorityProposal
from editorial.review.signing.permissions import is_appointed_editor, may_change_status

from ..elements.frame import ReviewScreen
from ..elements.passkeys import origin_of, passkey_for
from .authority_forms import FORMS, InviteForm

#: So many of the newest changes are listed.
NEWEST = 30


CHECKED_OTHERWISE = gettext_lazy("I checked this myself, and it is right")
IN_THE_REGISTER = gettext_lazy("I looked this up in the register today, and it is right")
CHECKED = {
    AuthorityEventKind.ACCOUNT_LINKED: gettext_lazy(
        "I asked this person by another way than mail: the account is theirs"
    ),
    AuthorityEventKind.CREDENTIAL_ISSUED: IN_THE_REGISTER,
    AuthorityEventKind.CREDENTIAL_LOOKED_UP: IN_THE_REGISTER,
    AuthorityEventKind.KEY_ADDED: gettext_lazy(
        "I asked this person by telephone or in person, and they read me this fingerprint: the key is theirs"
    ),
}
DETAILS = {
    "kind": gettext_lazy("Kind"),
    "register": gettext_lazy("Register"),
    "number": gettext_lazy("Number"),
    "issuer": gettext_lazy("Issued by"),
    "register_url": gettext_lazy("Where anybody can look it up"),
    "country": gettext_lazy("Country"),
    "expires_on": gettext_lazy("Valid until"),
    "specialties": gettext_lazy("Specialties"),
    "fingerprint": gettext_lazy("Fingerprint of the key"),
    "rp_id": gettext_lazy("It signs at"),
}


def told(details):
    """What a change brings, as (name, value) for people."""
    shown = {**details, "specialties": ", ".join(details.get("specialties", []))}
    if "kind" in shown:
        shown["kind"] = CredentialKind(shown["kind"]).label
    if "public_key" in shown:
        shown["fingerprint"] = fingerprint(shown["public_key"])
    return [(label, shown[name]) for name, label in DETAILS.items() if shown.get(name)]


class AuthorityScreen(ReviewScreen, TemplateView):
    """What the screens about who may sign share: every editor may look, an appointed one may decide."""

    header_icon = "key"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.may_decide = is_appointed_editor(request.user)
        if not (self.may_decide or may_change_status(request.user)):
            raise PermissionDenied

    def more_breadcrumbs(self):
        above = {"url": reverse("review:authority"), "label": AuthorityView.page_title}
        return [above, self.here()]

    def refused(self, error):
        messages.error(self.request, " ".join(getattr(error, "messages", [str(error)])))


class AuthorityView(AuthorityScreen):
    """Who may sign now, what was asked for, and what changed lately."""

    template_name = "review/authority.html"
    page_title = gettext_lazy("Who may sign")

    def more_breadcrumbs(self):
        return [self.here()]

    def get_context_data(self, **kwargs):
        standing = Prefetch("credentials", Credential.objects.standing().prefetch_related("specialties"))
        keys = Prefetch("signing_keys", SigningKey.objects.standing())
        people = PersonPage.objects.select_related("account__user").prefetch_related(standing, keys)
        people = list(people.filter(person_kind=PersonPage.PersonKind.PERSON).order_by("title"))
        readiness = Readiness(people)
        for person in people:
            person.missing = readiness.missing(person)
        context = {
            "may_decide": self.may_decide,
            "proposals": AuthorityProposal.objects.undecided(),
            "forms": FORMS.values(),
            "people": people,
            "valid": set(Credential.objects.valid().values_list("pk", flat=True)),
            "topics": TopicPage.objects.filter(specialties__isnull=False).distinct().prefetch_related("specialties"),
            "events": AuthorityEvent.objects.newest_first().select_related(
                "person", "user", "topic", "credential", "asked_by", "confirmed_by"
            )[:NEWEST],
        }
        return super().get_context_data(**{**context, **kwargs})


class InviteView(AuthorityScreen):
    """Somebody new who is to sign: one form for all of it."""

    template_name = "review/invite.html"
    page_title = InviteForm.heading

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not self.may_decide:
            raise PermissionDenied

    def post(self, request, *args, **kwargs):
        form = InviteForm(request.POST)
        if form.is_valid():
            try:
                person = invite(by=request.user, **form.invitation())
            except ValidationError as error:
                form.add_error(None, error)
            else:
                told = _("%s is invited. Below stands what is still missing before they can sign.")
                messages.success(request, told % person.full_name)
                return redirect("review:authority")
        return self.again(form=form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"form": InviteForm(), **kwargs})


class AskView(AuthorityScreen):
    """One change, to be asked for."""

    template_name = "review/authority_ask.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.form_class = FORMS.get(kwargs["kind"])
        if self.form_class is None:
            raise Http404
        if not self.may_decide:
            raise PermissionDenied

    def get_page_title(self):
        return self.form_class.heading

    def post(self, request, *args, **kwargs):
        form = self.form_class(request.POST)
        if form.is_valid():
            try:
                ask(by=request.user, reason=form.cleaned_data["reason"], **form.about)
            except (ValidationError, PermissionDenied) as error:
                self.refused(error)
            else:
                messages.success(request, _("Asked for. It holds as soon as another editor has confirmed it."))
                return redirect("review:authority")
        return self.again(form=form)

    def get_context_data(self, **kwargs):
        chosen = {name: self.request.GET[name] for name in self.form_class.base_fields if name in self.request.GET}
        return super().get_context_data(**{"form": self.form_class(initial=chosen), **kwargs})


class AuthorityProposalView(AuthorityScreen):
    """One change that somebody asked for: another editor confirms it, or turns it down."""

    template_name = "review/authority_proposal.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.proposal = get_object_or_404(AuthorityProposal, pk=kwargs["pk"])

    def get_page_title(self):
        return self.proposal.get_kind_display()

    def post(self, request, *args, **kwargs):
        if not {"confirm", "dismiss"} & set(request.POST):
            raise PermissionDenied
        accept = "confirm" in request.POST
        if accept and not request.POST.get("looked_up"):
            messages.error(request, _("Confirm that you checked it yourself."))
            return redirect("review:authority_proposal", self.proposal.pk)
        try:
            assertion = read(request.POST.get("assertion", "")) if accept else None
            decide(self.proposal, by=request.user, accept=accept, assertion=assertion, origin=origin_of(request))
        except (ValidationError, PermissionDenied) as error:
            self.refused(error)
            return redirect("review:authority_proposal", self.proposal.pk)
        messages.success(request, _("Done. It holds now.") if accept else _("Nothing was changed."))
        return redirect("review:authority")

    def get_context_data(self, **kwargs):
        context = {
            "proposal": self.proposal,
            "told": told(self.proposal.details),
            "checked": CHECKED.get(self.proposal.kind, CHECKED_OTHERWISE),
            "is_own": self.proposal.asked_by == self.request.user,
            "is_concerned": self.request.user in self.proposal.concerned,
            "may_decide": self.may_decide,
            "passkey": self.passkey(),
        }
        return super().get_context_data(**{**context, **kwargs})

    def passkey(self):
        """What the editor's passkey signs when they confirm it."""
        says = said_by_event(self.proposal.to_be_confirmed(self.request.user))
        return passkey_for(self.request, json.loads(says))
