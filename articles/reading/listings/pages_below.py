"""What a page of the site's own lists: the pages below its address."""

from ...record.published.publications import Publication
from ...record.statements import Slot
from .shelves import BY_TITLE, Shelf, listed, shelf


def pages_below(path, asked, *, but_people):
    """The pages below an address, by title; without those of people where these stand in a list of their own."""
    if not path:
        return Shelf("pages", [])
    return shelf("pages", listed(_below, but_people, path=path), BY_TITLE, asked, path)


def _below(but_people):
    rows = Publication.objects.below(Slot("path"))
    return rows.exclude(edition__kind="person") if but_people else rows
