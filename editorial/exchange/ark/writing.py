"""The ark is written: address by address, from those that the record names on to all that their pages lead to."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import json_script

from articles.log.folder import Folder
from articles.record.published.addresses import AddressChange, MovedInAddress
from articles.record.published.editions import Edition
from articles.record.published.publications import Publication

from ..whole_site.folder import NotThisFolderError
from . import finding
from .addresses import file_of, is_kept, link_between
from .asking import answer_to, body_of
from .pages import Page, Styles, moved
from .workers import one_moment_for_readers, workers_of

#: Addresses that one process answers before it says what they led to.
BATCH = 16
CHECKING = "articles/check_record.js"
#: Programs that check without a browser.
PROGRAMS = ("articles/verify_record.py", "articles/witness.py")
SUMS, README = "SHA256SUMS", "README.txt"
EXPLAINED = """\
A copy of {site}, made on {day}: every text that readers got, with its history, who signed it, and the log.

Open index.html in any browser, or put the folder on any web server. search/index.html searches. A page that was taken
away says why. editions/N/record/index.html beside a page tells who signed its edition N, and checks it in the browser,
without a network. record.json above it is for programs, as log/ is: static/articles/verify_record.py checks them with
nothing but Python, and its first lines say how. `sha256sum -c SHA256SUMS` says whether a file has changed since.
"""

Progress = Callable[[int, int, str], object]
Ask = Callable[[str], HttpResponseBase]
#: Of so many addresses, what became of them.
Keeping = Callable[[list[str]], "list[Outcome]"]


@dataclass
class Told:
    """What was written: how many files of each status the site gave, and the SHA-256 of each by its name."""

    statuses: Counter[int] = field(default_factory=Counter)
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What became of an address: the status, the file with its SHA-256, and what it led to."""

    address: str
    status: int
    name: str
    sha256: str
    links: frozenset[str] = frozenset()


def write_ark(root: Path, *, processes: int = 1, progress: Progress | None = None) -> Told:
    """Write all that readers get into a new folder."""
    if root.exists() and any(root.iterdir()):
        raise NotThisFolderError(f"{root} is not empty. Name a folder that does not exist yet.")
    root.mkdir(parents=True, exist_ok=True)
    told, day = Told(), timezone.localdate()
    with one_moment_for_readers() as moment, workers_of(processes, moment) as workers:
        index = workers.submit(write_index, str(root)) if workers else None
        key = body_of(answer_to(reverse("log_key"))).decode()  # it stands in the page of every edition's record
        for outcome in _all_of(partial(keep, str(root), day, key), workers, progress):
            told.statuses[outcome.status] += 1
            told.files[outcome.name] = outcome.sha256
        told.files |= index.result() if index else write_index(str(root))
    program = json.dumps(_static(CHECKING).decode(), ensure_ascii=False)
    site = Publication.objects.filter(path="/").values_list("edition__title", flat=True).first() or "a site"
    own = {
        "ark/ark.js": _static("exchange/ark.js"),
        "ark/program.js": f"ark.check({program});\n".encode(),
        README: EXPLAINED.format(site=site, day=day).encode(),
    }
    told.files |= {name: _write(root, name, content) for name, content in own.items()}
    sums = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(told.files.items()))
    _write(root, SUMS, sums.encode())
    return told


def write_index(root: str) -> dict[str, str]:
    """Write what the ark's own search reads; the SHA-256 of each file by its name."""
    return {name: _write(Path(root), name, content.encode()) for name, content in finding.files()}


def _all_of(keeping: Keeping, workers: Executor | None, progress: Progress | None) -> Iterator[Outcome]:
    """What becomes of each address, and of each that is met on the way."""
    waiting, met = list(dict.fromkeys(first_addresses())), set()
    met.update(waiting)
    for done, outcome in enumerate(_answered(keeping, workers, waiting), start=1):
        new = outcome.links - met
        met |= new
        waiting.extend(sorted(new))
        if progress:
            progress(done, len(met), outcome.address[-40:])
        yield outcome


def _answered(keeping: Keeping, workers: Executor | None, waiting: list[str]) -> Iterator[Outcome]:
    """As addresses are put into `waiting`, also while this goes on."""
    if workers is None:
        while waiting:
            yield from keeping([waiting.pop()])
        return
    running: set[Future[list[Outcome]]] = set()
    while waiting or running:
        while waiting and len(running) < 8:
            batch, waiting[:] = waiting[-BATCH:], waiting[:-BATCH]
            running.add(workers.submit(keeping, batch))
        finished, running = wait(running, return_when=FIRST_COMPLETED)
        for future in finished:
            yield from future.result()


def first_addresses() -> Iterator[str]:
    """What the record names: pages, editions with their records, histories, former addresses, the log, programs."""
    yield from (reverse("search"), reverse("log_checkpoint"), reverse("log_key"))
    log = Folder().root
    yield from (f"/log/{path.relative_to(log).as_posix()}" for path in (log / "tile").rglob("*") if path.is_file())
    yield from (f"{settings.STATIC_URL}{name}" for name in PROGRAMS)
    former = AddressChange.objects.values_list("path", flat=True)
    moved_in = MovedInAddress.objects.values_list("address", flat=True)
    yield from (address for address in {*former, *moved_in} if is_kept(address) and "?" not in address)
    path_of = dict(Publication.objects.values_list("page_id", "path"))
    yield from path_of.values()
    for page, number in Edition.objects.order_by("pk").values_list("page_id", "number").iterator():
        yield from (f"{path_of[page]}editions/{number}/{rest}" for rest in ("", "record/", "record.json"))


def keep(root: Path | str, day: date, key: str, addresses: Iterable[str]) -> list[Outcome]:
    """Write what the site says at each of these addresses; what became of them. `key`: what checks the log.

    Of these alone, what is a file of its own and stands in a page as well is asked for once.
    """
    ask = lru_cache(BATCH)(answer_to)
    return [_kept(Path(root), day, key, address, ask) for address in addresses]


def _kept(root: Path, day: date, key: str, address: str, ask: Ask) -> Outcome:
    name = file_of(address)
    if address.startswith(settings.STATIC_URL):
        content, links = _static(address.removeprefix(settings.STATIC_URL)), set()
        if address.endswith(".css"):
            styles = Styles(address, content.decode())
            content, links = (
                styles.standing_alone(lambda found: _static(found.removeprefix(settings.STATIC_URL))),
                styles.links,
            )
        return Outcome(address, 200, name, _write(root, name, content), frozenset(links))
    response = ask(address)
    if response.status_code in (301, 302, 308):
        target = response["Location"]
        written = _write(root, name, moved(address, target).encode())
        links = {target.partition("#")[0]} if is_kept(target.partition("#")[0]) else set()
        return Outcome(address, response.status_code, name, written, frozenset(links))
    content = body_of(response)
    if not response["Content-Type"].startswith("text/html"):
        return Outcome(address, response.status_code, name, _write(root, name, content))
    page = Page(address, content.decode())
    written = _write(root, name, page.standing_alone(day, _added(address, key, ask)).encode())
    return Outcome(address, response.status_code, name, written, frozenset(page.links))


def _added(address: str, key: str, ask: Ask) -> str:
    """What makes a page that needs more than text work without a server."""
    ark = link_between(address, "/ark/x").removesuffix("x")
    if address.endswith("/record/"):
        record = json.loads(body_of(ask(f"{address.removesuffix('/')}.json")))
        said = {"record": json_script(record, "ark-record"), "key": json_script(key, "ark-key"), "ark": ark}
        return render_to_string("exchange/ark/record.html", said)
    if address.endswith("/search/"):
        return render_to_string("exchange/ark/search.html", {"ark": ark})
    return ""


def _static(name: str) -> bytes:
    """A file that the release brings."""
    if found := finders.find(name):
        return Path(found).read_bytes()
    with staticfiles_storage.open(name) as file:  # by the name that collectstatic gave it
        return file.read()


def _write(root: Path, name: str, content: bytes) -> str:
    """The SHA-256 of the content."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest()
