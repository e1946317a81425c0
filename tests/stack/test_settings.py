"""What the environment makes of the settings: who sees technical error pages, and which servers are asked."""

import os
import subprocess
import sys

import pytest

from pain_site.stack.inspections.checks import IN_PRODUCTION
from pain_site.stack.state import PROJECT


@pytest.mark.parametrize(
    ("module", "wish", "shown"),
    [("dev", "", "False"), ("dev", "true", "True"), ("production", "true", "False")],
)
def test_technical_error_pages_are_for_developers_who_ask_for_them(module, wish, shown):
    asked = f"from pain_site.settings.{module} import DEBUG; print(DEBUG)"
    env = os.environ | IN_PRODUCTION | {"DEBUG": wish}

    said = subprocess.run([sys.executable, "-c", asked], env=env, cwd=PROJECT, capture_output=True, text=True)

    assert said.stdout == f"{shown}\n", said.stderr


@pytest.mark.parametrize(("server", "backend"), [({}, "filebased"), ({"EMAIL_URL": "smtp://127.0.0.1:2525"}, "smtp")])
def test_no_mail_leaves_a_developers_machine_unless_they_name_a_server(server, backend):
    asked = "from pain_site.settings import dev; print(dev.EMAIL_BACKEND)"
    env = {name: value for name, value in os.environ.items() if name != "EMAIL_URL"} | server

    said = subprocess.run([sys.executable, "-c", asked], env=env, cwd=PROJECT, capture_output=True, text=True)

    assert said.stdout == f"django.core.mail.backends.{backend}.EmailBackend\n", said.stderr


SOCKET, TCP = "postgres://web@/site?host=/run/one", "postgres://web@main:5432/site"


@pytest.mark.parametrize(
    ("addresses", "hosts"),
    [
        ((SOCKET, "", ""), ["/run/one", "/run/one", "/run/one"]),
        ((SOCKET, "postgres://readers@/site?host=/run/two", SOCKET), ["/run/one", "/run/two", "/run/one"]),
        ((SOCKET, "postgres://readers@replica:5432/site", ""), ["/run/one", "replica", "replica"]),
        ((TCP, "postgres://readers@/site?host=/run/two", TCP), ["main", "/run/two", "main"]),
    ],
)
def test_each_connection_leads_to_the_server_that_its_address_names(addresses, hosts):
    names = ("DATABASE_URL", "READERS_DATABASE_URL", "CAPTURE_DATABASE_URL")
    asked = "import django; django.setup(); from django.db import connections as c; " + (
        "print([c[name].get_connection_params()['host'] for name in ('default', 'readers', 'capture')])"
    )
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "pain_site.settings.dev"} | dict(zip(names, addresses, strict=True))

    said = subprocess.run([sys.executable, "-c", asked], env=env, cwd=PROJECT, capture_output=True, text=True)

    assert said.stdout == f"{hosts}\n", said.stderr


def test_a_process_that_loads_the_site_does_not_look_through_all_of_it_for_what_could_go():
    asked = "import django; django.setup(); import gc; print(gc.get_stats()[2]['collections'])"

    said = subprocess.run([sys.executable, "-c", asked], cwd=PROJECT, capture_output=True, text=True)

    assert said.stdout == "0\n", said.stderr
