"""The screens of reviews that are due and of what is planned, at three widths."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.record.published.status import PublicationStatus
from editorial.planning.review_due.guidelines import GuidelineChange
from editorial.planning.review_due.review_rules import ReviewRule
from editorial.planning.schedule.bundles import Bundle, BundleItem, send_out_due
from editorial.review.publishing.status import decide, propose
from tests.browser import IN_A_BROWSER
from tests.browser.judges import judge
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.drafts import submitted
from tests.factories.pages import article, published_article

pytestmark = IN_A_BROWSER


@pytest.mark.long
def test_an_editor_sees_what_is_due_and_opens_a_review_by_one_press(window, live_server):
    page, editor = published_article(), UserFactory(editor=True)
    ReviewRule.objects.create(page=page.get_parent(), owner=UserFactory(writer=True), months=6)
    waiting = submitted(article("Goes out", publish_after=timezone.now() - timedelta(hours=1)))
    bundle = Bundle.objects.create(title="Spring", goes_out_at=timezone.now() - timedelta(hours=1))
    BundleItem.objects.create(bundle=bundle, page=waiting.page_ptr)
    send_out_due()
    words = {"status": PublicationStatus.WITHDRAWN, "notice": "The campaign is over.", "reason": "As agreed"}
    planned = propose(page, by=editor, takes_effect_at=timezone.now() + timedelta(hours=1), **words)
    admin = f"{live_server.url}/admin/"
    desk = Desk(window(), live_server.url).log_in(editor.email, PASSWORD).page

    judge(desk, f"{admin}review/{page.pk}/status/")
    decide(planned, by=UserFactory(editor=True), accept=True)
    judge(desk, f"{admin}review/{page.pk}/status/")
    judge(desk, f"{admin}reports/calendar/")
    judge(desk, f"{admin}bundles/")
    judge(desk, f"{admin}planning/bundles/{bundle.pk}/")
    judge(desk, f"{admin}bundles/edit/{bundle.pk}/")
    judge(desk, f"{admin}review-rules/")
    judge(desk, f"{admin}review-rules/new/")
    judge(desk, f"{admin}planning/review/{page.pk}/")
    judge(desk, f"{admin}reports/reviews-due/")

    judge(desk, f"{admin}planning/guidelines/")
    words = {"title": "The space between", "changed_on": timezone.localdate(), "what": "Exercise only."}
    change = GuidelineChange.objects.create(noted_by=editor, **words)
    judge(desk, f"{admin}planning/guidelines/{change.pk}/")
    desk.get_by_role("button", name="Open the reviews of those ticked").click()
    desk.get_by_text(re.compile(r"reviews? (is|are) opened")).wait_for()
    judge(desk, f"{admin}planning/review/{page.pk}/")

    desk.goto(f"{admin}reports/reviews-due/")
    desk.get_by_role("row", name=page.title).first.get_by_role("button", name="Review again").click()
    desk.get_by_text("people are asked to sign it as it is").wait_for()
