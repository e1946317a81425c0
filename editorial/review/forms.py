"""What a reviewer fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import InterestAnswer

from .statements import checklist, statement


class SignForm(forms.Form):
    """A signature: the digest that was shown, the checklist, the interests, and the statement itself."""

    digest = forms.CharField(widget=forms.HiddenInput)
    interests = forms.ChoiceField(
        label=_("Do you have an interest that bears on this text?"),
        help_text=_("Such as payment from, shares in, or work for a maker of something the text is about."),
        choices=InterestAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you have an interest that bears on this text.")},
    )
    which_interests = forms.CharField(label=_("If yes, which?"), required=False, max_length=1000)
    agreed = forms.BooleanField(error_messages={"required": _("To sign, confirm the statement.")})

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["agreed"].label = statement(kind)
        for number, question in enumerate(checklist(kind)):
            self.fields[f"check_{number}"] = forms.BooleanField(
                label=question, error_messages={"required": _("Confirm this, or ask for changes.")}
            )

    @property
    def checks(self):
        return [field for field in self if field.name.startswith("check_")]

    def clean(self):
        if self.declares_interest and not self.cleaned_data.get("which_interests", "").strip():
            self.add_error("which_interests", _("Name the interest."))
        return self.cleaned_data

    @property
    def declares_interest(self):
        return self.cleaned_data.get("interests") == InterestAnswer.DECLARED

    @property
    def signature(self):
        """What `sign` stores: everything as it was worded."""
        return {
            "shown_digest": self.cleaned_data["digest"],
            "interest_answer": self.cleaned_data["interests"],
            "interests": self.cleaned_data["which_interests"].strip() if self.declares_interest else "None",
            "checklist": [{"question": str(check.label), "answer": "yes"} for check in self.checks],
            "statement": str(self.fields["agreed"].label),
        }


class AskForChangesForm(forms.Form):
    """Sending a text back."""

    comment = forms.CharField(
        label=_("What has to change?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": _("Say what has to change, so that the writer can act on it.")},
    )
