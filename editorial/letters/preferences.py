"""How somebody wants to get their letters, on Wagtail's page about their account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from editorial.accounts.users import User

from .outbox.choices import LetterChoice
from .outbox.kinds import Kind, When
from .outbox.letter import Letter


class LettersForm(forms.Form):
    """A choice for each kind of letter that leaves one. What is not sent stays as it was."""

    def __init__(self, *args: Any, instance: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = instance
        chosen = dict(LetterChoice.objects.filter(user=instance).values_list("kind", "when"))
        for kind in Kind:
            if len(kind.offered) > 1:
                self.fields[kind.value] = forms.ChoiceField(
                    label=kind.label,
                    choices=[(when.value, when.label) for when in kind.offered],
                    initial=chosen.get(kind, kind.offered[0]),
                    required=False,
                )

    def clean(self) -> dict[str, Any]:
        chosen = {name: self.cleaned_data.get(name) or field.initial for name, field in self.fields.items()}
        if chosen[Kind.DIGEST] == When.NEVER and When.WEEKLY in chosen.values():
            self.add_error(
                Kind.DIGEST.value,
                _("Some letters are to come in the digest, so you need it. Or choose another way for those."),
            )
        if chosen[Kind.DIGEST] == When.NEVER and Letter.objects.for_digest().filter(recipient=self.user).exists():
            self.add_error(
                Kind.DIGEST.value,
                _("Some letters wait for your next digest, on Monday. Turn it off when you have had that."),
            )
        return chosen

    def save(self) -> None:
        for name, when in self.cleaned_data.items():
            LetterChoice.objects.update_or_create(user=self.user, kind=name, defaults={"when": when})


class LettersPanel(BaseSettingsPanel):
    name = "letters"
    title = gettext_lazy("Letters")
    help_text = gettext_lazy(
        "What happens to your account or in your name, credentials that expire, emergencies and people in danger are "
        "told at once."
    )
    tab = notifications_tab
    order = 50
    form_class = LettersForm
    template_name = "letters/preferences.html"

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "help_text": self.help_text}
