"""While PostgreSQL is away readers go on reading: they get the page as it was last got from there, and are told when.

Nobody can be asked then whether a text may still be given. So beside a copy lies what it shows, and beside all copies
what was known last of every page, written down each minute and after each change. A copy is given only if it agrees
with both; whoever knows nothing for READ_ON_MINUTES gives none. Pages also list each other with the first words of
their texts, so what takes one page away, or puts a notice on it, voids the copies of all. What may be wrong for up to a
minute is said in docs/operations/watching.md.

Times are compared by the version of what readers get, never by clocks: a request that began before a withdrawal writes
down its copy with the version from before, however late it does so.
"""

import hashlib
import json
import logging
import re
import time
from datetime import UTC, datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from ...record.published.publications import Publication, reader_version
from ...record.signed.pictures import EditionImage
from ...stores.valkey import valkey
from . import kept_pictures, rendered

logger = logging.getLogger(__name__)

#: How long a copy may be the last one; what it shows is kept no longer either.
KEEP_SECONDS = rendered.KEEP_SECONDS
#: Who reads a page again within so many seconds has it noted no second time.
NOTE_SECONDS = 30
#: After how many pages a process forgets which it has noted.
MOST_NOTED = 10_000
#: What was made before a change whose version nobody could ask is never given.
EVERY_VERSION = 2**62
#: Where a copy is told of: the first thing in a page.
NOTICES = b'<div class="page__notices">'

#: A picture in a page.
PICTURE = re.compile(rb"/images/([0-9a-f]{64})-\d+\.webp")

KNOWN = "known-publications"
ANY_PAGE = "any"
_noted: dict[str, tuple[str, float]] = {}


def note(path, publication, mark):
    """A reader got the page of a publication, kept under this mark (`rendered`): it is the last copy of its address."""
    former = _noted.get(path)
    if former and former[0] == mark and time.monotonic() - former[1] < NOTE_SECONDS:
        return
    if len(_noted) > MOST_NOTED:
        _noted.clear()
    _noted[path] = mark, time.monotonic()
    ends = publication.readable_until
    copy = {
        "page": publication.page_id,
        "mark": mark,
        "shows": standing(publication.edition_id, publication.status, publication.notice, publication.path),
        "version": number_of(publication.reader_version),
        "ends": ends and ends.timestamp(),
        "at": time.time(),
    }
    _write(_name_of(path), copy, KEEP_SECONDS)
    _note_pictures(path, mark)


def note_all():
    """What readers get of every page now, in one statement: each minute."""
    names = ("edition_id", "status", "notice", "path", "page_id", "readable_until", "reader_version")
    rows = list(Publication.objects.versioned().order_by().values_list(*names))
    if not rows:
        return
    *_, version = rows[0]
    statuses = [f"{page}|{status}|{notice}" for _, status, notice, _, page, *_ in rows]
    facts = {
        "at": time.time(),
        "version": number_of(version),
        "statuses": hashlib.sha256("\n".join(sorted(statuses)).encode()).hexdigest(),
        "ends": min((until.timestamp() for *_, until, _ in rows if until and until > timezone.now()), default=None),
        "pages": {str(page): standing(*shown) for *shown, page, _, _ in rows},
    }
    facts["since"] = _since(facts)
    _write(KNOWN, facts, KEEP_SECONDS)


def known():
    """What was known last of all pages; nothing where nobody noted it."""
    return _read(KNOWN)


def _since(facts):
    """The version since which no status is known to have changed."""
    try:
        before = known()
    except (RedisError, OSError):
        before = None
    is_as_before = before and before["statuses"] == facts["statuses"]
    return before["since"] if is_as_before else facts["version"]


def note_change(page_id=ANY_PAGE):
    """After the commit of a change of what readers get of a page, or of any: no copy from before is given any more."""
    try:
        version = number_of(reader_version())
    except DatabaseError:
        version = EVERY_VERSION
    try:
        valkey().set(f"moved-{page_id}", version, ex=KEEP_SECONDS)
    except (RedisError, OSError):
        logger.warning("The cache does not answer; the change of page %s is noted within a minute.", page_id)


def _note_pictures(path, mark):
    """Which page shows a picture: of several, the one that was read last."""
    try:
        for sha256 in set(PICTURE.findall(rendered.recall(mark) or b"")):
            _write(_name_of_picture(sha256.decode()), {"path": path}, KEEP_SECONDS)
    except (RedisError, OSError):
        logger.warning("The cache does not answer; the pictures of a page are not noted.")


def last_copy(path):
    """The answer to a reader while nobody can be asked; None where no copy is known to be right."""
    try:
        copy = _standing_copy(path)
        content = copy and rendered.recall(copy["mark"])
    except Exception:
        logger.warning("The cache does not answer either; no last copy is given.", exc_info=True)
        return None
    return content and HttpResponse(_dated(content, copy["at"]), headers={"Cache-Control": "no-store"})


def last_picture(sha256, width):
    """A picture of a last copy that may be given; None where no such page is known to show it.

    What its smaller widths were when they were kept stands in the database: they are made anew from the original, which
    its own address vouches for.
    """
    try:
        noted = _read(_name_of_picture(sha256))
        if not noted or not _standing_copy(noted["path"]):
            return None
        name = kept_pictures.name_of(sha256, width)
        content = rendered.recall(name)
        if content is None:
            content = EditionImage(sha256=sha256).made_anew(width)
            rendered.keep(name, content)
    except Exception:
        logger.warning("Picture %s cannot be given without the database.", sha256, exc_info=True)
        return None
    return HttpResponse(content, content_type="image/webp", headers={"Cache-Control": "no-store"})


def _standing_copy(path):
    """What was written down with the last copy of an address, if all that is known agrees with it."""
    copy = _read(_name_of(path))
    return copy if copy and _holds(copy) else None


def _holds(copy):
    """Whether all that is known agrees with a copy."""
    if copy["ends"] and copy["ends"] <= time.time():
        return False
    if any(copy["version"] < int(valkey().get(f"moved-{which}") or 0) for which in (copy["page"], ANY_PAGE)):
        return False
    facts = known()
    if not facts or facts["at"] < time.time() - 60 * settings.READ_ON_MINUTES:
        return False
    if copy["version"] < facts["since"] or (facts["ends"] and facts["ends"] <= time.time()):
        return False
    return copy["version"] > facts["version"] or facts["pages"].get(str(copy["page"])) == copy["shows"]


def _dated(content, at):
    moment = timezone.localtime(datetime.fromtimestamp(at, UTC))
    day = "" if moment.date() == timezone.localdate() else f"{date_format(moment)}, "
    text = _("Part of this site does not work at the moment. You are reading this page as of %s.")
    notice = render_to_string(
        "articles/components/notice.html", {"kind": "overdue", "text": text % f"{day}{moment:%H:%M}"}
    )
    return content.replace(NOTICES, NOTICES + notice.encode(), 1)


def standing(edition_id, status, notice, path):
    """What readers get of a page, in one short text."""
    return hashlib.sha256(f"{edition_id}|{status}|{notice}|{path}".encode()).hexdigest()[:16]


def number_of(version):
    """The number that moves, of a version of what readers get."""
    return int(str(version).partition(".")[0] or 0)


def _name_of(path):
    return f"last-copy-{hashlib.sha256(path.encode()).hexdigest()[:32]}"


def _name_of_picture(sha256):
    return f"last-picture-{sha256}"


def _write(name, value, seconds):
    content = json.dumps(value, separators=(",", ":")).encode()
    try:
        valkey().set(name, rendered.mac_of(name, content) + content, ex=seconds)
    except Exception:
        logger.warning("The cache does not answer; what readers get is not noted.", exc_info=True)


def _read(name):
    """What was written under a name, by this site and nobody else."""
    kept = valkey().get(name) or b""
    mac, content = kept[: rendered.MAC_BYTES], kept[rendered.MAC_BYTES :]
    if not content or not constant_time_compare(mac, rendered.mac_of(name, content)):
        return None
    return json.loads(content)
