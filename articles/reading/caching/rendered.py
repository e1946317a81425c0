"""Pages that were rendered before, kept in the cache: outside the editions, and never asked before the publication.

Each is kept under a stamp of all that it was made from, so nothing has to be thrown away: what is out of date is not
found any more. A page that was taken away is refused by the publication before anybody looks here.
"""

import hashlib
import json
import logging
import re
from contextlib import contextmanager, suppress
from functools import cache as once
from functools import partial

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import quote_etag
from redis.exceptions import RedisError

from ...stores.valkey import valkey
from .compression import ENCODERS, encoded, encoding_for

logger = logging.getLogger(__name__)

KEEP_SECONDS = 24 * 3600
#: A page is rendered sooner, or whoever waits for it renders it too.
RENDER_SECONDS = 2
MAC_BYTES = 32


#: What renders, wherever it lies: code, templates, statements, words in other languages.
RENDERS = {".py", ".html", ".sql", ".mo", ".svg", ".txt"}
#: Settings that are secret, or that say where things are and not what readers are shown.
NOT_SHOWN = re.compile(r"SECRET|PASSWORD|KEY|URL|DATABASES|CACHES|DIR|ROOT|HOST|EMAIL|CELERY|LOGGING")


@once
def renderer():
    """A digest of all that makes a page out of an edition, so that what another release rendered is not used.

    All code of the site and its settings, since any of it may have a part in a page, and the versions of all packages.
    """
    packages = [settings.BASE_DIR / name for name in ("articles", "editorial", "pain_site")]
    packages.append(settings.BASE_DIR / "locale")
    files = [path for package in packages for path in package.rglob("*") if path.suffix in RENDERS]
    digest = hashlib.sha256(repr([settings.BASE_URL, static_files(), *shown_settings()]).encode())
    for path in sorted([*files, settings.BASE_DIR / "requirements.txt"]):
        digest.update(f"{path.relative_to(settings.BASE_DIR)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def static_files():
    """The release of the static files that pages name."""
    return getattr(staticfiles_storage, "manifest_hash", "")


def shown_settings():
    """The settings that may show on a page, in the order of their names."""
    names = [name for name in dir(settings) if name.isupper() and not NOT_SHOWN.search(name)]
    values = [(name, getattr(settings, name)) for name in names]
    return [
        f"{name}={json.dumps(value, default=str)}"
        for name, value in values
        if isinstance(value, str | int | float | list | tuple | None)
    ]


def stamp(publication, part=()):
    """What the page of a publication is made from, in one short text. The publication comes from `versioned` and
    `with_robots`; `part` says which part of the page it is.
    """
    parts = [
        *part,
        renderer(),
        translation.get_language(),
        timezone.localdate().isoformat(),
        publication.reader_version,
        publication.pk,
        publication.edition_id,
        publication.status,
        publication.is_unindexed,
    ]
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:32]


def answer(request, publication, render, part=(), note=None, unmoved=None):
    """The page of a publication: not sent again when the reader has it, from the cache, or rendered now.

    `render` takes nothing and returns a response; it is only called when there is no other way. Of a page's lists only
    the beginning is kept: how many pages of it there are, addresses say that anybody may make up. `note` is
    told of what was kept. `unmoved` knows whether a page that was kept is as it would be rendered now (`Unmoved`).
    """
    mark = stamp(publication, part)
    etag = quote_etag(mark)
    if unchanged := not_again(request, etag):
        return unchanged
    # No date stands beside it: a notice can come without a new edition, and a cache in front answers by date alone.
    response = HttpResponse(headers={"ETag": etag})
    if any(part):
        response.content = render().content
        return response
    encoding = encoding_for(request)
    content = recall(named(mark, encoding)) or made(mark, encoding, render, unmoved)
    if note:
        note(request.path, publication, mark)
    if encoding:
        return encoded(response, content, encoding)
    response.content = content
    return response


def made(mark, encoding, render, unmoved=None):
    """The page under a mark, made and kept by one process while the others wait for it."""
    with one_at_a_time(mark):
        if recall(mark) is None and unmoved:
            carry_over(unmoved.mark(), mark)
        return compressed_or_kept(mark, encoding, partial(rendered_under, mark, render, unmoved))


def rendered_under(mark, render, unmoved):
    content = (unmoved.noting(render, mark) if unmoved else render()).content
    keep(mark, content)
    return content


def compressed_or_kept(mark, encoding, make):
    """The page as it is sent. Compressed it is kept beside the plain one: most readers' programs ask for that."""
    content = recall(named(mark, encoding))
    if content is None:
        content = recall(mark) or make()
        if encoding:
            content = ENCODERS[encoding](content)
            keep(named(mark, encoding), content)
    return content


def named(mark, encoding):
    return f"{mark}.{encoding}" if encoding else mark


def carry_over(earlier, mark):
    """What is kept under an earlier mark is kept under this one too."""
    for encoding in ("", *ENCODERS) if earlier else ():
        if content := recall(named(earlier, encoding)):
            keep(named(mark, encoding), content)


@contextmanager
def one_at_a_time(mark):
    """Whoever comes while another process renders the same page waits, and finds it kept; but no longer than this."""
    lock = None
    try:
        lock = valkey().lock(f"rendering-{mark}", timeout=RENDER_SECONDS, sleep=0.01, blocking_timeout=RENDER_SECONDS)
        lock.acquire()
    except Exception:
        logger.warning("The cache does not answer; whoever asks for a page renders it.", exc_info=True)
    try:
        yield
    finally:
        with suppress(RedisError, OSError):  # also where it took longer, and another one began
            if lock is not None:
                lock.release()


def not_again(request, etag):
    """That a reader has it already, who says so by its tag, and the tag; None for everybody else."""
    if "If-None-Match" not in request.headers:
        return None
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        unchanged["ETag"] = etag
    return unchanged


def recall(mark):
    """A rendered page; None where there is none, where it is not ours, or where the cache does not answer."""
    try:
        kept = valkey().get(f"rendered-{mark}")
    except Exception:
        logger.warning("The cache does not answer; the page is rendered.", exc_info=True)
        return None
    mac, content = (kept or b"")[:MAC_BYTES], (kept or b"")[MAC_BYTES:]
    if not content:
        return None
    if not constant_time_compare(mac, mac_of(mark, content)):
        logger.error("A page in the cache was not put there by this site; it is rendered anew.")
        return None
    return content


def keep(mark, content):
    try:
        valkey().set(f"rendered-{mark}", mac_of(mark, content) + content, ex=KEEP_SECONDS)
    except Exception:
        logger.warning("The cache does not answer; the page is not kept.", exc_info=True)


def mac_of(mark, content):
    """What only this site can put before a page that it kept: whoever else writes into the cache shows nothing."""
    return salted_hmac("articles.rendered", mark.encode() + content, algorithm="sha256").digest()
