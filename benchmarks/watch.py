"""How long the watch takes while everybody is away: python -m benchmarks.watch [--works N] [--away refusing].

Cited works with a DOI and a PMID, and three services that keep the line open and say nothing, that answer 500, or whose
port is closed. PostgreSQL and Valkey are of its own, and thrown away.
"""

import argparse
import io
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import django
from django.core.management import call_command

from pain_site.stack.throwaway import throwaway_servers

asked = []


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=50)
    parser.add_argument("--away", choices=["hanging", "refusing", "closed"], default="hanging")
    options = parser.parse_args()
    address = service(options.away)
    places = {name: f"{address}/{name.lower()}" for name in ("CROSSREF_URL", "EUTILS_URL", "EUROPEPMC_URL")}
    with throwaway_servers() as addresses:
        os.environ.update(addresses, DJANGO_SETTINGS_MODULE="pain_site.settings.dev", **places)
        django.setup()
        call_command("migrate", verbosity=0)
        measure(options)
        measure_list()


def service(away):
    """The address of somebody who is away."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            if away == "hanging":
                time.sleep(120)
            self.send_error(500)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if away == "closed":
        server.server_close()
    else:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def measure(options):
    from articles.references.library.references import Reference
    from editorial.upkeep.source_watch import watch

    names = range(1, options.works + 1)
    works = Reference.objects.bulk_create(Reference(text=f"Work {n}.", doi=f"10.1000/{n}", pmid=str(n)) for n in names)
    began = time.perf_counter()
    watch.check_each(works)
    seconds = time.perf_counter() - began
    print(f"{options.works} works, all services {options.away}: {seconds:.1f} s, {len(asked)} requests")


def measure_list(rows=60_000, works=10_000):
    """A whole list, of which one row in a hundred is about a work of the library."""
    from articles.references.library.references import Reference
    from editorial.upkeep.source_watch import retraction_watch, watch

    listed = (Reference(text=f"Listed {n}.", doi=f"10.2000/{n}") for n in range(works))
    Reference.objects.bulk_create(listed, batch_size=1000)
    head = "Record ID,RetractionDate,RetractionDOI,RetractionNature,OriginalPaperDOI,OriginalPaperPubMedID\n"
    lines = (f"{n},7/12/2023 0:00,10.3000/{n},Retraction,10.2000/{n * 100},0\n" for n in range(1, rows + 1))
    began = time.perf_counter()
    loaded, _refused = retraction_watch.load(io.BytesIO((head + "".join(lines)).encode()))
    between = time.perf_counter()
    news = watch.check_against_list()
    seconds = time.perf_counter() - between
    print(f"{loaded} notices loaded in {between - began:.1f} s")
    print(f"{works} works compared with them in {seconds:.1f} s, {len(news)} of them news")


if __name__ == "__main__":
    main()
