"""Letters to the desk about reports. A reader's words and address never travel by mail."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from editorial.review.permissions import TRIAGERS

from .models import Report


def tell_triagers(report_id):
    """Tell the triagers that a report says more than yes or no; the number of letters."""
    report = Report.objects.select_related("edition").get(pk=report_id)
    context = {
        "report": report,
        "is_urgent": report.severity == Report.Severity.SAFETY,
        "section": report.shown_section,
        "report_url": settings.BASE_URL + reverse("wagtailsnippets_feedback_report:edit", args=[report.pk]),
    }
    subject, _blank, body = render_to_string("feedback/mail/new_report.txt", context).partition("\n")
    triagers = get_user_model().objects.filter(groups__name=TRIAGERS, is_active=True)
    return sum(
        send_mail(subject.strip(), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [email])
        for email in triagers.order_by("pk").values_list("email", flat=True)
    )
