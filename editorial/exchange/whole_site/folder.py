"""The folder that a site leaves in: what is in it, and that nothing of it was changed since.

    README.txt              what this is
    manifest.json           format, when, the head of the chain, the columns of each table, each file's size and SHA-256
    tables/NAME.jsonl       a row a line, as a JSON object
    media/ edition-images/ log/   files as they lay

The manifest is written last: a folder without one is of a site whose leaving broke off.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage

from articles.audit.pictures import hash_of_file
from articles.stores.file_places import file_places, names_in

from .tables import BATCH

FORMAT = 1
#: The head of the chain; empty where nothing is chained.
HEAD = re.compile(r"(?:[0-9]{1,18}:[0-9a-f]{64})?")
MANIFEST, README, TABLES = "manifest.json", "README.txt", "tables"
EXPLAINED = """\
A whole site of pain_site, as it left on {moment}.

tables/*.jsonl hold the tables of its database: a row a line, each a JSON object with a value for each column.
media/, edition-images/ and log/ hold its files. manifest.json says how many rows a table has, and the size and SHA-256
of each file. articles_edition.jsonl holds the texts that readers got (`document`, whose SHA-256 is `digest`),
articles_signoff.jsonl who signed them; `sequence`, `previous_hash` and `hash` chain all that is evidence.

Passwords, second factors, letters and what readers left to be answered are not here{words}.
`manage.py import_site` makes an empty site of the same release into this one: see docs/architecture/moving-out.md.
"""


class NotThisFolderError(Exception):
    """Why a folder cannot be written or brought in, in a sentence."""


def places() -> dict[str, Path | Storage]:
    """{name: where its files lie}."""
    return {**file_places(), "log": Path(settings.LOG_ROOT)}


class Written:
    """A folder that is being written; `with` ends it with its manifest."""

    def __init__(self, root: Path, said: dict[str, Any]) -> None:
        self.root, self.said = root, said
        self.files: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Written:
        if self.root.exists() and any(self.root.iterdir()):
            raise NotThisFolderError(f"{self.root} is not empty. Name a folder that does not exist yet.")
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.root / TABLES).mkdir()
        return self

    def __exit__(self, kind: object, *error: object) -> None:
        if kind is None:
            manifest = {"format": FORMAT, **self.said, "files": dict(sorted(self.files.items()))}
            (self.root / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")

    def add_text(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, encoding="utf-8")
        self._note(name)

    def add_table(self, table: str, lines: Iterator[str]) -> None:
        name, rows = f"{TABLES}/{table}.jsonl", 0
        with (self.root / name).open("x", encoding="utf-8", newline="\n") as file:
            for rows, line in enumerate(lines, start=1):  # noqa: B007  how many there were
                file.write(line + "\n")
        self._note(name, rows=rows)

    def add_files(self, name: str, place: Path | Storage) -> None:
        """All files below a place; links are not followed, since they may lead anywhere."""
        if isinstance(place, Storage):
            for stored in names_in(place):
                with place.open(stored) as file:
                    self._new_file(f"{name}/{stored}").write_bytes(file.read())
                self._note(f"{name}/{stored}")
            return
        for path in sorted(place.rglob("*")):
            if path.is_file() and not path.is_symlink():
                target = f"{name}/{path.relative_to(place).as_posix()}"
                shutil.copyfile(path, self._new_file(target))
                self._note(target)

    def _new_file(self, name: str) -> Path:
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        return self.root / name

    def _note(self, name: str, **also: int) -> None:
        path = self.root / name
        self.files[name] = {"size": path.stat().st_size, "sha256": hash_of_file(path), **also}


class Read:
    """A folder that a site left in. Its manifest is believed about the folder, and nothing else is."""

    def __init__(self, root: Path) -> None:
        self.root = root
        try:
            self.manifest = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise NotThisFolderError(f"{root} has no {MANIFEST}: nothing left in it, or it broke off.") from error
        except (ValueError, RecursionError) as error:
            raise NotThisFolderError(f"{root / MANIFEST} is no JSON: {error}.") from error
        if not isinstance(self.manifest, dict) or self.manifest.get("format") != FORMAT:
            raise NotThisFolderError(f"{root} is not of the format {FORMAT}, which is all that this release reads.")
        if not _says_what_left(self.manifest):
            raise NotThisFolderError(f"{root / MANIFEST} is not as export_site writes it.")

    @property
    def tables(self) -> list[str]:
        paths = map(PurePosixPath, self.manifest["files"])
        return [path.stem for path in paths if path.parent == PurePosixPath(TABLES)]

    def check(self) -> None:
        """Each file is there as it was written, and lies inside the folder."""
        for name, said in self.manifest["files"].items():
            path = self.root / name
            if not self._lies_inside(name):
                raise NotThisFolderError(f"{MANIFEST} names {name}, which is outside the folder.")
            if not path.is_file():
                raise NotThisFolderError(f"{name} is missing.")
            if path.stat().st_size != said["size"] or hash_of_file(path) != said["sha256"]:
                raise NotThisFolderError(f"{name} is not as it was written.")

    def _lies_inside(self, name: str) -> bool:
        """Whether it is the name of a file in here: written plainly, since it is taken apart, and behind no link."""
        plain = PurePosixPath(name)
        is_plain = plain.as_posix() == name and not plain.is_absolute() and "\0" not in name
        return is_plain and (self.root / name).resolve() == self.root.resolve() / name

    def batches(self, table: str) -> Iterator[list[str]]:
        """The lines of a table."""
        try:
            with (self.root / TABLES / f"{table}.jsonl").open(encoding="utf-8", newline="\n") as file:
                while batch := list(islice(file, BATCH)):
                    yield batch
        except UnicodeDecodeError as error:
            raise NotThisFolderError(f"{TABLES}/{table}.jsonl is no text: {error}.") from error

    def copy_files(self, name: str, place: Path | Storage) -> None:
        """What the manifest names below a name, to where it belongs here."""
        for told in self.manifest["files"]:
            if not told.startswith(f"{name}/"):
                continue
            if isinstance(place, Storage):
                with (self.root / told).open("rb") as file:
                    place.save(told.removeprefix(f"{name}/"), File(file))
            else:
                target = place / told.removeprefix(f"{name}/")
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self.root / told, target)


def _says_what_left(manifest: dict[str, Any]) -> bool:
    """Whether a manifest has all that is read of it, each as it should be."""
    files, columns, head = (manifest.get(name) for name in ("files", "columns", "head"))
    if not (isinstance(files, dict) and isinstance(columns, dict) and isinstance(head, str) and HEAD.fullmatch(head)):
        return False
    told = [said if isinstance(said, dict) else {} for said in files.values()]
    return all(isinstance(said.get("size"), int) and isinstance(said.get("sha256"), str) for said in told)
