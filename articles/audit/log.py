"""The log: the record gives the root of every head that was ever signed or that witnesses saw, and its tiles."""

from collections import defaultdict

from ..log.checkpoints import Checkpoint
from ..log.folder import ENTRIES, Folder, tile_path
from ..log.links import links_from
from ..log.merkle import WIDTH, Growth
from ..log.notes import BadKeyError, BadNoteError

OURS = "The head of the log that was signed here"
NO_LOG = (
    "No head of the log was ever signed here: nothing shows that the end of the record was not cut off. "
    "docs/operations/record.md says how to begin."
)


class KeptHeads:
    """Heads that the record is compared with: (whose, checkpoint), and what could not even be read.

    Read before the database is: a head that is signed meanwhile is of links that the audit does not see.
    """

    def __init__(self, also=(), folder=None):
        self.folder, self.unreadable = folder or Folder(), []
        self.by_size = defaultdict(list)
        for whose, checkpoint in (*also, *self._own()):
            self.by_size[checkpoint.size].append((whose, checkpoint))
        self.warnings = [] if self.by_size or self.unreadable else [NO_LOG]

    def _own(self):
        try:
            key, newest, notes = self.folder.key, self.folder.newest_note(), dict(self.folder.kept_notes())
        except (BadKeyError, OSError, UnicodeDecodeError) as error:
            self.unreadable.append(f"The log cannot be read: {error}")
            return
        if newest is not None and newest not in notes.values():
            self.unreadable.append("Readers get a head of the log that was not kept when it was signed.")
        for name, note in notes.items():
            try:
                yield OURS, Checkpoint.read(note, key)
            except (AttributeError, BadNoteError) as error:
                self.unreadable.append(f"The head of the log {name} cannot be read: {error}")


def log_findings(heads):
    """Grow the tree from the record: at a head's size it has the head's root, and its tiles are those in the files."""
    tiles, told = [], set()
    growth, entries, own_size = Growth(lambda *tile: tiles.append(tile)), [], _own_size(heads)
    yield heads.unreadable
    for whose, head in heads.by_size.pop(0, ()):
        yield _difference(whose, head, growth.root, told)
    for _sequence, link in links_from(1):
        growth.append(link)
        entries.append(link)
        if growth.size % WIDTH == 0:
            tiles.append((ENTRIES, growth.size // WIDTH - 1, entries))
            entries = []
        if growth.size == own_size:
            tiles += [*growth.partial_tiles(), *([(ENTRIES, growth.size // WIDTH, entries[:])] if entries else [])]
        if growth.size <= own_size:
            yield from ([sentence] if (sentence := _damage(heads.folder, *tile)) else [] for tile in tiles)
        tiles.clear()
        for whose, head in heads.by_size.pop(growth.size, ()):
            yield _difference(whose, head, growth.root, told)
    for size in sorted(heads.by_size):
        for whose, _head in heads.by_size[size]:
            yield [f"{whose} has {size} links; the record ends at number {growth.size}: its end was removed."]


def _own_size(heads):
    return max((size for size, found in heads.by_size.items() if any(whose == OURS for whose, _ in found)), default=0)


def _difference(whose, head, root, told):
    """Of the heads of one log only the first that differs is told: all later ones do."""
    if head.root == root or whose in told:
        return []
    told.add(whose)
    return [f"{whose} with {head.size} links has another root than the record gives now: the record was rewritten."]


def _damage(folder, level, index, hashes):
    path = tile_path(level, index, len(hashes))
    try:
        if level == ENTRIES:
            fits = folder.read_entries(index, len(hashes)) == hashes
        else:
            fits = folder.read_tile(level, index, len(hashes)) == hashes
    except (OSError, BadNoteError) as error:
        return f"The file {path} of the log cannot be read: {error}"
    return "" if fits else f"The file {path} of the log is not what the record gives."
