"""How long what took, as OpenTelemetry: requests, questions to the database and tasks, where a collector is named.

The spans are made here and not by the instrumentations that there are for Django, psycopg and Celery: those write down
addresses, statements, browsers and IP addresses, and one would have to take out again whatever a later release adds.
These say the pattern of an address, the verb of a statement and the name of a task, and cannot say more. What a
stranger sends along for a trace of their own is not read.
"""

import re

from celery.signals import before_task_publish, task_postrun, task_prerun
from django.db.backends.signals import connection_created
from opentelemetry import context, trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
VERB = re.compile(r"\W*(select|insert|update|delete|with|savepoint|release|rollback|set|lock)\b", re.IGNORECASE)
NEVER_WITH_AN_EXCEPTION = {"record_exception": False, "set_status_on_exception": False}  # its words can be a reader's

_propagator = TraceContextTextMapPropagator()
_running = {}
_provider = None


def begin(processor=None):
    """From now on this process tells the collector of OTEL_EXPORTER_OTLP_ENDPOINT; OTEL_* are read as ever."""
    global _provider
    _provider = TracerProvider()
    _provider.add_span_processor(processor or to_collector())
    connection_created.connect(watch_connection, dispatch_uid="tracing")
    before_task_publish.connect(task_is_sent, dispatch_uid="tracing")
    task_prerun.connect(task_begins, dispatch_uid="tracing")
    task_postrun.connect(task_ends, dispatch_uid="tracing")
    return _provider


def end():
    """Tell what is left, and nothing more."""
    global _provider
    connection_created.disconnect(dispatch_uid="tracing")
    for signal in (before_task_publish, task_prerun, task_postrun):
        signal.disconnect(dispatch_uid="tracing")
    _provider.shutdown()
    _provider = None


def to_collector():
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return BatchSpanProcessor(OTLPSpanExporter())


def tracer():
    return _provider.get_tracer("pain_site") if _provider else trace.NoOpTracer()


class TracingMiddleware:
    """Outermost: a span for each request, named by the pattern of its address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        method = request.method if request.method in METHODS else "_OTHER"
        with tracer().start_as_current_span(method, kind=SpanKind.SERVER, **NEVER_WITH_AN_EXCEPTION) as span:
            span.set_attribute("http.request.method", method)
            response = self.get_response(request)
            if request.resolver_match:
                route = f"/{request.resolver_match.route}"
                span.update_name(f"{method} {route}")
                span.set_attribute("http.route", route)
            span.set_attribute("http.response.status_code", response.status_code)
            if response.status_code >= 500:
                span.set_status(StatusCode.ERROR)
            return response


def watch_connection(connection, **kwargs):
    if ask not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, ask)


def ask(execute, sql, params, many, wrapped):
    """One question to the database, within something that is traced."""
    if not _provider or not trace.get_current_span().is_recording():
        return execute(sql, params, many, wrapped)
    found = VERB.match(sql) if isinstance(sql, str) else None
    verb = found[1].upper() if found else "SQL"
    with tracer().start_as_current_span(verb, kind=SpanKind.CLIENT, **NEVER_WITH_AN_EXCEPTION) as span:
        span.set_attributes({"db.system.name": "postgresql", "db.operation.name": verb})
        try:
            return execute(sql, params, many, wrapped)
        except Exception as error:
            span.set_status(StatusCode.ERROR)
            span.set_attribute("error.type", type(error).__name__)
            raise


def task_is_sent(headers, **kwargs):
    """A task belongs to the trace of what sent it."""
    _propagator.inject(headers)


def task_begins(task_id, task, **kwargs):
    carrier = {"traceparent": getattr(task.request, "traceparent", None) or ""}
    span = tracer().start_span(task.name, context=_propagator.extract(carrier), kind=SpanKind.CONSUMER)
    _running[task_id] = span, context.attach(trace.set_span_in_context(span))


def task_ends(task_id, state, **kwargs):
    span, token = _running.pop(task_id, (None, None))
    if span is None:
        return
    context.detach(token)
    if state == "FAILURE":
        span.set_status(StatusCode.ERROR)
    span.end()
