"""A decision with its reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

REASON = {"required": _("Give the reason: it is kept.")}


class ReasonForm(forms.Form):
    """A decision with its reason, for the desk."""

    reason = forms.CharField(
        label=_("Reason, for the desk"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages=REASON,
    )
