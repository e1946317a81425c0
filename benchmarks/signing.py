"""What signing and publishing cost on a site of any size: python -m benchmarks.signing [--articles N] [--keep URL].

Of a new edition of an article of 3,000 words with 40 references and 12 pictures, which the edition before it showed:
questions, milliseconds that the process and its PostgreSQL computed for, and those that whoever signed waited.
"""

import statistics
import tempfile
import time
from functools import cache
from pathlib import Path
from uuid import uuid4

from django.db import connections
from django.test import override_settings

from benchmarks import search
from benchmarks.corpus import place
from benchmarks.lists import marked, milliseconds

ROUNDS = 15
SECTIONS, PARAGRAPHS, PARAGRAPH = 12, 5, 50  # of so many words
WORDS = ["lying", "down", "for", "long", "makes", "a", "stiff", "back", "worse", "and", "walking", "better"]
REFERENCES, PICTURES = 40, 12
#: Milliseconds until the answer to whoever signed, and to whoever signed last.
FOLLOWED, LAST = 100.0, 250.0


def main():
    options = place.parsed_arguments(__doc__)
    with place.servers(options.keep) as addresses:
        place.begin(addresses)
        place.make_site(options.articles, options.texts)
        with tempfile.TemporaryDirectory() as files, override_settings(MEDIA_ROOT=files, EDITION_IMAGES_ROOT=files):
            measure()


def measure():
    from tests.factories.drafts import submitted
    from tests.factories.pages import furnish

    connections["default"].settings_dict["CONN_MAX_AGE"] = None  # one backend, whose clock is read
    connections["default"].close()  # the one that there is would still end with its first request
    furnish()
    pictures = made_pictures()
    page = article_with(pictures)
    signed(submitted(page))  # it also keeps the pictures
    rounds = zip(*(signed(submitted(better(page))) for _round in range(ROUNDS)), strict=True)
    print(f"{'':28}{'questions':>10}{'SQL':>8}{'Python':>8}{'waited':>8}{'p99':>8}  ms")
    for what, most, costs in zip(["a signature", "the last, with publishing"], [FOLLOWED, LAST], rounds, strict=True):
        questions, sql, python, waited = map(list, zip(*costs, strict=True))
        print(
            f"{what:28}{max(questions):10}{statistics.median(sql):8.1f}{statistics.median(python):8.1f}"
            f"{marked(statistics.median(waited), most, '7.1f')}{search.percentile_99(waited):8.1f}"
        )


def made_pictures():
    from tests.factories.drafts import image, png

    return [image(content=png((number, 99, 99), (1200, 800))) for number in range(PICTURES)]


def better(page):
    """Another draft of it."""
    from tests.factories.drafts import edited

    return edited(page, standfirst=f"What it does, {uuid4()}.", change_class="update", change_note="Newer studies.")


def article_with(pictures):
    """A draft of an article."""
    from tests.factories.drafts import body, section
    from tests.factories.pages import article

    paragraph = " ".join(WORDS[place % len(WORDS)] for place in range(PARAGRAPH))
    sections = []
    for number in range(SECTIONS):
        cited = "".join(f"[{mark}]" for mark in range(1, REFERENCES + 1) if mark % SECTIONS == number)
        picture = {"image": pictures[number].pk, "alt": "A chair", "decorative": False, "caption": ""}
        paragraphs = [paragraph] * (PARAGRAPHS - 1) + [f"{paragraph}.{cited}"]
        sections.append(section(f"Part {number}", *paragraphs, blocks=[{"type": "image", "value": picture}]))
    return article(references=REFERENCES, sections=body(*sections))


def signed(page):
    """What each of its signatures costs, on the screen on which people sign."""
    from editorial.review.signing.signing import waiting_for
    from tests.factories.drafts import fresh

    costs = []
    while kind := waiting_for(page):
        costs.append(cost_of_signature(page, kind))
        page = fresh(page)
    return costs


def cost_of_signature(page, kind):
    """Questions, milliseconds of PostgreSQL and of Python, and those until the answer."""
    from tests.factories.drafts import shown_digest
    from tests.factories.signing import able_to_sign

    client, address = window_of(able_to_sign(page, kind)), f"/admin/review/{page.pk}/"
    client.get(address)
    form = {"digest": shown_digest(page), "interests": "none", "agreed": "on", "sign": ""}
    asked = []

    def note(execute, *statement):
        asked.append(statement[0])
        return execute(*statement)

    connection = connections["default"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    with connection.execute_wrapper(note):
        sql, python, began = milliseconds(backend), time.process_time(), time.perf_counter()
        client.post(address, form)
        waited, python = (time.perf_counter() - began) * 1000, (time.process_time() - python) * 1000
    if not page.sign_offs.filter(kind=kind, digest=form["digest"]).exists():
        raise SystemExit(f"Nobody could sign {address}.")
    return len(asked), milliseconds(backend) - sql, python, waited


@cache
def window_of(user):
    """The browser of somebody who has logged in, once: the desk counts how often."""
    from django.test import Client

    from tests.factories.accounts import logged_in

    client = Client()
    logged_in(client, user)
    return client


if __name__ == "__main__":
    main()
