"""Writes the pack: every edition with its trust record, every piece, and an index that says what shows what.

The same state of the site gives the same bytes, but for the moment at which it was made.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles.log.folder import Folder
from articles.reading.page.readings import Reading
from articles.reading.public_record.trust_record import SCRIPT, WITNESS, trust_record
from articles.reading.site_settings import this_site
from articles.record.published.addresses import absolute
from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.signed.pictures import WIDTHS, EditionImage

from ..extensions import evidence
from .criteria import CRITERIA, SOURCE
from .own_pieces import own_pieces
from .pieces import Piece, moment

#: The oldest that a ZIP can say: when a file was written is no evidence.
NO_TIME = (1980, 1, 1, 0, 0, 0)
WIDTH = WIDTHS[1]
#: A picture as a document names it, in whatever width.
PICTURE = re.compile(r'src="/images/([0-9a-f]{64})-\d+\.webp"')
SOURCES_OF_PICTURES = re.compile(r' srcset="[^"]*"(?: sizes="[^"]*")?')

Files = Iterator[tuple[str, str | bytes]]


def write_pack(publication: Publication, file: IO[bytes], *, at: datetime) -> None:
    """Into a file, one part after the other: no more than one edition is in memory."""
    sums = {}
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in _files(publication, at):
            data = content.encode() if isinstance(content, str) else content
            sums[name] = hashlib.sha256(data).hexdigest()
            _add(archive, name, data)
        _add(archive, "SHA256SUMS", "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode())


def _add(archive: ZipFile, name: str, data: bytes) -> None:
    info = ZipInfo(name, NO_TIME)
    info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
    archive.writestr(info, data)


def _files(publication: Publication, at: datetime) -> Files:
    pieces = pieces_of(publication)
    numbers = list(publication.editions.order_by("number").values_list("number", flat=True))
    yield "index.html", _index(publication, pieces, numbers, at)
    yield "pack.json", _json(_about(publication, pieces, numbers, at))
    yield "pack.css", files(__package__).joinpath("pack.css").read_bytes()
    for name, piece in pieces.items():
        yield f"pieces/{name}.json", _json(list(piece.rows))
        yield f"pieces/{name}.html", render_to_string("review/evidence/piece.html", {"piece": piece})
    pictures: set[str] = set()
    for number in numbers:
        edition = publication.editions.select_related("override").get(number=number)
        pictures.update(edition.images or ())
        yield from _edition_files(edition, publication)
    for sha256 in sorted(pictures):
        yield from _picture(sha256)
    for script in (SCRIPT, WITNESS):
        yield script.rpartition("/")[2], _program(script)
    if key := Folder().key:
        yield "log-key.txt", f"{key}\n"


def _program(script: str) -> bytes:
    """The source of a program that checks records, as the site serves it too."""
    return files("articles").joinpath("static", script).read_bytes()


def pieces_of(publication: Publication) -> dict[str, Piece]:
    """All pieces by their names: review's own, and those of the apps above."""
    page = publication.page.specific
    added = {name: piece for name, piece in evidence.given(page).items() if piece is not None}
    return own_pieces(page, publication) | dict(sorted(added.items()))


def _edition_files(edition: Edition, publication: Publication) -> Files:
    folder = f"editions/{edition.number}"
    record = trust_record(edition, publication)
    yield f"{folder}/document.json", edition.document
    yield f"{folder}/record.json", _json(record)
    reading = Reading(edition.content, edition=edition, publication=publication)
    context = {
        "reading": reading,
        "edition": edition,
        "key_points": [_standing_alone(html) for html in reading.key_points],
        "sections": [{**section, "html": _standing_alone(section["html"])} for section in reading.sections],
        "biography": _standing_alone(reading.biography),
        "images": "../../images",
        "width": WIDTH,
    }
    yield f"{folder}/edition.html", render_to_string("review/evidence/edition.html", context)


def _standing_alone(html: str) -> str:
    """Signed HTML whose pictures are in the pack, and whose links to our pages lead to the site."""
    html = PICTURE.sub(rf'src="../../images/\1-{WIDTH}.webp"', SOURCES_OF_PICTURES.sub("", html))
    return mark_safe(html.replace('href="/', f'href="{escape(absolute("/"))}'))  # noqa: S308  as it was signed


def _picture(sha256: str) -> Files:
    """As readers get it; nothing where its bytes are lost, which the audit of the record reports."""
    try:
        yield f"images/{sha256}-{WIDTH}.webp", EditionImage.objects.get(pk=sha256).read_width(WIDTH)
    except (EditionImage.DoesNotExist, FileNotFoundError):
        return


def _about(publication: Publication, pieces: dict[str, Piece], numbers: list[int], at: datetime) -> dict[str, Any]:
    return {
        "format": "evidence pack",
        "version": 1,
        "made_at": moment(at),
        "site": {"name": this_site().name, "address": absolute("/")},
        "page": {
            "id": publication.page_id,
            "title": publication.edition.title,
            "address": absolute(publication.path),
            "status": publication.status,
            "notice": publication.notice,
            "current_edition": publication.edition.number,
        },
        "editions": numbers,
        "pieces": {name: {"rows": len(piece.rows)} for name, piece in pieces.items()},
        "criteria": [
            {"name": str(one.name), "shown_by": [name for name in one.shown_by if name in {*pieces, "editions"}]}
            for one in CRITERIA
        ],
        "criteria_source": SOURCE,
    }


def _index(publication: Publication, pieces: dict[str, Piece], numbers: list[int], at: datetime) -> str:
    listed = {name: {"name": name, "heading": piece.heading, "rows": len(piece.rows)} for name, piece in pieces.items()}
    context = {
        "publication": publication,
        "address": absolute(publication.path),
        "made_at": at,
        "pieces": [{**listed[name], "about": piece.about} for name, piece in pieces.items()],
        "editions": publication.editions.order_by("number").defer("document"),
        "criteria": [(one, [_shown(name, listed, len(numbers)) for name in one.shown_by]) for one in CRITERIA],
        "source": SOURCE,
        "has_key": Folder().key is not None,
        "first": numbers[0],
    }
    return render_to_string("review/evidence/index.html", context)


def _shown(name: str, listed: dict[str, dict[str, Any]], editions: int) -> dict[str, Any]:
    """What shows something for a criterion; of an app that this site does without, nothing is in the pack."""
    if name == "editions":
        return {"address": "#editions", "heading": _("Editions"), "rows": editions}
    if name not in listed:
        return {"heading": name, "rows": None}
    return {"address": f"pieces/{name}.html", **listed[name]}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
