"""The email of each week to triagers and editors: numbers and titles, nothing that a reader wrote."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from articles.emails import send_email
from editorial.review.signing.permissions import EDITORS, TRIAGERS

from ..corrections.correction import Correction
from . import numbers

#: Over so many weeks articles gather enough votes to be compared.
WEEKS_OF_VOTES = 13
MOST_ARTICLES = 5


def send_weekly_email():
    """Tell them of the week that is over; the number of emails."""
    people = get_user_model().objects.filter(groups__name__in=[TRIAGERS, EDITORS], is_active=True)
    addresses = people.order_by("pk").values_list("email", flat=True).distinct()
    return send_email(render_to_string("feedback/emails/week.txt", week_in_numbers()), addresses)


def week_in_numbers():
    """What came in from Monday to Sunday, what was corrected, what waits, and which articles help least."""
    monday, next_monday = numbers.weeks_until_now(2)
    problems = numbers.problems_by_week([monday])
    return {
        "first": monday,
        "last": next_monday - timedelta(days=1),
        "reports": sum(count for [count] in problems.values()),
        "problems": [(label, count) for label, [count] in problems.items() if count],
        "votes": numbers.together(numbers.votes_by_article(monday, next_monday).values()),
        "corrections": Correction.objects.published_between(monday, next_monday),
        "waiting": numbers.waiting(),
        "oldest_safety": numbers.oldest_untouched_safety_report(),
        "today": timezone.localdate(),
        "articles": numbers.least_helpful(
            numbers.votes_by_article(monday - timedelta(weeks=WEEKS_OF_VOTES - 1), next_monday), MOST_ARTICLES
        ),
        "dashboard_url": settings.BASE_URL + reverse("reports_in_numbers"),
    }
