"""What chance decides in a run of the tests."""

from hypothesis import settings


def test_every_run_tries_the_same_unless_it_is_asked_to_be_thorough(is_thorough):
    assert settings().derandomize is not is_thorough


def test_no_run_fails_because_the_machine_is_busy():
    assert settings().deadline is None
