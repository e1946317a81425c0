"""How long a search takes on a large site: python -m benchmarks.search [--articles N] [--texts PATH].

Makes a site in a PostgreSQL of its own, which is thrown away; with --keep DATABASE_URL in one that stays, where a
second run finds it made.
"""

import random
import statistics
import time
from pathlib import Path

from django.test import RequestFactory

from benchmarks.corpus import place

ROUNDS = 3
QUERIES = 100
COMPARED = 10
GOAL = 25.0  # milliseconds, p99


def main():
    options = place.parsed_arguments(__doc__)
    with place.servers(options.keep) as addresses:
        place.begin(addresses)
        place.make_site(options.articles, options.texts)
        measure(options.seed)


def measure(seed):
    from articles.reading.search import finding, query_parsing, suggestions, views

    request = RequestFactory().get
    print(f"{'milliseconds':32}{'p50':>8}{'p99':>8} {'CPU p50':>9}{'p99':>8} {'results':>9}   for example")
    for kind, queries in kinds(random.Random(seed)).items():
        report(kind, queries, lambda text: finding.search(query_parsing.cleaned(text)).total)
        if kind in ("one rare word", "one very common word"):
            report("  the whole page", queries, lambda text: views.search(request("/search/", {"q": text})).status_code)
    print()
    compare(kinds(random.Random(seed)))
    print()
    typed = [query[: random.Random(seed).randint(3, 7)] for query in kinds(random.Random(seed))["one common word"]]
    report("suggestions", typed, lambda text: len(suggestions.suggested(text)))
    report("suggestions, 2 letters", [text[:2] for text in typed], lambda text: len(suggestions.suggested(text)))


def kinds(choose):
    """Queries of each kind, out of the words of the site itself."""
    rare, common, very_common = words_on(0.001, 0.005), words_on(0.05, 0.3), words_on(0.8, 1) or words_on(0.3, 1)
    pick = choose.choice
    long = [word for word in common if len(word) > 6]

    def several(make):
        return [make() for _ in range(QUERIES)]

    return {
        "one rare word": several(lambda: pick(rare)),
        "one common word": several(lambda: pick(common)),
        "one very common word": several(lambda: pick(very_common)),
        "a rare and a very common word": several(lambda: f"{pick(rare)} {pick(very_common)}"),
        "two common words": several(lambda: f"{pick(common)} {pick(common)}"),
        "two very common words": several(lambda: f"{pick(very_common)} {pick(very_common)}"),
        "four very common words": several(lambda: " ".join(pick(very_common) for _ in range(4))),
        "a phrase": phrases(choose),
        "a misspelt word": several(lambda: misspelt(pick(long), choose)),
        "words that no page has": several(lambda: f"{pick(common)} {pick(rare)} q{choose.randint(1, 10**9)}"),
    }


def words_on(least, most):
    """Words that stand on so large a part of the pages."""
    from articles.reading.search.index import SearchEntry
    from articles.reading.search.vocabulary import SearchWord

    pages = SearchEntry.objects.count()
    words = SearchWord.objects.exclude(stem="").filter(documents__range=(int(pages * least), int(pages * most)))
    return list(words.order_by("stem", "word").distinct("stem").values_list("word", flat=True))


def phrases(choose):
    """Two neighbouring words of a page, in quotation marks."""
    from articles.reading.search.index import SearchEntry

    found = []
    for body in SearchEntry.objects.filter(kind="article").order_by("pk").values_list("body", flat=True)[:QUERIES]:
        words = body.replace(".", "").split()
        place = choose.randrange(len(words) - 1)
        found.append(f'"{words[place]} {words[place + 1]}"')
    return found


def misspelt(word, choose):
    """The word without one of its letters, or with two changed over."""
    place = choose.randrange(1, len(word) - 2)
    if choose.random() < 0.5:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def report(kind, queries, search):
    times, work, results = [], [], []
    busy = cpu_clock()
    for query in queries * ROUNDS:
        began, worked = time.perf_counter(), busy()
        results.append(search(query))
        times.append((time.perf_counter() - began) * 1000)
        work.append(busy() - worked)
    p99, cpu_p99 = percentile_99(times), percentile_99(work)
    mark = " " if p99 < GOAL else "*"
    cpu_mark = " " if cpu_p99 < GOAL else "*"
    print(
        f"{kind:32}{statistics.median(times):8.1f}{p99:8.1f}{mark}{statistics.median(work):9.1f}{cpu_p99:8.1f}{cpu_mark}"
        f"{statistics.mean(results):9.0f}   {queries[0]}"
    )


def compare(queries_of_kinds):
    """How much of what ranking every page would put first the bounded search puts first too."""
    from articles.reading.search import finding, query_parsing

    everything = finding.Bounds(*[10**7] * 5)
    print(f"{'of the best by ranking every page':38}{'first':>8}{'first 3':>9}{'first 10':>10}   are also found")
    for kind, queries in queries_of_kinds.items():
        pairs = []
        for query in queries[:COMPARED]:
            words = query_parsing.cleaned(query)
            pairs.append([urls(finding.search(words, bounds=bounds)) for bounds in (everything, finding.BOUNDS)])
        shares = [agreement(pairs, count) for count in (1, 3, 10)]
        print(f"{kind:38}{shares[0]:8.0%}{shares[1]:9.0%}{shares[2]:10.0%}")


def urls(found):
    return [result["url"] for result in found.results]


def agreement(pairs, count):
    best = sum(len(every[:count]) for every, _bounded in pairs)
    return sum(len(set(every[:count]) & set(bounded[:count])) for every, bounded in pairs) / best if best else 1


def percentile_99(values):
    return statistics.quantiles(values, n=100)[98]


def cpu_clock():
    """A clock of the milliseconds that this process and its PostgreSQL have computed for, where Linux tells."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def milliseconds():
        server = int(backend.read_text().split()[0]) / 1e6 if backend.exists() else 0
        return time.process_time() * 1000 + server

    return milliseconds


if __name__ == "__main__":
    main()
