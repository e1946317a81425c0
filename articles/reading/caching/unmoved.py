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

from ...databases import reading
from ...record.publications import version_asked
from ..deciding import Decision
from ..listings.cards import frame_links
from ..site_settings import this_site
from . import rendered

#: Of the answer to a statement, made by PostgreSQL: the rows need not come here.
DIGEST = "SELECT md5(coalesce(string_agg(answer::text, ' '), '')) FROM ({}) AS answer"
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
        answers, _version = self.answers(kept["asked"])
        return kept["mark"] if answers == kept["answers"] else None

    def noting(self, render: Callable[[], HttpResponse], mark: str) -> HttpResponse:
        """What it renders, after what was asked for it is kept beside it.

        Not if anything has moved since it was decided: the answers might be newer than the page.
        """
        asked: list[str] = []
        with reading().execute_wrapper(_note_in(asked)):
            response = render()
        if self.decision.kind not in COUNTED:
            answers, version = self.answers(asked)
            if version == self.decision.reader_version:
                kept = {"mark": mark, "asked": asked, "answers": answers}
                rendered.keep(self.name, json.dumps(kept).encode())
        return response

    def answers(self, asked: list[str]) -> tuple[str, str]:
        """A digest of what PostgreSQL answers and of what this process knows; and the version at the same moment."""
        site, language = this_site(), translation.get_language()
        frame = frame_links(language, self.decision.reader_version)
        known = repr([frame, site.name, site.region, site.logo_digest])
        digests = " || ".join(f"({DIGEST.format(statement)})" for statement in asked)
        version = reading().ops.compose_sql(*version_asked())
        with reading().cursor() as cursor:
            cursor.execute(f"SELECT {digests}, ({version})")
            answers, at_that_moment = cursor.fetchone()
        return hashlib.sha256(f"{known}{answers}".encode()).hexdigest(), at_that_moment


def _note_in(asked: list[str]) -> Callable[..., Any]:
    """A wrapper that notes each statement, with its values in it."""

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        asked.append(context["connection"].ops.compose_sql(sql, params))
        return execute(sql, params, many, context)

    return note
