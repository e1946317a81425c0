"""Who was told of what, and when: the list of letters, and one of them."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_filters import ChoiceFilter, ModelChoiceFilter
from post_office.models import Email
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from editorial.letters.outbox.health import stuck
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter, LetterState
from editorial.letters.outbox.sending import send_again

from ..signing.permissions import may_change_status
from .elements.decision_screen import DecisionScreen
from .elements.frame import ForEditors


class LetterFilterSet(WagtailFilterSet):
    """By what became of letters, what they are about, and to whom they went."""

    state = ChoiceFilter(choices=LetterState.choices, label=gettext_lazy("Outcome"))
    kind = ChoiceFilter(choices=Kind.choices, label=gettext_lazy("About"))
    recipient = ModelChoiceFilter(
        queryset=lambda request: get_user_model().objects.filter(is_active=True).order_by("last_name", "first_name"),
        label=gettext_lazy("To"),
    )

    class Meta:
        model = Letter
        fields = ["state", "kind", "recipient"]


class LettersReport(ReportView):
    """Every letter to the desk. The texts of old ones are gone; that they were written is not."""

    model = Letter
    permission_policy = ModelPermissionPolicy(Letter)
    permission_required = "view"
    page_title = gettext_lazy("Letters")
    header_icon = "mail"
    index_url_name = "letters"
    index_results_url_name = "letters_results"
    filterset_class = LetterFilterSet
    default_ordering = "-written_at"
    columns = [
        TitleColumn("subject", label=gettext_lazy("Letter"), width="40%", get_url=lambda letter: address_of(letter)),
        Column("recipient", label=gettext_lazy("To"), accessor=lambda letter: letter.recipient or letter.address),
        DateColumn("written_at", label=gettext_lazy("Written"), sort_key="written_at"),
        Column("state", label=gettext_lazy("Outcome"), accessor="outcome", sort_key="state"),
    ]

    def user_has_permission(self, permission):
        return may_change_status(self.request.user)

    def get_base_queryset(self):
        return Letter.objects.select_related("recipient")

    def get(self, request, *args, **kwargs):
        if late := stuck():
            said = ngettext(
                "A letter waits since %(since)s. Whoever runs the site should know.",
                "%(number)d letters wait, the oldest since %(since)s. Whoever runs the site should know.",
                late.letters,
            )
            since = date_format(timezone.localtime(late.since), "j F, H:i")
            messages.warning(request, said % {"number": late.letters, "since": since})
        return super().get(request, *args, **kwargs)


def address_of(letter):
    return reverse("review:letter", args=[letter.pk])


class LetterView(ForEditors, DecisionScreen):
    """One letter: to whom, about what, what became of it, and its text while that is kept."""

    template_name = "review/letter.html"
    decisions = ["send_again"]
    header_icon = "mail"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.letter = get_object_or_404(Letter.objects.select_related("recipient", "page"), pk=kwargs["pk"])

    def get_page_title(self):
        return self.letter.subject

    def more_breadcrumbs(self):
        return [{"url": reverse("letters"), "label": _("Letters")}, self.here()]

    def take_send_again(self):
        if send_again(self.letter):
            messages.success(self.request, _("It waits to be sent again."))
        else:
            messages.error(self.request, _("This letter cannot be sent again: it was sent meanwhile, or is forgotten."))
        return redirect(address_of(self.letter))

    def get_context_data(self, **kwargs):
        email = Email.objects.filter(pk=self.letter.email_id).first()
        text = email.message if email and not self.letter.has_secret else ""
        refusals = email.logs.order_by("-pk") if email else []
        return super().get_context_data(letter=self.letter, text=text, refusals=refusals, **kwargs)
