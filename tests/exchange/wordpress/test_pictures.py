"""Pictures of the former site: one that cannot be had costs no text, and no word beside one is lost."""

import io

import pytest
from PIL import Image as PillowImage

from articles.pages import ArticlePage
from tests.exchange.wordpress.exports import export, item, picture
from tests.factories.drafts import home, png

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


def test_words_beside_the_main_picture_that_no_field_holds_stand_in_the_report(move_in, uploads):
    (uploads / "cold.png").write_bytes(png())
    alt, caption = f"{'Ice in a bag. ' * 20}No skin.", f"{'Take it off again. ' * 15}Not longer than 20 minutes."
    main = picture(3, "cold.png", excerpt=caption, meta={"_wp_attachment_image_alt": alt})

    rows = move_in(export(item(1, meta={"_thumbnail_id": "3"}), main), f"--media={uploads}")

    page = ArticlePage.objects.get(title="Post 1").get_latest_revision_as_object()
    assert page.hero_image and page.hero_alt.endswith("…") and len(page.hero_caption) == 250
    assert alt in rows["1"]["what to look at"] and caption in rows["1"]["what to look at"]
