"""A picture of the former site that cannot be had costs its text nothing but itself."""

import io

import pytest
from PIL import Image as PillowImage

from articles.pages import ArticlePage
from tests.exchange.wordpress.exports import export, item
from tests.factories.drafts import home

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning:PIL")]


@pytest.fixture(autouse=True)
def site(db):
    return home()


@pytest.fixture
def uploads(tmp_path):
    folder = tmp_path / "uploads"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("kind", ["TIFF", "AVIF", "PNG"])
def test_a_broken_picture_stays_out_with_a_sentence_and_its_text_comes_in(move_in, uploads, kind):
    whole = io.BytesIO()
    PillowImage.new("L", (40, 30)).save(whole, kind)
    names = []
    for place in range(8, len(whole.getvalue()), 8):
        broken = bytearray(whole.getvalue())
        broken[place] ^= 0x55
        names.append(f"{place}.png")
        (uploads / names[-1]).write_bytes(broken)
    shown = "".join(f'<img src="https://old.example/wp-content/uploads/{name}">' for name in names)

    rows = move_in(export(item(1, f"<p>Rest helps.</p>{shown}")), f"--media={uploads}")

    assert rows["1"]["outcome"] == "came in"
    assert "Rest helps." in str(ArticlePage.objects.get(title="Post 1").get_latest_revision_as_object().body)
    assert "Picture https://old.example" in rows["1"]["what to look at"]
