"""Pictures of editions: what readers are sent is made from the bytes that were signed, whatever lay there before."""

import hashlib

import pytest

from articles.record.pictures import WIDTHS, EditionImage, image_url, stored_path
from tests.factories import image, png, published_article

pytestmark = pytest.mark.django_db


def hash_of(content):
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("width", [None, *WIDTHS])
def test_what_lay_at_its_place_before_is_not_taken_over(width):
    content = png()
    path = stored_path(hash_of(content), width)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"planted")

    kept = EditionImage.objects.keep(content)

    assert kept.is_whole()
    assert path.read_bytes() != b"planted"


def test_each_width_has_the_hash_with_which_it_was_made():
    kept = EditionImage.objects.keep(png())

    found = {str(width): hash_of(stored_path(kept.sha256, width).read_bytes()) for width in WIDTHS}
    assert kept.widths == found


@pytest.fixture
def shown():
    """A picture that readers get."""
    published_article(hero_image=image(), hero_alt="A table")
    return EditionImage.objects.get()


def test_a_width_that_was_changed_is_made_anew_from_the_original(shown, client):
    path = stored_path(shown.sha256, 480)
    kept = path.read_bytes()
    path.write_bytes(b"planted")

    assert client.get(image_url(shown.sha256, 480)).content == kept


def test_a_width_that_is_lost_is_made_anew(shown, client):
    stored_path(shown.sha256, 480).unlink()

    assert client.get(image_url(shown.sha256, 480)).status_code == 200


def test_a_picture_whose_original_was_changed_too_is_not_shown(shown, client):
    for width in (None, 480):
        stored_path(shown.sha256, width).write_bytes(b"planted")

    assert client.get(image_url(shown.sha256, 480)).status_code == 404
