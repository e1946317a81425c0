"""An article about to be shown is answered with what asks the reader; a retracted source with a report for the desk."""

from urllib.parse import urlencode

from django.apps import apps
from django.urls import reverse

from articles.signals import reading_shown

from .intake import receive_from_watch
from .receipts import edition_token


def ask_whether_it_helped(sender, reading, **kwargs):
    if reading.edition is None or reading.kind != "article":
        return {}
    report_url = f"{reverse('feedback:report')}?{urlencode({'edition': reading.edition.pk})}"
    return {
        "helpful": {
            "action": reverse("feedback:answer"),
            "token": edition_token(reading.edition.pk),
            "report_url": report_url,
            "sections": [
                {**section, "report_url": f"{report_url}&{urlencode({'section': section['id']})}"}
                for section in reading.sections
            ],
        }
    }


def report_what_the_watch_found(sender, reference, **kwargs):
    for citation in reference.citations.filter(edition__publication__isnull=False).select_related("edition"):
        receive_from_watch(citation)


def connect():
    reading_shown.connect(ask_whether_it_helped, dispatch_uid="feedback_ask_whether_it_helped")
    if apps.is_installed("editorial.upkeep"):
        from editorial.upkeep.signals import reference_flagged  # its models are there only where it is installed

        reference_flagged.connect(report_what_the_watch_found, dispatch_uid="feedback_report_what_the_watch_found")
