"""The buttons above a page in the admin that lead to our screens."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from articles.record.publications import Publication

from ..publishing.emergency import most_hours
from ..signing.permissions import is_appointed_editor, may_change_status
from ..signing.remarks import Remark


def review_buttons(page, user):
    """Those that this person can use for this page."""
    yield Button(_("Review screen"), reverse("review:page", args=[page.pk]), icon_name="clipboard-list", priority=15)
    if remarks := Remark.objects.open().filter(page_id=page.pk).count():
        label = _("Remarks (%d)") % remarks
        yield Button(label, reverse("review:remarks", args=[page.pk]), icon_name="comment", priority=15)
    if may_change_status(user) and Publication.objects.filter(page_id=page.pk).exists():
        yield Button(_("What readers get"), reverse("review:status", args=[page.pk]), icon_name="view", priority=16)
        yield Button(_("Evidence pack"), reverse("review:evidence", args=[page.pk]), icon_name="download", priority=19)
    if page.kind == "article" and is_appointed_editor(user):
        label = _("Risk: %s") % page.risk_tier.value
        yield Button(label, reverse("review:risk", args=[page.pk]), icon_name="warning", priority=16)
    if most_hours() and is_appointed_editor(user):
        address = reverse("review:emergency", args=[page.pk])
        yield Button(_("Publish in an emergency"), address, icon_name="warning", priority=17)
