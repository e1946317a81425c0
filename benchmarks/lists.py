"""What readers' lists cost on a site of any size: python -m benchmarks.lists [--articles N] [--keep DATABASE_URL].

Each page is rendered anew each time. Queries, and milliseconds that the process and its PostgreSQL computed for. The
topic, the person and the letter are the ones with the most articles.
"""

import statistics
import time
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from benchmarks import search
from benchmarks.corpus import place

ROUNDS = 60
MOST_QUERIES, MOST_SQL, MOST_PYTHON = 6, 5.0, 8.0


def main():
    options = place.parsed_arguments(__doc__)
    with place.servers(options.keep) as addresses:
        place.begin(addresses)
        place.make_site(options.articles, options.texts)
        call_command("grant_readers_role", settings.DATABASES["readers"]["USER"])
        measure()


def measure():
    from articles.reading.caching import rendered

    rendered.recall = lambda mark: None  # no page comes out of the cache
    connections["readers"].settings_dict["CONN_MAX_AGE"] = None  # one backend, whose clock is read
    headings()
    for name, path in pages().items():
        report(name, path)


def pages():
    """An address of each kind."""
    from articles.record.published.editions import Edition
    from articles.record.published.publications import Publication
    from benchmarks.corpus import site

    corrected = Edition.objects.filter(change_class="correction").order_by("-pk").first()
    at = dict(Publication.objects.values_list("page_id", "path").filter(page_id__lt=site.PEOPLE.stop))
    paths = {
        "home": "/",
        "topic": at[most("edition__topics")],
        "all topics": "/topics/",
        "A to Z": "/a-z/",
        "a letter": "/a-z/c/",
        "person": at[most("edition__bylines")],
        "history": f"{Publication.objects.get(page_id=corrected.page_id).path}history/",
        "corrections": "/corrections/",
        "article": Publication.objects.get(page_id=corrected.page_id).path,
    }
    return {name: path for name, path in paths.items() if answer(path).status_code == 200 or print(f"no {path}")}


def most(column):
    """The page that stands in this column of the most articles."""
    from articles.record.published.publications import Publication

    found = Counter()
    for named in Publication.objects.values_list(column, flat=True).iterator():
        found.update(each["person"] if isinstance(each, dict) else each for each in named or [])
    return found.most_common(1)[0][0]


def answer(path):
    from django.test import Client

    return Client().get(path)


def headings():
    print(f"{'':14}{'queries':>9}{'SQL p50':>9}{'p99':>7}{'Python p50':>12}{'p99':>7}  ms")


def report(name, path, alias="readers", most=(MOST_QUERIES, MOST_SQL, MOST_PYTHON), **environment):
    """A line about an address: what it costs over that connection, marked where it is more than `most`."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    handler, query = WSGIHandler(), path.partition("?")[2]
    environ = RequestFactory()._base_environ(PATH_INFO=path.partition("?")[0], QUERY_STRING=query, **environment)

    def ask():
        response = handler(dict(environ), lambda *told: None)
        response.close()

    asked = []

    def note(execute, *statement):
        asked.append(statement[0])
        return execute(*statement)

    ask()
    with connections[alias].execute_wrapper(note):
        ask()
    sql, python = [], []
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    for _ in range(ROUNDS):
        before, began = milliseconds(backend), time.process_time()
        ask()
        python.append((time.process_time() - began) * 1000)
        sql.append(milliseconds(backend) - before)
    print(
        f"{name:14}{marked(len(asked), most[0], '8d')}"
        f"{marked(statistics.median(sql), most[1], '8.1f')}{search.percentile_99(sql):7.1f}"
        f"{marked(statistics.median(python), most[2], '11.1f')}{search.percentile_99(python):7.1f}"
    )


def marked(value, goal, form):
    return f"{value:{form}}{' ' if value <= goal else '*'}"


def milliseconds(backend):
    return int(backend.read_text().split()[0]) / 1e6


if __name__ == "__main__":
    main()
