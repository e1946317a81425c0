"""What is told of an error elsewhere: where in the code it was, and nothing of anybody."""

import json
import sys

from sentry_sdk.utils import event_from_exception

from pain_site.observability.error_reports import without_people

SECRET = " of ".join(["Jo Reader", "7 Elm Street"])  # in no line of this file as it is told


def failing(comment):
    raise ValueError(f"cannot read {comment}")


def event():
    """As Sentry's own code makes it, with all that it could know."""
    try:
        failing(SECRET)
    except ValueError:
        made, hint = event_from_exception(sys.exc_info(), client_options=None)
    made |= {
        "transaction": "/feedback/report/",
        "user": {"ip_address": SECRET},
        "extra": {"sys.argv": [SECRET]},
        "breadcrumbs": {"values": [{"message": SECRET}]},
        "logentry": {"message": "cannot read %s", "params": [SECRET]},
        "contexts": {"celery-job": {"args": [SECRET]}, "runtime": {"name": "CPython"}},
        "request": {
            "method": "POST",
            "url": f"https://example.org/{SECRET}",
            "query_string": f"passage={SECRET}",
            "data": {"comment": SECRET},
            "headers": {"User-Agent": SECRET},
            "cookies": {"sessionid": SECRET},
            "env": {"REMOTE_ADDR": SECRET},
        },
    }
    return made, hint


def test_nothing_that_a_reader_wrote_or_is_leaves():
    told = without_people(*event())

    assert SECRET not in json.dumps(told, default=str)


def test_it_says_where_in_the_code_it_was():
    told = without_people(*event())

    [error] = told["exception"]["values"]
    assert error["type"] == "ValueError"
    assert error["stacktrace"]["frames"][-1]["function"] == "failing"
    assert (told["transaction"], told["request"]) == ("/feedback/report/", {"method": "POST"})
