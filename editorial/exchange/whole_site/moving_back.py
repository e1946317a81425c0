"""An empty site becomes one that left. Its record is audited before anything of it stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import Error, connection, transaction

from articles import audit
from articles.audit.links import head_now
from articles.stores.file_places import clear, is_empty

from . import tables
from .folder import NotThisFolderError, Read, places
from .left_out import STAYS

Progress = Callable[[int, int, str], object]
#: A site with a row in one of these is in use.
OF_A_SITE_IN_USE = ("accounts_user", "articles_draftrecord", "articles_edition", "articles_authorityevent")


def move_back(
    root: Path, *, grant: Callable[[], object] | None = None, progress: Progress | None = None
) -> audit.Report:
    """Make this site, which must be empty, into the one in the folder; what the audit found, which is nothing wrong.

    All or nothing: where anything does not fit, the database and the folders are as they were. Needs the tables' owner.
    `grant` gives the roles of the site their rights, of which the audit asks.
    """
    folder = Read(root)
    _refuse_unless_alike(folder)
    _refuse_unless_empty()
    folder.check()
    expected = [_head_in(folder.manifest["head"])] if folder.manifest["head"] else []
    with _files_of(folder), transaction.atomic():
        if grant:
            grant()
        try:
            _fill(folder, progress)
        except Error as error:
            raise NotThisFolderError(f"PostgreSQL refuses it: {str(error).splitlines()[0]}") from error
        report = audit.run(expected)
        if report.findings:
            raise NotThisFolderError(
                f"The record in it is not intact ({report.finding_count:,} findings): {report.findings[0]}"
            )
        if head_now() != folder.manifest["head"]:
            raise NotThisFolderError("The record in it ends elsewhere than its manifest says.")
    return report


def _fill(folder: Read, progress: Progress | None) -> None:
    here = tables.columns()
    with tables.as_written():
        tables.empty(table for table in tables.tables() if table not in STAYS)
        for done, table in enumerate(folder.tables):
            if progress:
                progress(done, len(folder.tables), table)
            names = [column.partition(" ")[0] for column in here[table]]
            tables.fill(table, names, folder.batches(table))
    tables.go_on_counting()


def _refuse_unless_alike(folder: Read) -> None:
    """Both sites must hold the same kinds of things: rows of another release would lose what it has no place for."""
    here = {table: said for table, said in tables.columns().items() if table not in STAYS}
    there = folder.manifest["columns"]
    if set(folder.tables) != set(there):
        raise NotThisFolderError("The tables in the folder are not those that its manifest tells of.")
    different = sorted(table for table in here.keys() | there.keys() if here.get(table) != there.get(table))
    if different:
        raise NotThisFolderError(
            f"It is of another release: {', '.join(different[:5])} "
            f"{'is' if len(different) == 1 else 'are'} different there. Use the release that it left, then migrate."
        )


def _refuse_unless_empty() -> None:
    with connection.cursor() as cursor:
        for table in OF_A_SITE_IN_USE:
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")  # noqa: S608  names of ours
            if cursor.fetchone() == (True,):
                raise NotThisFolderError(f"This site is in use: {table} has rows. Bring it into an empty site.")
    for place in places().values():
        if not is_empty(place):
            raise NotThisFolderError(f"{place} is not empty. Bring it into an empty site.")


@contextmanager
def _files_of(folder: Read) -> Iterator[None]:
    """Put the files in their places; away with them again if what is inside fails."""
    try:
        for name, place in places().items():
            folder.copy_files(name, place)
        yield
    except BaseException:
        for place in places().values():
            clear(place)
        raise


def _head_in(said: str) -> tuple[int, str]:
    place, _colon, last_hash = said.partition(":")
    return int(place), last_hash
