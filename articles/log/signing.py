"""Signing a new head of the log: done by one process, which alone has the key.

It signs nothing that contradicts what it signed before. A record that lost links, or whose last link is another one, is
refused: somebody put an older database in place of the newer, or computed the chain anew.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import closing
from itertools import islice
from pathlib import Path

from django.db import transaction

from .checkpoints import Checkpoint
from .folder import ENTRIES, Folder
from .links import links_from
from .merkle import WIDTH, Growth
from .notes import BadNoteError, SignerKey
from .programs import program_lines

#: The first holds the key, the second names a file with it. No settings: those are the web process's too.
KEY_VARIABLES = ("LOG_SIGNING_KEY", "LOG_SIGNING_KEY_FILE")


class NoKeyError(Exception):
    """This process was not given the log's key."""


class LogRefusalError(Exception):
    """The record does not continue what was signed before."""


def signing_key() -> SignerKey:
    """The key that this process was given."""
    key, file = (os.environ.get(name) for name in KEY_VARIABLES)
    if not key and not file:
        raise NoKeyError(f"This process has no key of the log: neither {' nor '.join(KEY_VARIABLES)} is set.")
    return SignerKey.read(key or Path(file or "").read_text(encoding="utf-8", errors="replace"))


def sign_head(key: SignerKey, folder: Folder | None = None) -> Checkpoint | None:
    """Take in the links that are new, and sign; None when there is nothing to sign. Safe to run at any time."""
    folder = folder or Folder()
    with folder.locked(), transaction.atomic():
        last = folder.newest(key.verifier) or Checkpoint(key.name, 0, Growth(lambda *tile: None).root)
        growth = _grown(folder, last)
        head = Checkpoint(key.name, growth.size, growth.root, program_lines())
        if not head.size or head == _served(folder, key):
            return None
        folder.keep_key(key.verifier)
        folder.keep_checkpoint(head, key.sign(head.text))
        return head


def _served(folder: Folder, key: SignerKey) -> Checkpoint | None:
    """The head that readers get, None where its file is damaged: then it is written anew.

    After the way back to an earlier release it may name the programs of the later one.
    """
    try:
        note = folder.newest_note()
        return Checkpoint.read(note, key.verifier) if note else None
    except (BadNoteError, OSError, UnicodeDecodeError):
        return None


def _grown(folder: Folder, last: Checkpoint) -> Growth:
    """The tree with all links of today, its tiles written."""
    growth, entries = _kept_tree(folder, last)
    for link in _links_after(growth.size, entries):
        growth.append(link)
        entries.append(link)
        if growth.size % WIDTH == 0:
            folder.write_tile(ENTRIES, growth.size // WIDTH - 1, entries[-WIDTH:])
            entries = entries[-1:]
    for level, index, hashes in growth.partial_tiles():
        folder.write_tile(level, index, hashes)
    if width := growth.size % WIDTH:
        folder.write_tile(ENTRIES, growth.size // WIDTH, entries[-width:])
    return growth


def _kept_tree(folder: Folder, last: Checkpoint) -> tuple[Growth, list[bytes]]:
    """The tree that was signed last, and its newest entries.

    Tiles are a copy of the chain. When they are damaged they are written anew, once the chain gave the root again.
    """
    try:
        growth = Growth.resumed(folder.write_tile, last.size, folder.read_tile)
        if growth.root == last.root:
            return growth, _newest_entries(folder, last.size)
    except (OSError, BadNoteError):
        pass
    known = Growth(lambda *tile: None)
    with closing(_links_after(0, [])) as links:
        for link in islice(links, last.size):
            known.append(link)
    if (known.size, known.root) != (last.size, last.root):
        raise LogRefusalError(f"The record is not the one that was signed: {last} is not what its first links give.")
    return Growth(folder.write_tile), []


def _newest_entries(folder: Folder, size: int) -> list[bytes]:
    """The entries of the tile at the right edge; of one that is full only the last."""
    if not size:
        return []
    index, offset = divmod(size - 1, WIDTH)
    entries = folder.read_entries(index, offset + 1)
    return entries if offset + 1 < WIDTH else entries[-1:]


def _links_after(size: int, entries: list[bytes]) -> Generator[bytes, None, None]:
    """The hashes of the links after the first `size`, which have to follow the one that the log ends with."""
    with closing(links_from(max(size, 1))) as links:
        if size and next(links, None) != (size, entries[-1]):
            raise LogRefusalError(f"The record has not the link {size} that was signed, with hash {entries[-1].hex()}.")
        for sequence, link in links:
            size += 1
            if sequence != size:
                raise LogRefusalError(f"The record lacks number {size}.")
            yield link
