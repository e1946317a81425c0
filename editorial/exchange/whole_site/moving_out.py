"""A site leaves: everything that makes it the site, as it was at one moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from articles.audit.links import head_now
from articles.audit.snapshot import one_moment

from . import tables
from .folder import EXPLAINED, README, Written, places
from .left_out import STAYS, blank

Progress = Callable[[int, int, str], object]


def move_out(root: Path, *, with_words: bool = False, progress: Progress | None = None) -> Written:
    """Write the whole site into a new folder. Files come after the tables, which name none that is ever deleted."""
    moment = datetime.now(UTC)
    with one_moment():
        columns, instead = tables.columns(), blank(with_words)
        leaving = [table for table in tables.tables() if table not in STAYS]
        said = {
            "made_at": moment.isoformat(),
            "head": head_now(),
            "with_words": with_words,
            "columns": {table: columns[table] for table in leaving},
        }
        with Written(root, said) as written:
            for done, table in enumerate(leaving):
                if progress:
                    progress(done, len(leaving), table)
                written.add_table(table, tables.lines(table, instead.get(table, {})))
            for name, place in places().items():
                written.add_files(name, place)
            words = "" if with_words else ", nor are their words"
            written.add_text(README, EXPLAINED.format(moment=moment.date(), words=words))
    return written
