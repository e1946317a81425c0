"""What an editor fills in about a page's status, an emergency, or a declared interest."""

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles.pages.zone import in_zone, refuse_far
from articles.record.published.editions import Edition
from articles.record.published.status import LONGEST_NOTICE, PublicationStatus
from articles.record.signed.risk import RiskTier

from ..elements.date_inputs import MomentInput
from ..elements.reason_form import REASON, ReasonForm

NOTICE = {"required": _("Say what readers are told.")}


class HoldForm(ReasonForm):
    """A notice that readers see at once."""

    notice = forms.CharField(
        label=_("What readers are told"),
        help_text=_(
            "Such as: “We are checking what this page says about doses.” Give no advice: readers are told that no "
            "clinician reviewed it."
        ),
        max_length=LONGEST_NOTICE,
        error_messages=NOTICE,
    )
    field_order = ["notice", "reason"]


class TakeAwayForm(HoldForm):
    """A proposal that another editor has to agree to."""

    status = forms.ChoiceField(
        label=_("How"),
        widget=forms.RadioSelect,
        choices=[
            (PublicationStatus.WITHDRAWN, _("Withdraw: readers get the notice in place of the text")),
            (PublicationStatus.RETRACTED, _("Retract: as withdrawn, and it is listed for ever among the corrections")),
            (PublicationStatus.ARCHIVED, _("Archive: the page is not needed any more, and nobody edits it")),
        ],
        error_messages={"required": _("Choose how it is to be taken away.")},
    )
    takes_effect_at = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        widget=MomentInput,
        validators=[refuse_far],
        help_text=_("Leave it empty to take it away as soon as another editor agrees."),
    )
    field_order = ["status", "notice", "takes_effect_at", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["takes_effect_at"]
        field.help_text = f"{field.help_text} {in_zone}"


class PutBackForm(ReasonForm):
    """Another edition than the one that readers get."""

    edition = forms.ModelChoiceField(
        label=_("Edition"),
        queryset=Edition.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose an edition."), "invalid_choice": _("Choose an edition of this page.")},
    )
    notice = forms.CharField(
        label=_("What readers are told: why they get it again"), max_length=LONGEST_NOTICE, error_messages=REASON
    )
    field_order = ["edition", "notice", "reason"]

    def __init__(self, *args, publication, **kwargs):
        super().__init__(*args, **kwargs)
        editions = Edition.objects.of_page(publication.page).signed().order_by("-number")
        if publication.status not in PublicationStatus.away():
            editions = editions.exclude(pk=publication.edition_id)
        self.fields["edition"].queryset = editions
        self.fields["edition"].label_from_instance = lambda edition: (
            _("%(number)d, of %(day)s")
            % {
                "number": edition.number,
                "day": date_format(timezone.localtime(edition.created_at), "j F Y"),
            }
        )


class EmergencyForm(forms.Form):
    """Why a text cannot wait for its medical review, and for how long it is shown without one."""

    reason = forms.CharField(
        label=_("Why it cannot wait; readers are told"), max_length=LONGEST_NOTICE, error_messages=REASON
    )
    hours = forms.IntegerField(label=_("Hours until it is withdrawn by itself"), min_value=1)

    def __init__(self, *args, most_hours, **kwargs):
        super().__init__(*args, **kwargs)
        hours = self.fields["hours"]
        hours.max_value = hours.widget.attrs["max"] = most_hours
        hours.validators.append(MaxValueValidator(most_hours))


class RiskForm(ReasonForm):
    """How many medical reviews an article needs."""

    tier = forms.ChoiceField(
        label=_("Risk"),
        choices=RiskTier.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how risky it is.")},
    )
    field_order = ["tier", "reason"]


class WaiveForm(ReasonForm):
    """Letting somebody sign in spite of an interest."""
