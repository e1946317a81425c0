"""The workshop's files: the desk sees them, readers do not, and nobody learns where they lie."""

from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from articles.record.signed.pictures import SiteImage
from tests.factories.accounts import UserFactory
from tests.factories.drafts import image, png

pytestmark = pytest.mark.django_db

EVERYWHERE = pytest.mark.parametrize("place", ["folder", "bucket"])


@pytest.fixture
def upload(request, place):
    """A picture that lies in a folder, or in a bucket."""
    if place == "bucket":
        request.getfixturevalue("bucket")
    return image()


@EVERYWHERE
def test_the_desk_sees_an_upload_and_a_reader_does_not(upload, client):
    addresses = [upload.file.url, upload.get_rendition("max-165x165").url]

    as_reader = [client.get(address) for address in addresses]
    client.force_login(UserFactory(writer=True))
    as_writer = [client.get(address) for address in addresses]

    assert not any(urlsplit(address).netloc for address in addresses)
    assert [answer.status_code for answer in as_reader] == [302, 302]
    assert b"".join(as_writer[0].streaming_content) == png()
    assert [(answer.status_code, answer["Content-Type"]) for answer in as_writer] == [(200, "image/png")] * 2


@EVERYWHERE
def test_an_upload_that_has_not_changed_is_not_sent_again(upload, client):
    client.force_login(UserFactory(writer=True))
    first = client.get(upload.file.url)

    again = client.get(upload.file.url, headers={"If-Modified-Since": first["Last-Modified"]})

    assert again.status_code == 304


@EVERYWHERE
@pytest.mark.parametrize("path", ["nothing.png", "original_images/", "a\0b"])
def test_what_is_no_upload_is_not_there(upload, client, path):
    client.force_login(UserFactory(writer=True))

    assert client.get(f"/admin/workshop-media/{path}").status_code == 404


@EVERYWHERE
def test_two_uploads_of_one_name_are_two_files(upload):
    other = image("navy")

    same_name = [default_storage.save("table.png", ContentFile(content)) for content in (b"one", b"two")]

    assert upload.read_bytes() == png() and other.read_bytes() == png("navy")
    assert [default_storage.open(name).read() for name in same_name] == [b"one", b"two"]


def test_an_upload_that_another_machine_wrote_first_is_not_written_over(bucket):
    """Both found the name free."""
    names = [default_storage._save("table.png", ContentFile(content)) for content in (b"one", b"two")]

    assert [default_storage.open(name).read() for name in names] == [b"one", b"two"]


def test_while_the_bucket_is_away_whoever_uploads_gets_a_sentence(files_away, client):
    files_away()
    client.force_login(UserFactory(writer=True))
    given = {"title": "A table", "file": ContentFile(png(), name="table.png"), "collection": 1}

    answer = client.post(reverse("wagtailimages:add"), given)

    assert answer.status_code == 503 and answer["Retry-After"]
    assert not SiteImage.objects.exists()
