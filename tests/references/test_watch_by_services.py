"""The watch asks Crossref, PubMed and Europe PMC besides the list, and a service that is silent clears nothing."""

from datetime import date

import pytest
from django.utils import timezone

from articles.references.integrity import Status
from articles.references.library.references import Reference
from editorial.upkeep import watch
from editorial.upkeep.models import RetractionNotice, WorldCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(settings, stand):
    settings.WATCH_ASKS_SERVICES = True
    RetractionNotice.objects.create(record_id=1, status=Status.RETRACTED, doi="10.5555/other", loaded_at=timezone.now())
    return Reference.objects.create(text="Hanging upside down for backs.", doi="10.5555/back.2020.01")


def status_of(work):
    work.refresh_from_db()
    return work.status


def test_what_crossref_says_of_a_retraction_counts(work, stand):
    stand.says("/crossref/works/", "crossref_retracted.json")
    stand.says("/crossref/works?", "crossref_filter_nothing.json")
    stand.says("/europepmc", "europepmc_nothing.json")

    assert watch.check(work)

    assert status_of(work) == Status.RETRACTED and isinstance(work.status_on, date | None)
    assert WorldCheck.objects.get().source


def test_what_one_service_says_counts_though_another_does_not_know_the_work(work, stand):
    stand.says("/crossref/works/", "crossref_article.json")
    stand.says("/crossref/works?", "crossref_filter_nothing.json")

    watch.check(work)

    assert status_of(work) == Status.CORRECTED


def test_a_retraction_is_not_forgotten_while_a_service_is_silent(work, stand):
    Reference.objects.filter(pk=work.pk).update(status=Status.RETRACTED)
    stand.says("/crossref", "Out of order", status=500)
    stand.says("/europepmc", "Out of order", status=500)

    watch.check(work)

    assert status_of(work) == Status.RETRACTED
    assert not WorldCheck.objects.exists()
