"""The preview of a draft: what checks it comes along beside the editor, and to nobody else."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory, logged_in
from tests.factories.editions import path_of
from tests.factories.pages import article
from tests.factories.signing import published
from tests.gate.doors.site import article_form

CHECKER = b"wagtailadmin/js/userbar"


@pytest.fixture(scope="module")
def page(scene):
    return published(article("Heat packs"))


@pytest.fixture
def writer(client):
    return logged_in(client, UserFactory(writer=True))


def test_the_preview_beside_the_editor_brings_along_what_checks_it(page, writer):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert writer.post(address, article_form(page)).json()["is_valid"]

    preview = writer.get(address, {"in_preview_panel": "true"})

    assert CHECKER in preview.content
    assert "script-src" not in preview["Content-Security-Policy"]  # it is from this host, and that suffices


def test_nobody_else_gets_what_checks_a_preview(page, writer):
    asked = {"in_preview_panel": "true", "preview": "true"}
    addresses = [path_of(page), f"{path_of(page)}editions/1/", reverse("wagtailadmin_pages:view_draft", args=[page.pk])]

    for address in addresses:
        answer = writer.get(address, asked)
        assert answer.status_code == 200 and CHECKER not in answer.content, address
