"""What is done by one process at a time, on however many machines."""

import pytest

from articles.stores.locks import alone

pytestmark = pytest.mark.django_db


def test_one_at_a_time_does_what_has_a_name_and_the_next_when_it_has_ended():
    with alone("mending") as first, alone("mending") as second:
        assert (first, second) == (True, False)

    with alone("mending") as third:
        assert third


def test_it_holds_up_nothing_of_another_name():
    with alone("mending") as first, alone("weaving") as other:
        assert (first, other) == (True, True)


def test_it_ends_with_a_failure_too():
    with pytest.raises(OSError, match="torn"), alone("mending"):
        raise OSError("torn")

    with alone("mending") as next_one:
        assert next_one
