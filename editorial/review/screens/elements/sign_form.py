"""A signature as somebody gives it on a screen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.record.assertions import read
from articles.record.signers.interests import InterestAnswer
from editorial.review.signing.interests import NO_INTERESTS
from editorial.review.signing.signing import Signature
from editorial.review.signing.statements import checklist, statement


class SignForm(forms.Form):
    """A signature: the digest that was shown, the interests, and the statement with the checklist that it confirms.

    A busy clinician answers two questions: whether an interest bears on the text, and whether all of it was checked.
    """

    digest = forms.CharField(widget=forms.HiddenInput)
    #: Which sign-off was shown: the next one asks for another statement, on the same screen and of the same text.
    kind = forms.CharField(widget=forms.HiddenInput, required=False)
    interests = forms.ChoiceField(
        label=_("Do you have an interest that bears on this text?"),
        help_text=_("Such as payment from, shares in, or work for a maker of something the text is about."),
        choices=InterestAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you have an interest that bears on this text.")},
    )
    which_interests = forms.CharField(label=_("If yes, which?"), required=False, max_length=1000)
    agreed = forms.BooleanField(
        error_messages={"required": _("To sign, confirm all of this. If something is not so, ask for changes.")}
    )
    #: What the signer's passkey made of all the rest; `sign_with_passkey.js` fills it in.
    assertion = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.initial["kind"] = str(kind)
        self.fields["agreed"].label = statement(kind)

    def clean(self):
        if self.declares_interest and not self.cleaned_data.get("which_interests", "").strip():
            self.add_error("which_interests", _("Name the interest."))
        return self.cleaned_data

    @property
    def is_what_was_shown(self):
        """Whether the statement that was agreed to is that of the sign-off which is given now."""
        return self.data.get("kind") == self.kind

    @property
    def declares_interest(self):
        return self.cleaned_data.get("interests") == InterestAnswer.DECLARED

    @property
    def declared(self):
        """Which interests, or “None”."""
        return self.cleaned_data["which_interests"].strip() if self.declares_interest else NO_INTERESTS

    @property
    def says(self):
        """What of a signature is fixed. The browser puts the digest and the interests beside it, for the passkey."""
        return {"row": "sign_off", "kind": str(self.kind), "statement": self.statement, "checklist": self.checklist}

    @property
    def statement(self):
        return str(self.fields["agreed"].label)

    @property
    def checklist(self):
        """Each question with its answer: who confirms the statement confirms all of them."""
        return [{"question": question, "answer": "yes"} for question in checklist(self.kind)]

    def signature(self, authenticated, origin):
        """What `sign` stores: everything as it was worded. `origin` is where the browser was."""
        return Signature(
            shown_digest=self.cleaned_data["digest"],
            statement=self.statement,
            interest_answer=self.cleaned_data["interests"],
            interests=self.declared,
            checklist=self.checklist,
            authenticated=authenticated,
            assertion=read(self.cleaned_data["assertion"]),
            origin=origin,
        )
