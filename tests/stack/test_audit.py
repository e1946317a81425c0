"""`./run audit`: which pages it judges, what it makes of the judgements, and how it refuses."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pain_site.stack.inspections import audit
from pain_site.stack.refusal import Refusal

PUBLIC = "https://www.example.org"
SITEMAPS = {
    "/sitemap.xml": [f"{PUBLIC}/sitemap-topics.xml", f"{PUBLIC}/sitemap-articles.xml", f"{PUBLIC}/sitemap-people.xml"],
    "/sitemap-topics.xml": [f"{PUBLIC}/", f"{PUBLIC}/back-pain/", f"{PUBLIC}/joint-pain/"],
    "/sitemap-articles.xml": [f"{PUBLIC}/back-pain/sciatica/", f"{PUBLIC}/back-pain/discs/"],
    "/sitemap-people.xml": [],
}


class Sitemaps(BaseHTTPRequestHandler):
    """A site that has nothing but sitemaps."""

    def do_GET(self):
        listed = SITEMAPS.get(self.path)
        self.send_response(404 if listed is None else 200)
        self.end_headers()
        self.wfile.write("".join(f"<url><loc>{address}</loc></url>" for address in listed or []).encode())

    def log_message(self, *arguments):
        pass


@contextmanager
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Sitemaps)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def report(score, **audits):
    """A report with one category, in the form of Lighthouse."""
    weighed = [{"id": name, "weight": 1} for name in audits]
    found = {name: {"title": name, "score": value, "displayValue": "3 s"} for name, value in audits.items()}
    return {"categories": {"seo": {"score": score, "auditRefs": weighed}}, "audits": found}


def test_the_home_page_and_one_page_of_each_part_of_the_sitemap_are_judged_and_what_has_none():
    sciatica = "/back-pain/sciatica/"
    with site() as address:
        pages = audit.pages_of(address)
    assert pages == ["/", "/back-pain/", sciatica, f"{sciatica}history/", "/corrections/", audit.SEARCH]


def test_a_site_that_does_not_run_is_named():
    with site() as address:
        pass

    with pytest.raises(Refusal, match=rf"{address}/sitemap.xml cannot be read .* Is the site running\?"):
        audit.pages_of(address)


def test_a_slash_at_the_end_of_the_address_makes_no_difference():
    assert audit.address_in(["http://localhost:8100/"]) == "http://localhost:8100"
    assert audit.address_in([]) == "http://127.0.0.1:8000"


@pytest.mark.parametrize("arguments", [["localhost"], ["file:///etc/passwd"], ["http://a.example", "http://b.example"]])
def test_what_is_not_one_address_of_a_site_is_refused(arguments):
    with pytest.raises(Refusal, match="takes one address"):
        audit.address_in(arguments)


def test_a_missing_program_is_named_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(Refusal, match="needs npm; on Debian `apt install npm` installs it"):
        audit.program("npm")


def test_the_median_counts_and_what_was_not_measured_counts_nothing():
    assert audit.median([report(1), report(0.5), report(0.98)], "seo") == 98
    assert audit.median([report(None), report(None), report(1)], "seo") == 0


def test_what_costs_points_is_told():
    assert audit.reasons(report(0.9, crawlable=1, viewport=0, video=None), "seo") == ["viewport 3 s"]
