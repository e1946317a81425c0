"""The email of each week to triagers and editors: numbers and titles, nothing that a reader wrote."""

from datetime import timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from articles.record.published.editions import Edition
from editorial.accounts.users import User
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter
from editorial.letters.outbox.writing import write
from editorial.letters.weeks import week_due
from editorial.review.signing.permissions import EDITORS, TRIAGERS

from . import numbers

#: Over so many weeks articles gather enough votes to be compared.
WEEKS_OF_VOTES = 13
MOST_ARTICLES = 5


def send_weekly_email():
    """Tell them of the week that is over, once, whenever this is asked for."""
    occasion = f"figures {week_due()}"
    if Letter.objects.were_written(occasion):
        return
    people = User.objects.filter(groups__name__in=[TRIAGERS, EDITORS], is_active=True).distinct()
    link = reverse("reports_in_numbers")
    write(Kind.FIGURES, occasion, people, "feedback/emails/week.txt", week_in_numbers(), link=link)


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
        "corrections": editions_that_answered(monday, next_monday),
        "waiting": numbers.waiting(),
        "oldest_safety": numbers.oldest_untouched_safety_report(),
        "today": timezone.localdate(),
        "articles": numbers.least_helpful(
            numbers.votes_by_article(monday - timedelta(weeks=WEEKS_OF_VOTES - 1), next_monday), MOST_ARTICLES
        ),
    }


def editions_that_answered(start, end):
    """Those of the days from `start` to before `end` that put right what reports are about, with how many these are.

    A correction may need several editions, and one edition may answer several corrections.
    """
    of_these_days = Edition.objects.filter(created_at__date__gte=start, created_at__date__lt=end)
    counted = of_these_days.annotate(report_count=Count("resolved_reports")).filter(report_count__gt=0)
    return counted.defer("document").order_by("pk")
