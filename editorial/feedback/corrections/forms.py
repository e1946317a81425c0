"""What the desk fills in about corrections."""

from django import forms
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from ..reports.report import Report
from .correcting import correctable

#: So many reports of an article are offered at once, beside those that were asked for.
MOST_OFFERED = 50


class ReportsField(forms.ModelMultipleChoiceField):
    """Some of the reports that are shown, by a box beside each."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(queryset=Report.objects.none(), **kwargs)

    def label_from_instance(self, report):
        return _("Report %d") % report.pk


class OpenCorrectionForm(forms.Form):
    """Which reports of an article are to be put right together, and what its people should know."""

    reports = ReportsField(
        label=_("Reports to put right together"), error_messages={"required": _("Choose at least one report.")}
    )
    note = forms.CharField(
        label=_("What to put right"),
        help_text=_("The article’s people get it by mail, so copy no reader’s words into it."),
        widget=forms.Textarea(attrs={"rows": 3, "aria-describedby": "id_note_helptext"}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args, asked_for, **kwargs):
        super().__init__(*args, initial={"reports": [report.pk for report in asked_for]}, **kwargs)
        others = correctable().about(asked_for[0].page).most_urgent_first()[:MOST_OFFERED]
        asked = Q(pk__in=[report.pk for report in asked_for])
        offered = Report.objects.filter(asked | Q(pk__in=[report.pk for report in others]))
        first = Case(When(asked, then=0), default=1)
        self.fields["reports"].queryset = _shown(offered).order_by(first, "severity", "-received_at", "-pk")


class ResolvedForm(forms.Form):
    """Which of a correction's reports the next edition answers."""

    reports = ReportsField(label=_("The next edition answers"), required=False)

    def __init__(self, *args, correction, **kwargs):
        attached = correction.attached.all()
        initial = {"reports": [link.report_id for link in attached if link.is_resolved]}
        super().__init__(*args, initial=initial, **kwargs)
        reports = _shown(correction.reports).select_related("resolved_by").defer("resolved_by__document")
        self.fields["reports"].queryset = reports.order_by("received_at", "pk")


def _shown(reports):
    """Each with what the screens say of it, and without the text of its edition."""
    return reports.with_edition().with_heading()
