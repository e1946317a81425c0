"""What readers get has changed: a worker is woken. It goes by the record, so nothing depends on that."""

from __future__ import annotations

from typing import Any

from articles.extensions import also_audited, given_to_programs, readers_may, topic_links
from articles.signals import edition_published, status_changed

from . import tasks
from .copies.copies import Copy
from .copies.keys import note_given
from .recalls.acknowledgements import Acknowledgement, Holder
from .recalls.audit import recall_findings
from .recalls.recall import Recall
from .telling.subscriptions import SubscriptionRequest
from .telling.topics import links


def wake_a_worker(sender: Any, **kwargs: Any) -> None:
    tasks.recall_soon()


def what_answers_to_readers_may_do() -> list[str]:
    """Read the list and, for whoever has a key, what is known of copies; add to that by functions alone."""
    return [
        *(f"SELECT ON {model._meta.db_table}" for model in (Recall, Copy, Holder, Acknowledgement)),
        f"INSERT, SELECT (id) ON {SubscriptionRequest._meta.db_table}",
        "USAGE ON SEQUENCE syndication_subscriptionrequest_id_seq",
        "EXECUTE ON FUNCTION syndication_syndicator_with_key(text)",
        "EXECUTE ON FUNCTION syndication_note_copy(bigint, bigint, text)",
        "EXECUTE ON FUNCTION syndication_forget_copy(bigint, bigint)",
        "EXECUTE ON FUNCTION syndication_note_told(bigint, bigint, bigint)",
        "EXECUTE ON FUNCTION syndication_acknowledge(bigint, bigint, text)",
    ]


def connect() -> None:
    edition_published.connect(wake_a_worker, dispatch_uid="syndication_edition_published")
    status_changed.connect(wake_a_worker, dispatch_uid="syndication_status_changed")
    readers_may.register("hub", what_answers_to_readers_may_do)
    given_to_programs.register("copy", note_given)
    also_audited.register("recalls", recall_findings)
    topic_links.register("hub", links)
