"""What an editor fills in to invite somebody from outside to one article, and what such an expert answers."""

from datetime import timedelta

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.credentials import CREDENTIAL_FOR, CredentialKind

from ...signing.experts import today
from .authority_forms import InviteForm

#: Until when somebody is invited, unless an editor says otherwise.
USUALLY = timedelta(days=30)


def usual_last_day():
    return today() + USUALLY


class AskedFields(forms.Form):
    """What somebody from outside is asked for, and until when."""

    due = forms.DateField(
        label=_("To be signed by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last_day = forms.DateField(
        label=_("Invited until"),
        help_text=_("After that day they see nothing any more."),
        initial=usual_last_day,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=_("What they should know"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self):
        said = super().clean() or self.cleaned_data
        for name in ("due", "last_day"):
            if said.get(name) and said[name] < today():
                self.add_error(name, _("This day is over."))
        if said.get("due") and said.get("last_day") and said["due"] > said["last_day"]:
            self.add_error("last_day", _("They are to see the text until the day by which it is to be signed."))
        return said

    @property
    def asked(self):
        return {name: self.cleaned_data[name] for name in ("due", "last_day", "note")}


class InviteExpertForm(AskedFields, InviteForm):
    """Somebody new from outside."""

    heading = _("Invite somebody new")
    hint = _(
        "It makes an account that sees this article and nothing else, and a draft of their page; writes to them, and "
        "asks another editor to confirm account and credential. Look the credential up in the register first."
    )
    field_order = [
        *("prefix_shown", "first_name", "last_name", "email", "job_title", "is_health_professional"),
        *("credential_kind", "register", "number", "issuer", "register_url", "country", "expires_on", "specialties"),
        *("due", "last_day", "note", "reason"),
    ]

    def __init__(self, *args, sign_offs, **kwargs):
        super().__init__(*args, **kwargs)
        self.sign_off_of = {CREDENTIAL_FOR[kind]: kind for kind in sign_offs}
        choices = [(kind, CredentialKind(kind).label) for kind in self.sign_off_of]
        self.fields["credential_kind"].choices = choices

    def invitation(self):
        """What `inviting_experts.invite_expert` takes, but for the page and who invites."""
        kind = self.sign_off_of[self.cleaned_data["credential_kind"]]
        return {"kind": kind, **self.asked, **super().invitation()}


class InviteAgainForm(AskedFields):
    """Somebody from outside whom the desk knows."""

    heading = _("Invite somebody again")
    hint = _("They were invited before, have an account, and see this article from now on.")
    expert = forms.ModelChoiceField(get_user_model().objects.none(), label=_("Who"))
    kind = forms.ChoiceField(label=_("For what"), choices=[])
    field_order = ["expert", "kind", "due", "last_day", "note"]

    def __init__(self, *args, sign_offs, experts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["expert"].queryset = experts
        self.fields["expert"].label_from_instance = lambda user: f"{user.get_full_name()} ({user.email})"
        self.fields["kind"].choices = [(kind, SignOffKind(kind).label) for kind in dict.fromkeys(sign_offs)]

    def invitation(self):
        """What `inviting_experts.invite_again` takes, but for the page and who invites."""
        return {name: self.cleaned_data[name] for name in ("expert", "kind")} | self.asked


class DeclineInvitationForm(forms.Form):
    """Why somebody does not sign, and who could: any name, since they know nobody of the desk."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why, so that the desk can find somebody else.")},
    )
    suggestion = forms.CharField(
        label=_("Who could do it instead"),
        required=False,
        max_length=300,
        help_text=_("A name, and where they can be reached."),
    )
