"""“Reviewed, no change needed” is an edition with new signatures on the text that readers get, and on nothing else."""

import json

import pytest
from django.utils import timezone

from articles.record.published.drafts import Draft
from articles.record.published.emergencies import EmergencyRule
from articles.record.published.publications import Publication
from editorial.review.publishing.publishing import NotReadyError, create_edition, publish
from editorial.review.signing.rules import signatures_missing, unmet_before_review
from editorial.review.signing.signing import put_signature
from tests.factories.drafts import body, edited, fresh, section
from tests.factories.editions import emergency_edition, gone_back, path_of
from tests.factories.pages import published_article
from tests.factories.signing import able_to_sign, published, signature

pytestmark = pytest.mark.django_db

REVIEWED = {"change_class": "reviewed", "change_note": "Review of 2 May 2030: nothing needed changing."}
DOSE = body(section("Pills", "Take 400 mg twice a day.[1]"))


@pytest.fixture(scope="module")
def made(scene):
    return published_article(sections=DOSE)


@pytest.fixture
def page(made):
    """An article that readers get."""
    return fresh(made)


def signed_by_everybody(page):
    """The draft, after everybody needed has signed exactly its text, whatever it says of itself."""
    draft = Draft.locked(page)
    while kinds := signatures_missing(draft):
        by = able_to_sign(page, kinds[0], draft)
        put_signature(draft, by=by, kind=kinds[0], signature=signature(kinds[0], draft.digest))
    return draft


def shown(page):
    return Publication.objects.select_related("edition").get(page_id=page.pk)


def test_the_review_moves_and_the_text_stays_as_old_as_it_is(page, client):
    before = shown(page)
    published(edited(page, **REVIEWED))

    after = shown(page)
    assert after.reviewed_at > before.reviewed_at
    assert after.review_due_at > before.review_due_at
    assert after.published_at == before.published_at
    text = client.get(path_of(page)).content.decode()
    graph = json.loads(text.split('type="application/ld+json">')[1].split("</script>")[0])["@graph"]
    said = next(node for node in graph if node["@type"] == "MedicalWebPage")
    assert said["dateModified"] == before.published_at.isoformat()
    assert said["lastReviewed"] == timezone.localdate(after.reviewed_at).isoformat()
    history = client.get(f"{path_of(page)}history/").content.decode()
    assert "Reviewed, no change needed" in history
    assert REVIEWED["change_note"] in history


@pytest.mark.parametrize(
    "change",
    [
        {"body": body(section("Pills", "Take 4000 mg twice a day.[1]"))},
        {"title": "Another title"},
        {"slug": "another-address"},
        {"key_points": []},
        {"standfirst": "What it does and does not do!"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_refuses_one_that_says_something_else(page, change):
    draft = signed_by_everybody(edited(page, **REVIEWED, **change))

    with pytest.raises(NotReadyError, match="This one says something else"):
        create_edition(draft, by=None)


def test_nobody_is_asked_to_sign_one_that_says_something_else(page):
    draft = Draft.of(edited(page, **REVIEWED, body=body(section("Pills", "Take 4000 mg twice a day.[1]"))))

    assert "says something else" in " ".join(unmet_before_review(draft))


def test_when_it_is_to_be_reviewed_again_may_move(page):
    assert published(edited(page, **REVIEWED, review_interval_months=12)).editions.count() == 2


def test_it_is_compared_with_what_readers_get_and_not_with_what_they_had(page):
    page = published(edited(page, standfirst="Better.", change_class="update", change_note="A trial."))
    page = gone_back(page, number=1)

    assert unmet_before_review(Draft.of(edited(page, **REVIEWED)))
    assert published(edited(page, **REVIEWED, standfirst=page.editions.get(number=1).standfirst))
    assert shown(page).edition.number == 3


def test_the_same_review_cannot_be_counted_twice(page):
    page = published(edited(page, **REVIEWED))

    with pytest.raises(NotReadyError, match="Nothing has changed since edition 2"):
        publish(fresh(page))


def test_nobody_calls_it_reviewed_in_an_emergency(page):
    EmergencyRule.objects.create(most_hours=48)
    page = edited(page, **REVIEWED)

    with pytest.raises(NotReadyError, match="says something else"):
        emergency_edition(page)


def test_what_nobody_reviewed_is_not_reviewed_again(page):
    EmergencyRule.objects.create(most_hours=48)
    page = edited(page, standfirst="A recall.", change_class="update", change_note="A recall.")
    emergency_edition(page)

    assert "says something else" in " ".join(unmet_before_review(Draft.of(edited(fresh(page), **REVIEWED))))
