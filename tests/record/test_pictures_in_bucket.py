"""Pictures of editions in a bucket, which is believed as little as a folder."""

import hashlib
from collections import Counter

import pytest

from articles.record.signed.pictures import WIDTHS, EditionImage, image_url, shared_url, stored_name
from tests.factories.drafts import image, png
from tests.factories.editions import path_of
from tests.factories.pages import published_article
from tests.plugins.stores import forget_what_was_kept
from tests.upkeep.damage import found

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(bucket):
    page = published_article(hero_image=image(), hero_alt="A table")
    forget_what_was_kept()
    return page


@pytest.fixture
def shown(article):
    """A picture that readers get."""
    return EditionImage.objects.get()


def in_bucket(picture, width):
    return f"edition-images/{stored_name(picture.sha256, width)}"


def test_an_article_is_read_whose_files_all_lie_in_a_bucket(bucket, article, client, settings):
    shown = EditionImage.objects.get()

    text = client.get(path_of(article)).content.decode()
    picture = client.get(image_url(shown.sha256, 480))

    assert image_url(shown.sha256, 480) in text and settings.FILES_BUCKET["endpoint_url"] not in text
    assert hashlib.sha256(picture.content).hexdigest() == shown.widths["480"]
    assert {key.key for key in bucket.objects.filter(Prefix="edition-images/")} == {
        in_bucket(shown, width) for width in (None, *WIDTHS)
    }
    assert [key.key.partition("/")[0] for key in bucket.objects.filter(Prefix="media/")] == ["media"]
    assert not settings.MEDIA_ROOT.exists() and not settings.EDITION_IMAGES_ROOT.exists()


def test_a_picture_that_was_changed_in_the_bucket_is_not_shown(bucket, shown, client):
    for width in (None, 480):
        bucket.Object(in_bucket(shown, width)).put(Body=png("navy"))

    assert client.get(image_url(shown.sha256, 480)).status_code == 404
    assert client.get(shared_url(shown.sha256)).status_code == 404


def test_the_audit_finds_what_was_changed_in_the_bucket_and_what_is_lost_from_it(bucket, shown):
    assert found() == ""

    bucket.Object(in_bucket(shown, None)).put(Body=png("navy"))
    bucket.Object(in_bucket(shown, 480)).delete()

    assert "was changed: the original has other bytes." in found()
    assert f"cannot be read: No such file or directory, {stored_name(shown.sha256, 480)}." in found()


def test_what_is_kept_again_is_not_written_again_and_what_was_planted_is(bucket, shown):
    bucket.Versioning().enable()
    bucket.Object(in_bucket(shown, 480)).put(Body=b"planted")

    EditionImage.objects.keep(png())

    assert shown.is_whole()
    versions = Counter(version.key for version in bucket.object_versions.filter(Prefix="edition-images/"))
    assert (versions[in_bucket(shown, 480)], versions[in_bucket(shown, None)]) == (3, 1)


def test_while_the_bucket_is_away_readers_get_texts_kept_pictures_and_else_a_sentence(
    article, shown, client, files_away
):
    kept = client.get(image_url(shown.sha256, 480)).content
    files_away()

    others = [client.get(address) for address in (image_url(shown.sha256, 960), shared_url(shown.sha256))]

    assert client.get(path_of(article)).status_code == 200
    assert client.get(image_url(shown.sha256, 480)).content == kept
    assert {answer.status_code for answer in others} == {503}
    assert all(answer["Cache-Control"] == "no-store" and b"<h1" in answer.content for answer in others)


def test_while_the_bucket_is_away_the_audit_says_what_it_could_not_look_at(shown, files_away):
    files_away()

    assert "cannot be reached (EndpointConnectionError). So the pictures of editions could not be looked at." in found()
