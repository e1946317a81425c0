"""An article that is about to be shown, answered with what asks the reader."""

from urllib.parse import urlencode

from django.urls import reverse

from articles.signals import reading_shown

from .receipts import edition_token


def ask_whether_it_helped(sender, reading, **kwargs):
    if reading.edition is None or reading.kind != "article":
        return {}
    report_url = f"{reverse('feedback:report')}?{urlencode({'edition': reading.edition.pk})}"
    return {
        "helpful": {
            "action": reverse("feedback:answer"),
            "edition_id": reading.edition.pk,
            "token": edition_token(reading.edition.pk),
            "report_url": report_url,
            "sections": [
                {**section, "report_url": f"{report_url}&{urlencode({'section': section['id']})}"}
                for section in reading.sections
            ],
        }
    }


def connect():
    reading_shown.connect(ask_whether_it_helped, dispatch_uid="feedback_ask_whether_it_helped")
