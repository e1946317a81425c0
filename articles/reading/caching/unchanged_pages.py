"""Whether a page would be rendered as it was, although the version of what readers get has moved.

Besides its own text, a page shows where its links lead, what is like it, what is new and what became of its sources:
all of it asked of PostgreSQL. What was asked while a page was rendered is kept beside it, with a digest of the answers.
When something has moved somewhere, the same is asked again in place of rendering: if every answer is what it was, so is
the page. Nobody has to say which changes show on which pages, so nobody can forget one.

What a process knows for a version of what readers get, and does not ask for each page, is part of the digest too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import translation

from ...record.published.publications import reader_version
from ...stores.databases import reading, unprepared
from ..addresses.decisions import Decision
from ..listings.cards import frame_links, recent_articles
from ..site_settings import this_site
from . import rendered

#: On these stands how many articles a topic has, which is counted for a version and not asked for each page.
COUNTED = ("home", "topic")


class Unmoved:
    """What was asked for the page of a decision the last time that it was rendered, whatever the version was then."""

    def __init__(self, decision: Decision):
        self.decision = decision

    @property
    def name(self) -> str:
        return f"asked-{rendered.stamp(self.decision._replace(reader_version=''))}"

    def mark(self) -> str | None:
        """Under which the page is kept as it would be rendered now; None where it has to be rendered."""
        kept = json.loads(rendered.recall(self.name) or b"null")
        if kept is None:
            return None
        return kept["mark"] if self._asked_again(kept["asked"]) == kept["answers"] else None

    def noting(self, render: Callable[[], HttpResponse], mark: str) -> HttpResponse:
        """What it renders, after what was asked for it is kept beside it.

        Not if anything has moved since it was decided: some answers might be newer than others.
        """
        noted = Noted(self._known())
        with reading().execute_wrapper(noted):
            response = render()
        if self.decision.kind not in COUNTED and reader_version() == self.decision.reader_version:
            kept = {"mark": mark, "asked": noted.asked, "answers": noted.answers}
            rendered.keep(self.name, json.dumps(kept).encode())
        return response

    def _asked_again(self, asked: list[str]) -> str:
        """What the same statements answer now, all of them sent together, and what this process knows."""
        noted = Noted(self._known())
        with unprepared() as cursor:
            cursor.execute("; ".join(asked))
            noted.note(cursor)
            while cursor.nextset():
                noted.note(cursor)
        return noted.answers

    def _known(self) -> str:
        site, language, version = this_site(), translation.get_language(), self.decision.reader_version
        newest = recent_articles(language, version) if self.decision.kind == "article" else ()
        shown = [(row.edition_id, row.path, row.reviewed_at) for row in newest]  # an edition says the same for ever
        return repr([frame_links(language, version), shown, site.name, site.region, site.logo_digest])


class Noted:
    """What is asked of PostgreSQL, each statement with its values in it; and a digest of the answers, as they come."""

    def __init__(self, known: str):
        self.asked: list[str] = []
        self.digest = hashlib.sha256(known.encode())

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """As a wrapper around what is executed."""
        self.asked.append(context["connection"].ops.compose_sql(sql, params))
        done = execute(sql, params, many, context)
        self.note(context["cursor"])
        return done

    def note(self, cursor: Any) -> None:
        """The rows that a cursor has, before anybody makes Python's values of them."""
        rows = cursor.pgresult
        told = [[rows.get_value(row, column) for column in range(rows.nfields)] for row in range(rows.ntuples)]
        self.digest.update(repr(told).encode())

    @property
    def answers(self) -> str:
        return self.digest.hexdigest()
