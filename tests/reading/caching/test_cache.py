"""What Django's cache holds is data: whoever can write into Valkey runs nothing here."""

import pickle
import socket

import pytest
import redis
from django.core.cache import cache

from articles.stores.valkey import Client, JsonSerializer, valkey


class Opened:
    """What a pickle does when it is read."""

    done = False

    def __reduce__(self):
        return setattr, (Opened, "done", True)


@pytest.mark.parametrize(
    "value", [0, 7, True, None, 1.5, "", "Wörter", b"", b"\x00\xff", [1, "two", None], {"a": {"b": [1]}, "bytes": "no"}]
)
def test_a_value_comes_back_as_it_was_kept(value):
    cache.set("value", value)

    assert cache.get("value", "missing") == value


def test_a_pickle_in_the_cache_runs_nothing_and_counts_as_missing():
    cache.set("value", "harmless")
    valkey().set(cache.make_key("value"), pickle.dumps(Opened()))

    assert cache.get("value") is None
    assert not Opened.done


@pytest.mark.parametrize("written", [b"", b"{", b"[1]", b'"word"', b'{"other": 1}', b'{"bytes": 3}', b"\xff\xfe"])
def test_what_nobody_here_wrote_counts_as_missing(written):
    assert JsonSerializer().loads(written) is None


def test_a_number_can_be_added_to_where_it_lies():
    cache.set("count", 1)

    assert cache.incr("count") == 2


def test_nobody_waits_again_for_a_valkey_that_did_not_answer_a_moment_ago():
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"redis://127.0.0.1:{deaf.getsockname()[1]}"
        client = Client.from_url(address, socket_timeout=0.05, single_connection_client=False, retry=None)
        with pytest.raises(redis.TimeoutError):
            client.get("page")

        with pytest.raises(redis.ConnectionError, match="a moment ago"):
            client.get("page")

        client.breaker.close()
        with pytest.raises(redis.TimeoutError):
            client.get("page")
