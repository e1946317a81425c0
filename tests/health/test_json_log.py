"""Lines of the log as objects: by the request, and of nobody."""

import json
import logging

import pytest

from pain_site.observability.json_log import JsonFormatter

pytestmark = pytest.mark.django_db


def lines(caplog):
    return [json.loads(JsonFormatter().format(record)) for record in caplog.records]


@pytest.mark.parametrize("given", ["", "no id\nat all", "x" * 100])
def test_each_answer_says_the_id_of_its_request(client, given):
    headers = {"X-Request-ID": given} if given else {}

    ids = {client.get("/robots.txt", headers=headers)["X-Request-ID"] for _ in range(2)}

    assert len(ids) == 2 and given not in ids


def test_a_proxy_gives_the_id(client):
    assert client.get("/robots.txt", headers={"X-Request-ID": "5f0c3a9e-71d2"})["X-Request-ID"] == "5f0c3a9e-71d2"


def test_a_line_has_no_address_query_browser_or_receipt(client, caplog):
    client.get("/feedback/receipt/K7QPX-2MWZD/?q=SECRET", REMOTE_ADDR="192.0.2.77", headers={"User-Agent": "SECRET"})
    client.get("/nowhere/?q=SECRET", REMOTE_ADDR="192.0.2.77")

    text = json.dumps(lines(caplog))
    assert "/nowhere/" in text
    assert not [secret for secret in ("SECRET", "192.0.2.77", "K7QPX") if secret in text]


def test_a_line_break_in_a_message_is_no_second_line():
    record = logging.makeLogRecord({"msg": "one\ntwo", "levelname": "INFO"})

    assert len(JsonFormatter().format(record).splitlines()) == 1


def test_a_traceback_stands_in_its_line():
    try:
        raise ValueError("broken")
    except ValueError as error:
        record = logging.makeLogRecord({"msg": "x", "exc_info": (type(error), error, error.__traceback__)})

    assert "ValueError: broken" in json.loads(JsonFormatter().format(record))["traceback"]
