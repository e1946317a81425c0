"""What an editor fills in to have a change made of who may sign."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from articles.pages import PersonPage, TopicPage
from articles.record.signers.authority import AuthorityEventKind
from articles.record.signers.credentials import Credential, CredentialKind, PersonAccount, Specialty
from articles.record.signers.signing_keys import SigningKey

from ..elements.reason_form import ReasonForm


class AuthorityForm(ReasonForm):
    """A change with its reason. `about` is what `authority.deciding.ask` takes, but for the reason."""

    kind = None
    heading = ""
    hint = ""

    @property
    def about(self):
        return {"kind": self.kind, **self.fields_of_event(), "details": self.details()}

    def fields_of_event(self):
        raise NotImplementedError

    def details(self):
        return {}


class SpecialtiesField(forms.CharField):
    """Names of specialties, one in a line; those that we have already are offered beside it."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def to_python(self, value):
        names = {name.strip()[:120] for name in super().to_python(value).splitlines()} - {""}
        known = {specialty.name.lower(): specialty.name for specialty in Specialty.objects.all()}
        return sorted({known.get(name.lower(), name) for name in names})


class LinkForm(AuthorityForm):
    kind = AuthorityEventKind.ACCOUNT_LINKED
    heading = _("Say whose account it is")
    hint = _("The person on the page is this member of the desk: what the account signs, this person signs.")
    person = forms.ModelChoiceField(PersonPage.objects.none(), label=_("Person"))
    user = forms.ModelChoiceField(get_user_model().objects.none(), label=_("Account"))
    field_order = ["person", "user", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = PersonPage.objects.filter(account__isnull=True).order_by("title")
        self.fields["user"].queryset = get_user_model().objects.filter(person_account__isnull=True, is_active=True)
        self.fields["user"].label_from_instance = lambda user: f"{user.get_full_name()} ({user.email})"

    def fields_of_event(self):
        return {"person": self.cleaned_data["person"], "user": self.cleaned_data["user"]}


class UnlinkForm(AuthorityForm):
    kind = AuthorityEventKind.ACCOUNT_UNLINKED
    heading = _("Take an account from a person")
    hint = _("What was signed stays signed. Nobody can sign as this person until an account is theirs again.")
    account = forms.ModelChoiceField(PersonAccount.objects.select_related("person", "user"), label=_("Account"))
    field_order = ["account", "reason"]

    def fields_of_event(self):
        account = self.cleaned_data["account"]
        return {"person": account.person, "user": account.user}


class LastDayForm(AuthorityForm):
    """The last day on which a credential is valid, and its specialties, as the register says."""

    expires_on = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave empty where it has no end."),
    )
    specialties = SpecialtiesField(label=_("Specialties, as the register says"), help_text=_("One in a line."))

    def details(self):
        last_day = self.cleaned_data["expires_on"]
        return {"expires_on": last_day and last_day.isoformat(), "specialties": self.cleaned_data["specialties"]}


class IssueForm(LastDayForm):
    kind = AuthorityEventKind.CREDENTIAL_ISSUED
    heading = _("Add a credential")
    hint = _("Look it up in the register first. The editor who confirms it looks it up once more.")
    person = forms.ModelChoiceField(PersonPage.objects.order_by("title"), label=_("Person"))
    credential_kind = forms.ChoiceField(label=_("Kind"), choices=CredentialKind.choices)
    register = forms.CharField(
        label=_("Register, or who appointed them"), max_length=160, help_text=_("Such as “General Medical Council”.")
    )
    number = forms.CharField(label=_("Number"), max_length=60, required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=160, required=False)
    register_url = forms.URLField(
        label=_("Where anybody can look it up"),
        max_length=400,
        required=False,
        assume_scheme="https",
        validators=[RegexValidator("^https://", _("The address begins with https://."), code="no_https")],
        help_text=_("The address of the entry, or of the register's search. Readers get it beside the credential."),
    )
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=_("Country"),
        required=False,
        help_text=_("Two letters, such as GB."),
        error_messages={"invalid": _("A country is two letters, such as GB.")},
    )
    field_order = [
        *("person", "credential_kind", "register", "number", "issuer", "register_url", "country", "expires_on"),
        *("specialties", "reason"),
    ]

    def fields_of_event(self):
        return {"person": self.cleaned_data["person"]}

    def details(self):
        given = self.cleaned_data
        return {
            "kind": given["credential_kind"],
            "register": given["register"].strip(),
            "number": given["number"].strip(),
            "issuer": given["issuer"].strip(),
            "country": given["country"].upper(),
            **({"register_url": given["register_url"]} if given["register_url"] else {}),
            **super().details(),
        }


class OfCredential(forms.Form):
    """A form about one standing credential."""

    credential = forms.ModelChoiceField(Credential.objects.standing().select_related("person"), label=_("Credential"))

    def fields_of_event(self):
        credential = self.cleaned_data["credential"]
        return {"person": credential.person, "credential": credential}


class LookUpForm(OfCredential, LastDayForm):
    kind = AuthorityEventKind.CREDENTIAL_LOOKED_UP
    heading = _("Look a credential up again")
    hint = _("When it was prolonged, or its specialties changed. Until this is confirmed it stays as it is.")
    field_order = ["credential", "expires_on", "specialties", "reason"]


class RevokeForm(OfCredential, AuthorityForm):
    kind = AuthorityEventKind.CREDENTIAL_REVOKED
    heading = _("Revoke a credential")
    hint = _("Its holder cannot sign by it any more. What was published stays as it is; look at it.")
    field_order = ["credential", "reason"]


class SpecialtiesForm(AuthorityForm):
    kind = AuthorityEventKind.SPECIALTIES_ASKED
    heading = _("Say which specialty a topic asks for")
    hint = _("A medical reviewer of an article in this topic then has one of these. Without any, every clinician may.")
    topic = forms.ModelChoiceField(TopicPage.objects.order_by("title"), label=_("Topic"))
    specialties = SpecialtiesField(label=_("Specialties"), help_text=_("One in a line."))
    field_order = ["topic", "specialties", "reason"]

    def fields_of_event(self):
        return {"topic": self.cleaned_data["topic"]}

    def details(self):
        return {"specialties": self.cleaned_data["specialties"]}


class RevokeKeyForm(AuthorityForm):
    kind = AuthorityEventKind.KEY_REVOKED
    heading = _("Revoke a signing key")
    hint = _("When it was lost or stolen. It signs nothing more; what it signed stays. Its owner adds another one.")
    key = forms.ModelChoiceField(SigningKey.objects.standing().select_related("person", "user"), label=_("Signing key"))
    field_order = ["key", "reason"]

    def fields_of_event(self):
        return {"person": self.cleaned_data["key"].person, "user": self.cleaned_data["key"].user}

    def details(self):
        return {"credential_id": self.cleaned_data["key"].credential_id}


FORMS = {
    form.kind: form
    for form in (LinkForm, UnlinkForm, IssueForm, LookUpForm, RevokeForm, RevokeKeyForm, SpecialtiesForm)
}


class InviteForm(IssueForm):
    """Somebody new, with all that has to be known before they can sign."""

    kind = None
    heading = _("Invite somebody to sign")
    hint = _(
        "It makes their account and a draft of their page, writes to them, and asks another editor to confirm account "
        "and credential. Look the credential up in the register first."
    )
    person = None
    prefix_shown = forms.CharField(label=_("Title before the name"), required=False, max_length=40)
    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"))
    job_title = forms.CharField(label=_("Job title"), max_length=160)
    is_health_professional = forms.BooleanField(label=_("A health professional"), required=False)
    field_order = [
        *("prefix_shown", "first_name", "last_name", "email", "job_title", "is_health_professional"),
        *("credential_kind", "register", "number", "issuer", "register_url", "country", "expires_on"),
        *("specialties", "reason"),
    ]

    def invitation(self):
        """What `authority.inviting.invite` takes, but for who invites."""
        given = self.cleaned_data
        shown = {name: given[name] for name in ("job_title", "is_health_professional")}
        return {
            **{name: given[name] for name in ("email", "first_name", "last_name", "reason")},
            "shown": {"prefix": given["prefix_shown"], **shown},
            "credential": self.details(),
        }
