"""A server of S3, made by others than the client is, for tests of files in a bucket."""

from uuid import uuid4

import pytest

from pain_site.settings.values import Values

NOBODY_THERE = "127.0.0.1:9"


@pytest.fixture(scope="session")
def s3():
    """The address of a server, started for the first test that asks for it."""
    from moto.server import ThreadedMotoServer  # no other test waits for it

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    yield "{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def files_at(settings, monkeypatch):
    """A function that says where the site's files lie from now on, as FILES_URL does; what it made of it."""

    def lie_at(host, name):
        from articles.stores.bucket import breaker

        breaker.close()
        monkeypatch.setenv("FILES_URL", f"s3+http://KEY:SE%2FCRET@{host}/{name}")
        settings.FILES_BUCKET = Values().bucket("FILES_URL")
        backends = {"default": "UploadsInBucket", "editions": "EditionsInBucket"}
        settings.STORAGES = settings.STORAGES | {
            alias: {"BACKEND": f"articles.stores.bucket.{backend}", "OPTIONS": settings.FILES_BUCKET}
            for alias, backend in backends.items()
        }

    return lie_at


@pytest.fixture
def new_bucket(s3, files_at):
    """A function that lets the site's files lie in a new bucket; the bucket, to be looked into past the site."""

    def make():
        from django.core.files.storage import storages

        files_at(s3, f"files-{uuid4().hex}")
        bucket = storages["editions"].bucket
        bucket.create()
        return bucket

    return make


@pytest.fixture
def bucket(new_bucket):
    return new_bucket()


@pytest.fixture
def files_away(files_at):
    """A function after which nothing answers where the site's files lie."""
    return lambda: files_at(NOBODY_THERE, "files")


def everything_in(bucket):
    """{key: bytes} of all that lies there."""
    return {stored.key: stored.get()["Body"].read() for stored in bucket.objects.all()}
