"""The buttons above a page in the admin that lead to our screens."""

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from articles.pages.page_facts import fact, number_of
from articles.record.published.emergencies import EmergencyRule
from articles.record.published.publications import Publication

from ..signing.discussion.remarks import Remark
from ..signing.permissions import is_appointed_editor, may_change_status


def open_remarks():
    return number_of(Remark.objects.open().filter(page_id=OuterRef("pk")), by="page_id")


def has_publication():
    return Exists(Publication.objects.filter(page_id=OuterRef("pk")))


def emergency_hours():
    return Subquery(EmergencyRule.objects.values("most_hours")[:1])


#: What the buttons ask of a page, as expressions on pages.
FACTS = {"open_remarks": open_remarks, "has_publication": has_publication, "emergency_hours": emergency_hours}


def review_buttons(page, user):
    """Those that this person can use for this page."""
    yield Button(_("Review screen"), reverse("review:page", args=[page.pk]), icon_name="clipboard-list", priority=15)
    if remarks := fact(page, "open_remarks"):
        label = _("Remarks (%d)") % remarks
        yield Button(label, reverse("review:remarks", args=[page.pk]), icon_name="comment", priority=15)
    if may_change_status(user) and fact(page, "has_publication"):
        yield Button(_("What readers get"), reverse("review:status", args=[page.pk]), icon_name="view", priority=16)
        yield Button(_("Evidence pack"), reverse("review:evidence", args=[page.pk]), icon_name="download", priority=19)
    if page.kind == "article" and is_appointed_editor(user):
        label = _("Risk: %s") % page.risk_tier.value
        yield Button(label, reverse("review:risk", args=[page.pk]), icon_name="warning", priority=16)
    if fact(page, "emergency_hours") and is_appointed_editor(user):
        address = reverse("review:emergency", args=[page.pk])
        yield Button(_("Publish in an emergency"), address, icon_name="warning", priority=17)
