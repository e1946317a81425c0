"""How many questions PostgreSQL is asked for a reader's address: of a process that knows nothing yet, and once more.

Every reader's address has a line here. One that asks more than its line allows fails `./run check`: whoever adds a
question says so here, and why, or fetches what is wanted together with what is asked already.
"""

from typing import NamedTuple


class Budget(NamedTuple):
    """The most questions of the first answer, when nothing is kept, and of the next one."""

    first: int
    again: int


#: By the name of the address, as tests/gate/surfaces.py has it. Of pages, also by their kind and state.
BUDGETS: dict[str, Budget] = {
    "a_to_z": Budget(6, 5),
    "a_to_z_letter": Budget(6, 5),
    "api:answer": Budget(0, 0),
    "api:api-root": Budget(0, 0),
    "api:copies": Budget(0, 0),
    "api:edition": Budget(12, 12),
    "api:editions": Budget(2, 2),
    "api:forget": Budget(0, 0),
    "api:openapi-json": Budget(0, 0),
    "api:page": Budget(10, 10),
    "api:pages": Budget(1, 1),
    "api:recalls": Budget(1, 1),
    "api:state": Budget(0, 0),
    "api:withdrawals": Budget(1, 1),
    "api_nothing": Budget(4, 4),
    "api_root": Budget(0, 0),
    "comparison": Budget(7, 6),
    "corrections": Budget(6, 5),
    "corrections_feed": Budget(4, 4),
    "edition": Budget(14, 13),
    "edition_image": Budget(2, 2),
    "favicon": Budget(0, 0),
    "feed": Budget(2, 2),
    "feed_rss": Budget(2, 2),
    "feedback:answer": Budget(2, 1),
    "feedback:kept": Budget(2, 1),
    "feedback:preview": Budget(2, 1),
    "feedback:receipt": Budget(2, 1),
    "feedback:report": Budget(5, 3),
    "feedback:status": Budget(2, 1),
    "feedback:thanks": Budget(2, 1),
    "for_programs": Budget(5, 5),
    "hand_out": Budget(11, 10),
    "healthz": Budget(0, 0),
    "history": Budget(7, 6),
    "hub:hub": Budget(0, 0),
    "llms": Budget(4, 4),
    "log_checkpoint": Budget(3, 2),
    "log_key": Budget(3, 2),
    "log_tile": Budget(4, 3),
    "logo": Budget(4, 3),
    "manifest": Budget(0, 0),
    "markdown": Budget(8, 8),
    "metrics": Budget(2, 1),
    "opensearch": Budget(0, 0),
    "readyz": Budget(1, 1),
    "record_page": Budget(10, 9),
    "robots": Budget(0, 0),
    "search": Budget(6, 5),
    "search_suggestions": Budget(4, 4),
    "security_txt": Budget(0, 0),
    "shared_image": Budget(2, 1),
    "sitemap": Budget(3, 3),
    "sitemap_index": Budget(9, 9),
    "topic_feed": Budget(5, 5),
    "topics": Budget(6, 5),
    "trust_record": Budget(9, 8),
    "wagtail_serve: article": Budget(8, 1),
    "wagtail_serve: article with a notice": Budget(11, 1),
    "wagtail_serve: home": Budget(6, 1),
    "wagtail_serve: no page": Budget(5, 4),
    "wagtail_serve: person": Budget(6, 1),
    "wagtail_serve: policy": Budget(6, 1),
    "wagtail_serve: taken away": Budget(6, 6),
    "wagtail_serve: topic": Budget(7, 1),
    "what_readers_told_us": Budget(3, 2),
}
