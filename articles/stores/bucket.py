"""The site's files in a bucket, over the S3 protocol: for a site with several web machines, by FILES_URL.

A bucket is believed as little as a folder: what a reader gets of it is compared with what was signed. Nobody outside
gets an address of it. Whoever asks it waits for seconds at most, and where it does not answer gets a FilesAwayError.
"""

import errno
import os
from contextlib import contextmanager
from functools import cache
from urllib.parse import urljoin

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from .breaker import Breaker
from .edition_files import FilesAwayError

#: Trips when it did not answer twice: where it hangs, each who asks holds a thread.
breaker = Breaker(seconds=10)
NOT_THERE = {"404", "NoSuchKey"}
#: Somebody else wrote it, before or at the same moment.
THERE_ALREADY = {"PreconditionFailed", "ConditionalRequestConflict"}


CONFIG = Config(
    connect_timeout=1,
    read_timeout=4,
    retries={"mode": "standard", "total_max_attempts": 2},
    s3={"addressing_style": "path"},
    # What else than Amazon's speaks S3 does not always know these sums; we have our own.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


@cache
def connection_to(endpoint_url, region_name, access_key, secret_key):
    """One for all threads and both folders: each takes 13 MB, and threads may share its clients."""
    session = boto3.Session(access_key, secret_key, region_name=region_name)
    return session.resource("s3", endpoint_url=endpoint_url, config=CONFIG)


class Bucket(S3Storage):
    """What lies in one folder of the bucket."""

    base_url = None

    def __str__(self):
        return f"{self.location} in the bucket {self.bucket_name}"

    @property
    def connection(self):
        return connection_to(self.endpoint_url, self.region_name, self.access_key, self.secret_key)

    def _open(self, name, mode="rb"):
        """All of a file, asked for once: a picture, or a document of the workshop's."""
        if mode != "rb":
            raise ValueError("What lies in the bucket is written as a whole.")
        with self.answering(name):
            return ContentFile(self.object(name).get()["Body"].read(), name=name)

    def put(self, name, content, **only):
        """Write a file: S3 has all of it or nothing."""
        content.seek(0)
        with self.answering(name):
            self.object(name).put(Body=content, **self._get_write_parameters(name, content), **only)

    def object(self, name):
        return self.bucket.Object(self._normalize_name(name))

    def delete(self, name):
        with self.answering(name):
            super().delete(name)

    def exists(self, name):
        with self.answering(name):
            return super().exists(name)

    def listdir(self, path):
        with self.answering(path):
            return super().listdir(path)

    def size(self, name):
        with self.answering(name):
            return super().size(name)

    def get_modified_time(self, name):
        with self.answering(name):
            return super().get_modified_time(name)

    def url(self, name):
        """An address of ours, never one of the bucket."""
        if self.base_url is None:
            raise ValueError("This file is not accessible via a URL.")
        return urljoin(self.base_url, filepath_to_uri(name))

    @contextmanager
    def answering(self, name):
        """What the bucket says against it, in Python's words; and what Python says of a name that none can have."""
        if "\0" in name:
            raise ValueError("embedded null byte")
        if breaker.is_open:
            raise FilesAwayError("it did not answer a moment ago")
        try:
            yield
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in NOT_THERE:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name) from error
            if code in THERE_ALREADY:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), name) from error
            raise FilesAwayError(code) from error
        except BotoCoreError as error:
            breaker.trip()
            raise FilesAwayError(type(error).__name__) from error


class UploadsInBucket(Bucket):
    """The workshop's own."""

    location = "media"
    file_overwrite = False
    base_url = property(lambda self: settings.MEDIA_URL)

    def _save(self, name, content):
        """As Django writes into a folder: where somebody came first with the name, another one is taken."""
        while True:
            try:
                self.put(name, content, IfNoneMatch="*")
                return name
            except FileExistsError:
                name = self.get_available_name(name)


class EditionsInBucket(Bucket):
    """The pictures of editions. Names say what is in a file, so it takes the place of whatever else lay there."""

    location = "edition-images"
    file_overwrite = True

    def _save(self, name, content):
        if not self.holds(name, content):
            self.put(name, content)
        return name

    def holds(self, name, content):
        """Whether exactly this lies there, which is then left alone."""
        try:
            with self.open(name) as there:
                return there.read() == content.read()
        except FileNotFoundError:
            return False
