"""What answers tell browsers that no page here needs, and who may show what is ours."""

import pytest

from tests.factories.editions import path_of
from tests.factories.pages import shared_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["article", "/admin/login/", "/nowhere/", "/api/v1/pages/"])
def test_no_page_needs_a_camera_and_no_other_site_loads_it(client, path):
    response = client.get(path_of(shared_article()) if path == "article" else path)

    assert "camera=()" in response["Permissions-Policy"] and "publickey" not in response["Permissions-Policy"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_other_sites_may_show_the_picture_of_a_page_that_somebody_shares(client):
    assert not client.get(f"/images/{'0' * 64}.jpg").has_header("Cross-Origin-Resource-Policy")


@pytest.mark.parametrize("path", ["/logo/0123456789abcdef.png", "/static/pain_site/img/shared.png"])
def test_they_may_show_the_site_s_own_where_a_page_has_none(client, path):
    assert not client.get(path).has_header("Cross-Origin-Resource-Policy")
