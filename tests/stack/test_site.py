"""What `./run` says before, while and after it starts the site."""

import socket
from contextlib import contextmanager
from pathlib import Path

import pytest

from pain_site.stack import site
from pain_site.stack.environment import port_of, read_dotenv, site_environment
from pain_site.stack.preparation import fingerprint
from pain_site.stack.refusal import Refusal
from pain_site.stack.servers.child import Child, wait_until
from pain_site.stack.servers.data_stores import Servers
from pain_site.stack.site import greeting, refuse_ended, refuse_taken, status_of_home_page, stop_together, wait_for
from pain_site.stack.throwaway import parallel


@pytest.fixture
def taken_port():
    with listener("127.0.0.1") as port:
        yield port


@contextmanager
def listener(address):
    """Another program, which listens; yields its port."""
    with socket.create_server((address, 0), family=socket.AF_INET6 if ":" in address else socket.AF_INET) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_named_with_the_way_to_choose_another(taken_port):
    with pytest.raises(Refusal, match=rf"Port {taken_port} is taken by another program\. .*`PORT=\d+ ./run`"):
        refuse_taken(taken_port)


def test_a_port_that_is_taken_only_where_browsers_look_first_is_taken():
    with (
        listener("::1") as port,
        pytest.raises(Refusal, match=rf"Port {port} is taken by another program\. .*`PORT=\d+ ./run`"),
    ):
        refuse_taken(port)


def test_a_port_is_free_on_a_machine_without_ipv6(monkeypatch):
    monkeypatch.setattr(site, "LOOPBACK", [(socket.AF_INET6, "2001:db8::1")])  # nobody has this address

    refuse_taken(8000)


def test_a_port_that_nobody_listens_on_does_not_answer(taken_port):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))

        assert status_of_home_page(free.getsockname()[1]) is None


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "-1", "²", "9" * 5000])
def test_a_port_must_be_a_number(port):
    with pytest.raises(Refusal, match="must be a number between 1 and 65535"):
        port_of({"PORT": port})


def test_a_part_that_ends_by_itself_is_named_with_the_end_of_its_log(state):
    child = Child("worker", ["/bin/sh", "-c", "echo no broker; exit 3"], state=state, env=None)
    child.start()
    child.process.wait()

    with pytest.raises(Refusal, match=r"(?s)worker has ended by itself \(exit code 3\).*  no broker"):
        refuse_ended([child])


def test_no_part_has_to_stop_before_another_is_asked_to(state, tmp_path):
    asked = "touch {mine}; while [ ! -e {other} ]; do sleep 0.1; done; exit 0"
    waits_for_the_other = f"cd {tmp_path}; trap '{asked}' TERM; echo up; while :; do sleep 0.1; done"
    parts = [
        Child(mine, ["/bin/sh", "-c", waits_for_the_other.format(mine=mine, other=other)], state=state, env=None)
        for mine, other in (("web", "worker"), ("worker", "web"))
    ]
    for part in parts:
        part.start()
        wait_until(lambda part=part: part.has_said("up"), seconds=5)

    stop_together(parts)

    assert [part.process.returncode for part in parts] == [0, 0]


def test_a_part_that_never_gets_ready_is_named_with_the_end_of_its_log(state):
    child = Child("web", ["/bin/sh", "-c", "echo broken page; sleep 60"], state=state, env=None)
    child.start()

    with pytest.raises(Refusal, match=r"(?s)Waited 0.3 seconds until the home page answers, in vain.*  broken page"):
        wait_for("the home page answers", lambda: False, child, 0.3, [])

    child.stop()


def test_the_greeting_gives_the_address_and_a_log_in_for_each_role(state):
    shown = greeting("http://localhost:8100", state, [["author", "a@example.org", "one"], ["editor", "e@x.org", "two"]])

    assert "http://localhost:8100/admin/" in shown
    assert "author  a@example.org  one\n  editor  e@x.org        two" in shown


def test_a_database_of_your_own_replaces_the_embedded_one(state):
    environment = {"DATABASE_URL": "postgres://web@db/site", "VALKEY_URL": "redis://cache"}

    servers = Servers(state, environment)

    assert servers.embedded == []
    assert servers.addresses() == environment
    assert servers.addresses(as_owner=True) == environment
    assert servers.web_role is None


def test_the_owner_of_your_own_database_migrates_it_and_the_web_role_is_granted_its_rights(state):
    environment = {
        "DATABASE_URL": "postgres://web@db/site",
        "DATABASE_OWNER_URL": "postgres://owner@db/site",
        "VALKEY_URL": "redis://cache",
    }

    servers = Servers(state, environment)

    assert servers.addresses(as_owner=True)["DATABASE_URL"] == "postgres://owner@db/site"
    assert servers.web_role == "web"


def test_the_file_of_settings_may_have_comments_quotes_and_export(tmp_path):
    (tmp_path / ".env").write_text("# a comment\n\nSITE_NAME='Two words'\nexport PORT=8100\nURL=a=b\n")

    assert read_dotenv(tmp_path / ".env") == {"SITE_NAME": "Two words", "PORT": "8100", "URL": "a=b"}


def test_a_line_of_settings_that_is_none_is_pointed_out(tmp_path):
    (tmp_path / ".env").write_text("PORT=8100\nnonsense\n")

    with pytest.raises(Refusal, match=r"Line 2 of .*\.env is not of the form NAME=value"):
        read_dotenv(tmp_path / ".env")


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.write_bytes(b"SITE_NAME=\xff")])
def test_a_dotenv_that_is_no_text_is_refused(tmp_path, make):
    make(tmp_path / ".env")

    with pytest.raises(Refusal, match=r"\.env cannot be read as text in UTF-8"):
        read_dotenv(tmp_path / ".env")


def test_links_in_mail_follow_the_port_unless_an_address_is_set(state):
    assert site_environment({}, state=state, port=8100)["BASE_URL"] == "http://localhost:8100"
    assert site_environment({"BASE_URL": "https://x.org"}, state=state, port=8100)["BASE_URL"] == "https://x.org"


def test_preparing_is_repeated_only_when_a_file_it_depends_on_changed():
    stack = fingerprint(["pain_site/stack/*.py"])

    assert stack == fingerprint(["pain_site/stack/*.py"])
    assert stack != fingerprint(["pain_site/stack/[!_]*.py"])


@pytest.mark.parametrize("arguments", [["-n", "0"], ["-n4"], ["--numprocesses=3"], ["tests/stack", "--pdb"]])
def test_the_number_of_test_processes_can_be_chosen(arguments):
    assert parallel(arguments) == []
    assert parallel(["tests/stack", "-x"])[0] == "-n"


def test_a_site_without_a_demo_says_how_to_make_the_first_account(state):
    assert "./run manage createsuperuser" in greeting("http://localhost:8000", state, [])
