"""A site of any size: python -m benchmarks.corpus [--into DATABASE_URL] [--articles N] [--reports N] [--texts PATH].

Without --into it is thrown away, and only how long it took is told. PATH is an archive of documents as MedQuAD has
them, or a folder of texts whose words are used; without it the words are those of the demo.
"""

import argparse
import os
import time
from contextlib import nullcontext

import django
from django.core.management import call_command


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", metavar="DATABASE_URL", help="an empty database, as its owner")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--reports", type=int, default=0)
    parser.add_argument("--texts", metavar="PATH")
    options = parser.parse_args()
    with servers(options.into) as addresses:
        os.environ.update(addresses, DJANGO_SETTINGS_MODULE="pain_site.settings.dev")
        django.setup()
        call_command("migrate", verbosity=0)
        make(options.articles, options.texts, options.reports)


def servers(database_url):
    if database_url:
        return nullcontext({"DATABASE_URL": database_url})
    from pain_site.stack.throwaway import throwaway_servers

    return throwaway_servers()


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


if __name__ == "__main__":
    main()
