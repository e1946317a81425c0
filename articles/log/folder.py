"""The files of the log (https://c2sp.org/tlog-tiles): tiles, entries, and every checkpoint that was ever signed.

Only the process that signs writes here. In production the folder belongs to its user, and the web process can read it
and nothing more: so neither code in the web process nor a restored database changes what was signed.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from articles.stores.file_places import PART

from .checkpoints import Checkpoint
from .merkle import HASH_BYTES, WIDTH
from .notes import BadNoteError, VerifierKey

logger = logging.getLogger(__name__)

ENTRIES = "entries"
#: Before each entry stands its length, as two bytes.
LENGTH = HASH_BYTES.to_bytes(2, "big")


class Folder:
    """Where the log lies."""

    def __init__(self, root: Path | str | None = None) -> None:
        self.root = Path(root or settings.LOG_ROOT)

    # --- the key whose signatures stand here ---

    @property
    def key(self) -> VerifierKey | None:
        """The log's public key, as the signing process left it; None before its first signature."""
        try:
            return VerifierKey.read((self.root / "key").read_text(encoding="utf-8", errors="replace"))
        except FileNotFoundError:
            return None

    def keep_key(self, key: VerifierKey) -> None:
        if self.key != key:
            self._write(self.root / "key", f"{key}\n".encode())

    # --- checkpoints ---

    def newest_note(self) -> str | None:
        """The newest checkpoint as readers get it."""
        try:
            return (self.root / "checkpoint").read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def note_for_readers(self) -> str | None:
        """The same; None, too, when it cannot be read: what readers get does not wait for whoever mends that."""
        try:
            return self.newest_note()
        except (OSError, UnicodeDecodeError):
            logger.exception("the head of the log cannot be read")
            return None

    def newest(self, key: VerifierKey) -> Checkpoint | None:
        """The greatest checkpoint that was kept, whatever became of the file that readers get."""
        names = self._names()
        return Checkpoint.read(self._kept(names[-1]), key) if names else None

    def kept_notes(self) -> Iterator[tuple[str, str]]:
        """Name and note of each checkpoint that was ever signed, the smallest first."""
        for name in self._names():
            yield name, self._kept(name)

    def _names(self) -> list[str]:
        """In order of size. What was being written when the machine stopped was never signed for anybody."""
        names = (path.name for path in (self.root / "checkpoints").glob("*"))
        return sorted(name for name in names if not name.endswith(PART))

    def _kept(self, name: str) -> str:
        """What is damaged is no checkpoint that was signed: whoever reads it says so."""
        return (self.root / "checkpoints" / name).read_text(encoding="utf-8", errors="replace")

    def keep_checkpoint(self, checkpoint: Checkpoint, note: str) -> None:
        """Under a name of its own, never to be written again, and as the newest."""
        name = f"{checkpoint.size:012}-{hashlib.sha256(checkpoint.text.encode()).hexdigest()[:12]}"
        path = self.root / "checkpoints" / name
        if not path.exists():
            self._write(path, note.encode())
        self._write(self.root / "checkpoint", note.encode())

    # --- notes on other lists, signed with the same key ---

    def note(self, name: str) -> str | None:
        """The newest note of this name, such as on the list of recalls."""
        try:
            return (self.root / f"{name}.note").read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def keep_note(self, name: str, note: str) -> None:
        self._write(self.root / f"{name}.note", note.encode())

    # --- tiles ---

    def read(self, path: str) -> bytes:
        """A tile as it is served. Once it is full, those that led to it are gone, and are cut out of it."""
        try:
            return (self.root / path).read_bytes()
        except FileNotFoundError:
            whole, partial, width = path.partition(".p/")
            if not partial:
                raise
            each = HASH_BYTES + len(LENGTH) * whole.startswith(f"tile/{ENTRIES}/")
            return (self.root / whole).read_bytes()[: int(width) * each]

    def read_tile(self, level: int, index: int, width: int) -> list[bytes]:
        content = self.read(tile_path(level, index, width))
        if len(content) != width * HASH_BYTES:
            raise BadNoteError(f"The tile {tile_path(level, index, width)} has not {width} hashes.")
        return [content[start : start + HASH_BYTES] for start in range(0, len(content), HASH_BYTES)]

    def read_entries(self, index: int, width: int) -> list[bytes]:
        content, step = self.read(tile_path(ENTRIES, index, width)), HASH_BYTES + len(LENGTH)
        return [content[start + len(LENGTH) : start + step] for start in range(0, len(content), step)]

    def write_tile(self, level: int | str, index: int, hashes: list[bytes]) -> None:
        content = b"".join(LENGTH + entry for entry in hashes) if level == ENTRIES else b"".join(hashes)
        self._write(self.root / tile_path(level, index, len(hashes)), content)
        if len(hashes) == WIDTH:
            shutil.rmtree(self.root / f"{tile_path(level, index)}.p", ignore_errors=True)

    # --- writing ---

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One process at a time signs; the kernel drops a dead one's lock."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, path: Path, content: bytes) -> None:
        """So that nobody ever reads half of it, and that it is there after a power cut."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}{PART}")
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def tile_path(level: int | str, index: int, width: int = WIDTH) -> str:
    """Where a tile stands: its number in groups of three digits, all but the last with an x before it."""
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return f"tile/{level}/{'/'.join(groups)}" + (f".p/{width}" if width < WIDTH else "")
