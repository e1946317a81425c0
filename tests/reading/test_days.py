"""Days are said for people in their language, and for machines, as they are where the site is at home."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation


def said(moment, form=""):
    return Template(f"{{% load days %}}{{% day moment {form} %}}").render(Context({"moment": moment}))


@pytest.mark.parametrize(
    "moment", [date(2026, 7, 1), datetime(2026, 6, 30, 23, 30, tzinfo=UTC), datetime(2026, 7, 1, 22, 59, tzinfo=UTC)]
)
def test_a_moment_is_said_as_the_day_that_it_is_at_home(moment, settings):
    settings.TIME_ZONE = "Europe/London"

    assert said(moment) == '<time datetime="2026-07-01">1 July 2026</time>'


def test_each_language_says_it_in_its_own_words():
    with translation.override("es"):
        assert said(date(2026, 7, 1)) == '<time datetime="2026-07-01">1 de julio de 2026</time>'
    assert said(date(2026, 7, 1), "'j M Y'") == '<time datetime="2026-07-01">1 Jul 2026</time>'


def test_where_there_is_no_day_nothing_is_said():
    assert said(None) == ""
