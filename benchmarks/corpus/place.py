"""Where a corpus is: in a PostgreSQL that is thrown away, or in a database that stays and is found made."""

import argparse
import os
import time
from contextlib import nullcontext

import django
from django.conf import settings
from django.core.management import call_command

MEMORY = "2GB"  # for PostgreSQL's blocks: the index of searches is as large


def begin(addresses):
    os.environ.update(addresses, DJANGO_SETTINGS_MODULE="pain_site.settings.dev")
    django.setup()
    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["testserver"]


def parsed_arguments(about):
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--texts", metavar="PATH", help="what articles say, as for benchmarks.corpus")
    parser.add_argument("--keep", metavar="DATABASE_URL", help="a database of the tables' owner that stays")
    parser.add_argument("--seed", type=int, default=3)
    return parser.parse_args()


def servers(database_url):
    """A PostgreSQL and a Valkey as for the tests, or the addresses of those that there are."""
    if database_url:
        return nullcontext({"DATABASE_URL": database_url})
    from pain_site.stack.throwaway import throwaway_servers

    return throwaway_servers(shared_buffers=MEMORY)


def make_site(count, path):
    from articles.record.published.publications import Publication

    migrate()
    if Publication.objects.count() >= count:
        return
    if Publication.objects.exists():
        raise SystemExit("That database has another site in it.")
    make(count, path)


def migrate():
    call_command("migrate", verbosity=0)


def make(articles, path=None, reports=0):
    """A site in the database, and what was done at which pace."""
    from articles.reading.search.vocabulary import count_words

    from . import reports as readers_reports
    from . import site
    from .texts import texts_of

    texts = texts_of(path)
    timed(f"{articles:,} articles with their editions", articles, lambda: site.fill(articles, texts))
    timed("the search index", articles, lambda: site.make_index(texts.words))
    timed("how often words occur", articles, count_words)
    if reports:
        readers_reports.write_triagers()
        editions = range(site.PEOPLE.stop, site.HOME + articles)
        timed(f"{reports:,} reports", reports, lambda: readers_reports.fill(reports, editions))


def timed(what, count, work):
    began = time.perf_counter()
    work()
    seconds = time.perf_counter() - began
    print(f"{what}: {seconds:.0f} s, {count / seconds:,.0f} a second", flush=True)
