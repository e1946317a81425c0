"""What a reviewer fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.record.signed.claim_checks import LONGEST_PASSAGE, UNSUPPORTED, Verdict


class VerdictsForm(forms.Form):
    """What a fact checker found for each marked claim. What is not judged yet stays open.

    Fields are named by the key of their claim, so a verdict is on the claim that was read, whatever moved since.
    """

    def __init__(self, *args, claims, **kwargs):
        """`claims` as `claims_of` gives them. One that stands in the text twice is judged once."""
        super().__init__(*args, **kwargs)
        self.claims = {item["key"]: item for item in claims}
        for key, item in self.claims.items():
            self.fields[f"verdict_{key}"] = forms.ChoiceField(
                label=_("What do its sources say?"),
                choices=verdicts_on(item),
                widget=forms.RadioSelect,
                required=False,
                initial=item["check"] and item["check"].verdict,
            )
            self.fields[f"passage_{key}"] = forms.CharField(
                label=_("The passage, in the words of the source"),
                required=False,
                max_length=LONGEST_PASSAGE,
                widget=forms.Textarea(attrs={"rows": 3}),
                initial=item["check"].passage if item["check"] else "\n".join(item["passages"]),
            )

    @staticmethod
    def is_answered_in(data):
        """Whether somebody sent what this form asks."""
        return "judge" in data or any(name.startswith(("verdict_", "passage_")) for name in data)

    @property
    def judged(self):
        """Each claim with its two fields, for the template."""
        return [(item, self[f"verdict_{key}"], self[f"passage_{key}"]) for key, item in self.claims.items()]

    @property
    def verdicts(self):
        """(claim, verdict, passage) for each claim that was judged."""
        given = self.cleaned_data
        answers = ((item, given[f"verdict_{key}"], given[f"passage_{key}"]) for key, item in self.claims.items())
        return [answer for answer in answers if answer[1]]

    @property
    def is_about_others(self):
        """Whether a verdict was sent on a claim that the text does not have any more."""
        return any(
            value and name.startswith("verdict_") and name not in self.fields for name, value in self.data.items()
        )

    @property
    def what_fails(self):
        """A line for each claim that its sources do not support, with what they say instead; empty without one."""
        return "\n".join(
            f"“{item['text']}” – {Verdict(verdict).label}. {passage}".strip()
            for item, verdict, passage in self.verdicts
            if verdict in UNSUPPORTED
        )

    def clean(self):
        for key in self.claims:
            verdict = self.cleaned_data.get(f"verdict_{key}")
            if verdict in (Verdict.SUPPORTED, Verdict.OVERSTATED) and not self.cleaned_data.get(f"passage_{key}"):
                self.add_error(f"passage_{key}", _("Copy the passage that you found."))
        return self.cleaned_data


def verdicts_on(item):
    """What can be said of a claim: of one that is not marked any more, whether it was given up."""
    own = [Verdict.GIVEN_UP, item["check"].verdict] if not item["marked"] else [*Verdict][:-1]
    return [(verdict, Verdict(verdict).label) for verdict in own]


class AskForChangesForm(forms.Form):
    """Sending a text back."""

    comment = forms.CharField(
        label=_("What has to change?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": _("Say what has to change, so that the writer can act on it.")},
    )
