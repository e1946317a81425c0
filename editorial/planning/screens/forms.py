"""What people fill in about who signs what by when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from editorial.accounts.users import User
from editorial.review.screens.elements.date_inputs import DayInput

from ..assigning.assignments import OPEN
from ..assigning.rota import Availability, is_away


class PersonField(forms.ModelChoiceField):
    """Somebody who could sign, with how much they have to do and whether they are there."""

    def label_from_instance(self, person: User) -> str:
        load = ngettext("%d text to sign", "%d texts to sign", person.load) % person.load
        if not person.is_away:
            return f"{person} ({load})"
        until = person.availability.away_until
        away = _now("away until %s") % date_format(until, "j F") if until else _now("away")
        return f"{person} ({load}, {away})"


def with_load(people: Any) -> Any:
    """These users with `load`, the texts they are asked for now, and `is_away`; those with least to do first."""
    is_open = Q(assignments__answer__in=OPEN)
    users = User.objects.filter(pk__in=[user.pk for user in people]).select_related("availability")
    users = users.annotate(load=Count("assignments", filter=is_open), is_away=is_away(timezone.localdate()))
    return users.order_by("is_away", "load", "last_name", "pk")


class AskForm(forms.Form):
    """One person to be asked for one kind of sign-off."""

    person = PersonField(label=_("Who"), queryset=User.objects.none(), empty_label=None)
    respond_by = forms.DateField(label=_("Answer wanted by"), required=False, widget=DayInput)
    due = forms.DateField(label=_("To be signed by"), required=False, widget=DayInput)
    is_urgent = forms.BooleanField(label=_("Urgent"), required=False)
    note = forms.CharField(
        label=_("What they should know"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, able: Any = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = with_load(able)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        today = timezone.localdate()
        for name in ("respond_by", "due"):
            if (day := said.get(name)) and day < today:
                self.add_error(name, _("This day is over."))
        if said.get("respond_by") and said.get("due") and said["respond_by"] > said["due"]:
            self.add_error("respond_by", _("An answer is wanted before the signature."))
        return said


class DeclineForm(forms.Form):
    """Why somebody does not sign, and who could."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why, so that the desk can find somebody else.")},
    )
    suggested = PersonField(
        label=_("Who could do it instead"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody I know of"),
    )

    def __init__(self, *args: Any, able: Any = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["suggested"].queryset = with_load(able)


class HandOverForm(forms.Form):
    """Somebody who is asked instead."""

    to = PersonField(
        label=_("To whom"),
        queryset=User.objects.none(),
        empty_label=_("choose"),
        error_messages={"required": _("Choose who is asked instead.")},
    )
    note = forms.CharField(label=_("What they should know"), required=False, max_length=1000)

    def __init__(self, *args: Any, able: Any = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = with_load(able)


class AvailabilityForm(forms.ModelForm):
    """When somebody is away, and how much they take on; on the page of their account."""

    class Meta:
        model = Availability
        fields = ["away_from", "away_until", "most_at_once"]
        widgets = {"away_from": DayInput, "away_until": DayInput}
