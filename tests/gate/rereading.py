"""Asking again only where an answer can have changed, so that a table of many rows can be read after each of them.

An answer is made of the request, of what its queries return and of files. An address whose queries all return what they
returned when it was read is not read again; one that wrote something, or answered with a file, always is. A query of
tables that nobody wrote to meanwhile returns what it returned.
"""

import re
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

from tests.gate.changes import tables_read_by, written, written_since
from tests.gate.surfaces import Answer, ask_all
from tests.plugins.stores import forget_what_was_kept

#: What a statement that only reads begins with, below what it says of itself; several put together stand in brackets.
READS = re.compile(r"(?:\s|\(|--.*)*(?:SELECT|WITH)\b", re.IGNORECASE)
#: Marks in a transaction neither read nor write.
MARKS = re.compile(r"(?:RELEASE )?SAVEPOINT\b")


@dataclass(frozen=True)
class Remembered:
    """An answer, the queries that it was made from, and what they returned."""

    answer: Answer
    queries: tuple
    returned: tuple

    @property
    def is_of_queries_only(self):
        read_only = all(READS.match(statement) for statement, _ in self.queries)
        return read_only and self.answer.is_text


def remember(asks):
    """Each request with its answer and what that was made from; nothing comes out of a cache.

    What several of them ask is asked once more for all of them: nobody writes meanwhile.
    """
    returned = {}
    return {ask: _remembered(ask, returned) for ask in asks}


def _remembered(ask, returned):
    forget_what_was_kept()
    with noted_queries() as queries:
        (answer,) = ask_all([ask])
    remembered = Remembered(answer, tuple(queries), ())
    if not remembered.is_of_queries_only:
        return remembered
    return Remembered(answer, remembered.queries, tuple(_result(query, returned) for query in remembered.queries))


@contextmanager
def noted_queries():
    """A list to which every statement that is asked meanwhile is added, with its parameters."""
    queries = []

    def note(execute, statement, params, many, context):
        if not MARKS.match(statement):
            queries.append((statement, params if isinstance(params, dict) else tuple(params or ())))
        return execute(statement, params, many, context)

    with connection.execute_wrapper(note):
        yield queries


def _result(query, known):
    key = repr(query)
    if key not in known:
        statement, params = query
        with connection.cursor() as cursor:
            cursor.execute(statement, params or None)
            known[key] = hash(repr(cursor.fetchall()))
    return known[key]


def worth_asking(asks, earlier, written):
    """The requests that were never made, and those whose answer can be another one now that these tables changed."""
    now = {}

    def is_untouched(statement):
        tables = tables_read_by(statement)
        return not written if tables is None else tables.isdisjoint(written)

    def is_as_before(remembered):
        for query, returned in zip(remembered.queries, remembered.returned, strict=True):
            if is_untouched(query[0]):
                continue
            if _result(query, now) != returned:
                return False
        return True

    return [
        ask
        for ask in asks
        if ask not in earlier or not earlier[ask].is_of_queries_only or not is_as_before(earlier[ask])
    ]


class Memory:
    """Answers of questions to the database, each remembered until a table is written to that it was made from.

    For many moments of one transaction, between which little is written: it does not even ask the same queries again.
    """

    def __init__(self):
        self.answers, self.written = {}, written()

    def once_more(self):
        """What was remembered, for when a rollback has brought back the moment at which it was."""
        again = Memory()
        again.answers = dict(self.answers)
        return again

    def forget_what_may_have_changed(self):
        """To be called at each new moment, before anything is asked."""
        touched = written_since(self.written)
        if touched:
            self.written = written()
            kept = {asked: found for asked, found in self.answers.items() if _is_apart(found[1], touched)}
            self.answers = kept

    def answer(self, question, *about):
        """What the question returns; it is not asked while that is remembered. One that raises an error is."""
        asked = (question, *about)
        if asked not in self.answers:
            with noted_queries() as queries:
                answer = question(*about)
            self.answers[asked] = answer, [tables_read_by(statement) for statement, _ in queries]
        return self.answers[asked][0]


def _is_apart(read, touched):
    """Whether nothing was written to the tables that each of some statements reads: None stands for any."""
    return all(tables is not None and tables.isdisjoint(touched) for tables in read)
