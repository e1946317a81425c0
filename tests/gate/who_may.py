"""Who may do what: every address of the admin, asked by somebody of each role, for docs/who-may-do-what.md."""

from collections import defaultdict
from unittest.mock import patch

from django.contrib.messages import ERROR, get_messages
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import reverse

from tests.gate.surfaces import admin_asks

YES, NO, NOTHING, FAILS = "yes", "no", "–", "fails"
HEAD = """# Who may do what

Every address of the admin, and what comes of asking it in each role: **yes**, it answers or leads on; **no**, it
refuses; **–**, it says that there is nothing. Addresses that take only what is sent were sent an empty form, and
nothing was kept; **fails** is an error, as Wagtail has where it is sent a form without a single field. An answer is
not an action: who may sign a text, or decide about it, is asked of the record each time ([publishing
rules](publishing-rules.md)), and PostgreSQL asks again.

*Anybody* has not logged in. The *reviewer* has a credential for medical reviews, as a fact checker has one for fact
checks. The *editor* is appointed. The *administrator* is Django's superuser, in no group and not appointed: no role
publishes by itself.

It was asked about one article that readers get, with a newer draft in review, and about one of whatever else there is.
A test compares this table with the site, and writes it:
`./run test tests/gate/test_who_may_do_what.py --write-documents`.
"""


def table(roles, page_id, about):
    """The document. `roles`: {name: user, or None for somebody who has not logged in}."""
    asks = [(surface, ask.address) for surface, ask in admin_asks(page_id, about)]
    columns = {role: _answers(user, [address for _surface, address in asks]) for role, user in roles.items()}
    groups = defaultdict(lambda: defaultdict(list))
    for number, (surface, _address) in enumerate(asks):
        row = tuple(column[number] for column in columns.values())
        name = surface.name if surface.name != surface.route else f"/{surface.route}"
        if name not in groups[_prefix(surface)][row]:
            groups[_prefix(surface)][row].append(name)
    parts = [HEAD, *(_group(prefix, groups[prefix], columns) for prefix in sorted(groups))]
    return "\n".join(parts)


def _prefix(surface):
    """What addresses are put together by: the first word below the admin."""
    below = f"/{surface.route}".removeprefix(reverse("wagtailadmin_home")).lstrip("^")
    word = below.split("/")[0] if "/" in below else ""
    return f"/admin/{word}/" if word.replace("-", "").replace("_", "").isalnum() else "/admin/"


def _group(prefix, rows, roles):
    lines = [f"| address | {' | '.join(roles)} |", f"|---|{'---|' * len(roles)}"]
    for row, names in sorted(rows.items(), key=lambda item: item[1]):
        lines.append(f"| {', '.join(f'`{name}`' for name in sorted(names))} | {' | '.join(row)} |")
    return "\n".join([f"## `{prefix}`", "", *lines, ""])


def _answers(user, addresses):
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    with patch.object(SimpleTemplateResponse, "render", _nothing):
        return [_answer(client, address) for address in addresses]


def _nothing(response):
    """Who may ask is known before a page is drawn, and drawing is most of the work."""
    response.content = b""
    return response


def _answer(client, address):
    client.cookies.pop("messages", None)  # of the address before
    with transaction.atomic():
        response = client.get(address)
        if response.status_code == 405:
            response = client.post(address)
        transaction.set_rollback(True)
    return _word(response)


def _word(response):
    home, log_in = reverse("wagtailadmin_home"), reverse("wagtailadmin_login")
    to = response.headers.get("Location", "").split("?")[0]
    if response.status_code in (404, 410):
        return NOTHING
    if response.status_code >= 500:
        return FAILS
    says_no = to and any(message.level >= ERROR for message in get_messages(response.wsgi_request))
    return NO if response.status_code in (401, 403) or to in (home, log_in) or says_no else YES
