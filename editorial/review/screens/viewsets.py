"""Admin screens of lists: who may sign by which credential, whose account is whose, and emergencies."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from articles.record.credentials import Credential, PersonAccount, Specialty
from articles.record.emergencies import EmergencyOverride

from ..publishing.emergency import all_emergencies
from ..signing.permissions import may_change_status


class CredentialForm(WagtailAdminModelForm):
    """A credential, and the word of somebody who looked it up. A change takes the verification away."""

    looked_up = forms.BooleanField(
        required=False,
        label=_("I looked this up in the register today, and it is right"),
        help_text=_("Only a verified credential lets its holder sign. Nobody can verify their own."),
    )

    class Meta:
        model = Credential
        fields = ["person", "kind", "register", "number", "issuer", "country", "specialties", "expires_on"]
        widgets = {
            "expires_on": forms.DateInput(attrs={"type": "date"}),
            "specialties": forms.CheckboxSelectMultiple,
        }

    def clean(self):
        cleaned = super().clean()
        account = getattr(cleaned.get("person"), "account", None)
        if cleaned.get("looked_up") and account and account.user == self.for_user:
            self.add_error("looked_up", _("Ask a colleague to verify it: nobody can verify their own."))
        return cleaned

    def save(self, commit=True):
        if self.has_changed():
            self.instance.verified_by = self.instance.verified_at = None
        credential = super().save(commit)
        if self.cleaned_data["looked_up"]:
            credential.verify(self.for_user)
        return credential


class CredentialViewSet(ModelViewSet):
    model = Credential
    name = "credentials"
    icon = "key"
    add_to_admin_menu = True
    menu_order = 700
    list_display = ["person", "kind", "register", "number", "expires_on", "verified_by"]
    list_filter = ["kind"]
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return CredentialForm


class SpecialtyViewSet(ModelViewSet):
    model = Specialty
    name = "specialties"
    icon = "tag"
    add_to_admin_menu = True
    menu_order = 705
    list_display = ["name"]
    form_fields = ["name", "topics"]
    copy_view_enabled = False


class PersonAccountViewSet(ModelViewSet):
    model = PersonAccount
    name = "person_accounts"
    icon = "user"
    add_to_admin_menu = True
    menu_order = 710
    menu_label = _("Accounts of people")
    list_display = ["person", "user"]
    form_fields = ["person", "user"]
    copy_view_enabled = False


class EmergencyReport(ReportView):
    """What was published, or asked to be published, before its medical review."""

    model = EmergencyOverride
    permission_policy = ModelPermissionPolicy(EmergencyOverride)
    permission_required = "view"
    page_title = _("Emergency editions")
    header_icon = "warning"
    index_url_name = "emergency_editions"
    index_results_url_name = "emergency_editions_results"
    default_ordering = "-asked_at"
    columns = [
        TitleColumn("title", label=_("Page"), get_url=lambda call: reverse("review:page", args=[call.page_id])),
        Column("number", label=_("Edition")),
        DateColumn("asked_at", label=_("Called at"), sort_key="asked_at"),
        Column("asked_by", label=_("Called by")),
        Column("reason", label=_("Reason")),
        Column("hours", label=_("Hours"), sort_key="hours"),
        DateColumn("ends_at", label=_("Ends at")),
        Column("outcome", label=_("Outcome")),
    ]
    list_export = ["title", "number", "asked_at", "asked_by", "reason", "hours", "ends_at", "outcome"]
    export_filename = "emergency-editions"

    def user_has_permission(self, permission):
        return may_change_status(self.request.user)

    def get_base_queryset(self):
        return all_emergencies()
