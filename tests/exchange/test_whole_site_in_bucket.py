"""A site whose files lie in a bucket leaves and comes back as any other."""

import pytest

from editorial.exchange.whole_site import tables
from editorial.exchange.whole_site.folder import NotThisFolderError
from editorial.exchange.whole_site.moving_back import move_back
from editorial.exchange.whole_site.moving_out import move_out
from tests.factories.drafts import image
from tests.factories.editions import path_of
from tests.factories.pages import published_article
from tests.plugins.buckets import everything_in

pytestmark = pytest.mark.django_db


def test_its_files_come_into_the_bucket_of_the_empty_site(bucket, new_bucket, tmp_path, client):
    path = path_of(published_article("Heat packs", hero_image=image(), hero_alt="A heat pack"))
    before = everything_in(bucket)
    move_out(tmp_path / "left")
    with tables.as_written():
        tables.empty(tables.tables())
    other = new_bucket()

    move_back(tmp_path / "left")

    assert everything_in(other) == before
    assert {name.partition("/")[0] for name in before} == {"media", "edition-images"}
    assert client.get(path).status_code == 200

    with tables.as_written():
        tables.empty(tables.tables())
    with pytest.raises(NotThisFolderError, match="media in the bucket files-.* is not empty"):
        move_back(tmp_path / "left")
