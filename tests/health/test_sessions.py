"""Sessions that are over do not lie about."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from pain_site.background_tasks import forget_sessions

pytestmark = pytest.mark.django_db


def test_sessions_that_are_over_go_and_others_stay():
    now = timezone.now()
    Session.objects.create(session_key="over", session_data="a form", expire_date=now - timedelta(minutes=1))
    Session.objects.create(session_key="not-over", session_data="", expire_date=now + timedelta(minutes=1))

    forget_sessions()

    assert [session.session_key for session in Session.objects.all()] == ["not-over"]
