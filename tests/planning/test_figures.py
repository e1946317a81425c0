"""The desk's figures, on a screen and as spreadsheets in which no title is a formula."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Page

from articles.record.signed.sign_offs import SignOffKind
from editorial.planning import figures, steps
from editorial.planning.assigning import assignments
from editorial.planning.steps import Step
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import submitted
from tests.factories.pages import article
from tests.factories.signing import credentialed, published_through_the_workflow

pytestmark = pytest.mark.django_db

FACT_CHECK = SignOffKind.FACT_CHECK
FORMULA = '=HYPERLINK("https://example.org","x")'


@pytest.fixture
def editor(client):
    user = UserFactory(editor=True)
    logged_in(client, user)
    return user


def as_csv(client, address):
    answer = client.get(address)
    return list(csv.reader(io.StringIO(b"".join(answer).decode())))


def test_each_step_counts_with_the_days_that_it_took(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        published_through_the_workflow(article())
    for step in Step.objects.all():
        Step.objects.filter(pk=step.pk).update(began_at=step.ended_at - timedelta(days=3))

    taken = {(kind, outcome): row for kind, outcome, *row in figures.stages()}

    assert taken["Fact check", "signed"] == [1, 3, 3]
    assert any(half == 3 for _month, _kind, _editions, half, _most in figures.throughput())


def test_who_is_asked_has_it_to_do(editor):
    page, checker = submitted(article()), credentialed(FACT_CHECK)
    assignments.ask(page, FACT_CHECK, checker, by=editor)

    assert [row[1:3] for row in figures.load() if row[0] == str(checker)] == [(1, 0)]


@pytest.mark.parametrize("zone", ["Etc/GMT-14", "Etc/GMT+12"])  # one of them has another day than UTC at any time
def test_what_is_overdue_is_so_by_the_day_of_whoever_looks(editor, zone):
    page, checker = submitted(article()), credentialed(FACT_CHECK)
    with timezone.override(zone):
        today = timezone.localdate()
        asked = assignments.ask(page, FACT_CHECK, checker, by=editor, due=min(today, timezone.now().date()))

        assert [row[2] for row in figures.load() if row[0] == str(checker)] == [asked.is_overdue]


def test_an_article_whose_owner_left_is_listed_and_its_title_is_no_formula(client, editor):
    page = article(title=FORMULA)
    page.owner.is_active = False
    page.owner.save()
    address = reverse("planning_figures")

    assert as_csv(client, f"{address}?table=without-owner&export=csv")[1] == [str(page.pk), f"'{FORMULA}"]
    sheet = load_workbook(io.BytesIO(b"".join(client.get(f"{address}?table=without-owner&export=xlsx")))).active
    assert (sheet["B2"].value, sheet["B2"].data_type) == (FORMULA, "s")


@pytest.mark.parametrize("name", [table.name for table in figures.TABLES])
def test_each_table_can_be_taken_along(client, editor, name):
    table = next(table for table in figures.TABLES if table.name == name)

    assert as_csv(client, f"{reverse('planning_figures')}?table={name}&export=csv")[0] == list(map(str, table.columns))


def test_wagtails_own_lists_give_no_formulas_either(client, editor):
    page = article(title=FORMULA)
    steps.follow_all()

    rows = as_csv(client, "/admin/reports/waiting-for-signatures/?export=csv")
    pages = as_csv(client, "/admin/articles/?export=csv")

    assert rows
    assert f"'{FORMULA}" in {cell for row in pages for cell in row}
    assert Page.objects.get(pk=page.pk).title == FORMULA


def test_nobody_but_editors_sees_them(client):
    logged_in(client, credentialed(FACT_CHECK))

    assert client.get(reverse("planning_figures")).status_code in {302, 403}
