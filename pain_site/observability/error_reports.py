"""Errors told to Sentry, or to what takes the same reports (GlitchTip), where SENTRY_DSN says so.

It learns where in the code something failed and at which address. It does not learn of whom: no body, query, cookie,
browser or IP address, no values of variables, and no words of an error, since those can be a reader's.
"""

import sentry_sdk
from sentry_sdk.integrations.celery import CeleryIntegration
from sentry_sdk.integrations.django import DjangoIntegration

#: What may be told of a request. Its path is among the transaction's, as a pattern.
TOLD_OF_A_REQUEST = {"method"}
LEFT_OUT = ("user", "breadcrumbs", "extra", "server_name", "modules")


def begin(dsn, release=""):
    """From now on errors of this process are told there."""
    sentry_sdk.init(
        dsn=dsn,
        release=release or None,
        integrations=[DjangoIntegration(), CeleryIntegration()],
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=0,
        before_send=without_people,
    )


def without_people(event, hint):
    """A report without all that can tell of somebody. What is not known here is left out."""
    event = {name: value for name, value in event.items() if name not in LEFT_OUT}
    request = event.pop("request", {})
    event["request"] = {name: request[name] for name in TOLD_OF_A_REQUEST & request.keys()}
    event.get("contexts", {}).pop("celery-job", None)  # with the task's arguments
    for entry in ("message", "logentry"):
        event.pop(entry, None)
    if event.get("transaction_info", {}).get("source") == "url":  # the address itself, where no pattern fits
        event.pop("transaction", None)
    for error in event.get("exception", {}).get("values", []):
        error["value"] = ""
        for frame in error.get("stacktrace", {}).get("frames", []):
            frame.pop("vars", None)
    return event
