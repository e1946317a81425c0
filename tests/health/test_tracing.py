"""Traces for a collector: how long what took, and nothing of anybody."""

import gzip
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from celery.signals import before_task_publish, task_postrun, task_prerun
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from articles.tasks import relate_articles
from editorial.feedback.reports.receipts import new_receipt
from pain_site.observability import tracing
from tests.factories.editions import path_of
from tests.factories.pages import shared_article

pytestmark = pytest.mark.django_db

PLANTED = "tell-tale-7f3a9"
WITH_TRACING = ["pain_site.observability.tracing.TracingMiddleware", *settings.MIDDLEWARE]
SAID = {
    *("http.request.method", "http.route", "http.response.status_code"),
    *("db.system.name", "db.operation.name", "error.type"),
}


@pytest.fixture
def spans(db):
    exporter = InMemorySpanExporter()
    tracing.begin(SimpleSpanProcessor(exporter))
    tracing.watch_connection(connection)
    with override_settings(MIDDLEWARE=WITH_TRACING):
        yield exporter.get_finished_spans
    connection.execute_wrappers.remove(tracing.ask)
    tracing.end()


def test_a_request_is_told_by_the_pattern_of_its_address(spans):
    Client().get(path_of(shared_article()))

    request = spans()[-1]
    assert request.name.startswith("GET /^((?:[")
    assert request.attributes["http.response.status_code"] == 200
    assert {span.name for span in spans()[:-1]} >= {"SELECT"}
    assert all(span.parent.span_id == request.context.span_id for span in spans()[:-1])


@pytest.mark.parametrize(
    "address",
    [
        f"/search/?q={PLANTED}",
        f"/{PLANTED}/",
        f"/feedback/status/{PLANTED}/",
        f"/admin/login/?next=/{PLANTED}/",
        f"/admin/account/invitation/{PLANTED}/",
    ],
)
def test_no_span_says_what_somebody_sent(spans, address):
    given = {
        "user-agent": PLANTED,
        "x-forwarded-for": "203.0.113.77",
        "traceparent": f"00-{'7f3a9' * 6}77-{'7f3a' * 4}-01",
        "tracestate": f"a={PLANTED}",
        "cookie": f"sessionid={PLANTED}",
    }
    Client().get(address, headers=given, REMOTE_ADDR="203.0.113.77")
    Client().post(address, {"comment": PLANTED}, headers=given)

    told = "".join(span.to_json() for span in spans())
    assert spans() and not [word for word in (PLANTED, "203.0.113.77", "7f3a97f3a9") if word in told]
    assert {name for span in spans() for name in span.attributes} <= SAID
    assert not [span for span in spans() if span.events or span.links or span.status.description]


def test_the_code_on_a_receipt_is_in_none(spans):
    receipt = new_receipt()

    Client().get(f"/feedback/status/{receipt}/")

    assert str(receipt) not in "".join(span.to_json() for span in spans())


def test_what_failed_is_told_without_its_words(spans):
    with tracing.tracer().start_as_current_span("a request"), pytest.raises(Exception, match=PLANTED):
        connection.cursor().execute(f"SELECT '{PLANTED}'::integer")

    failed = spans()[0]
    assert failed.name == "SELECT" and not failed.status.is_ok and PLANTED not in failed.to_json()


def test_a_task_belongs_to_the_trace_of_what_sent_it(spans):
    headers = {}
    with tracing.tracer().start_as_current_span("a request") as request:
        before_task_publish.send("a task", headers=headers)
    relate_articles.push_request(id="1", **headers)
    task_prerun.send(relate_articles, task_id="1", task=relate_articles, args=[PLANTED])
    task_postrun.send(relate_articles, task_id="1", task=relate_articles, state="FAILURE")
    relate_articles.pop_request()

    task = spans()[-1]
    assert task.name == relate_articles.name and not task.status.is_ok
    assert task.context.trace_id == request.get_span_context().trace_id
    assert PLANTED not in task.to_json()


def test_a_collector_gets_them(monkeypatch):
    got = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            body = gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body
            got.append((self.path, ExportTraceServiceRequest.FromString(body)))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Collector)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("OTEL_SERVICE_NAME", "a-site")
    tracing.begin()
    with tracing.tracer().start_as_current_span("something"):
        pass
    tracing.end()
    server.shutdown()

    [(path, sent)] = got
    assert path == "/v1/traces"
    assert sent.resource_spans[0].scope_spans[0].spans[0].name == "something"
    assert "a-site" in str(sent.resource_spans[0].resource)


def test_what_is_off_is_not_even_imported():
    code = "import django; django.setup(); import sys; print([m for m in sys.modules if 'tracing' in m or 'otlp' in m])"

    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
    assert "pain_site.observability.tracing.TracingMiddleware" not in settings.MIDDLEWARE
