"""What the layers above hand over to moving in and out when the site starts."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from articles.extensions import Answers

#: What of a table does not leave the site with the rest: each is told whether readers' words leave, and gives
#: {table: {column: what stands there instead, in SQL}}.
left_blank = Answers("a site that moves out")


@dataclass(frozen=True)
class FormerComment:
    """What a reader wrote below a text on the former site: without markup, and without who wrote it."""

    key: str
    text: str
    written: datetime | None


class KeptComments(NamedTuple):
    """How many became closed reports, how many wait for the first edition of their page, and how many were here."""

    reports: int
    waiting: int
    known: int


#: Who keeps comments of a former site: each is given the site, the id of a page and the comments below it, and gives
#: KeptComments.
keeps_comments = Answers("comments of a former site")
