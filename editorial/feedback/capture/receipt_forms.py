"""What readers fill in who come back to their report: its code, other words, and that it is to be erased."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..reports.receipts import typed_receipt
from ..reports.report import Report
from .forms import PlainText, WordsForm


class ReceiptForm(forms.Form):
    """The code by which a reader finds their report again."""

    code = PlainText(
        label=_("Your receipt code"),
        help_text=_("Twelve letters and figures, such as 7K2M-Q4XD-90TB. Capitals and hyphens make no difference."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the code that you were given when you sent the report.")},
    )

    def clean_code(self):
        code = typed_receipt(self.cleaned_data["code"])
        if Report.objects.with_receipt(code) is None:
            raise ValidationError(_("We have no report with this code. Look whether every letter is right."))
        return code


class MendForm(WordsForm):
    """Other words in place of what a reader wrote."""

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(_("Write what we should know. To take everything back, erase it below."))
        return cleaned


class EraseForm(forms.Form):
    """What cannot be undone is asked for twice."""

    sure = forms.BooleanField(
        label=_("Yes, erase it. I know that nobody can bring it back."),
        error_messages={"required": _("Tick the box if you want us to erase what you wrote.")},
    )
