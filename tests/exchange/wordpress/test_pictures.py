"""Pictures of the former site: one that cannot be had costs no text, and no word beside one is lost."""

import io

import pytest
from PIL import Image as PillowImage

from articles.pages import ArticlePage
from articles.record.signed.pictures import SiteImage
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


def test_pictures_come_from_the_copy_of_the_uploads(move_in, tmp_path):
    uploads = tmp_path / "uploads" / "2020" / "05"
    uploads.mkdir(parents=True)
    (uploads / "cold.png").write_bytes(png())
    address = "https://old.example/wp-content/uploads/2020/05/cold-300x200.png"
    shown = f'<figure><img src="{address}"><figcaption>A cold pack</figcaption></figure>'
    text = export(
        item(1, shown + '<img src="https://old.example/wp-content/uploads/gone.png">', meta={"_thumbnail_id": "9"}),
        picture(9, "cold.png", title="Cold", meta={"_wp_attachment_image_alt": "Ice in a bag"}),
    )

    without = move_in(text)
    rows = move_in(text, f"--media={tmp_path / 'uploads'}")

    page, image = ArticlePage.objects.get(title="Post 1").get_latest_revision_as_object(), SiteImage.objects.get()
    first, second = page.body[0].value["content"]
    assert page.hero_image == first.value["image"] == image and page.hero_alt == first.value["alt"] == "Ice in a bag"
    assert str(first.value["caption"].source) == "A cold pack" and second.value["image"] is None
    assert "choose it in the draft" in without["1"]["what to look at"]
    assert rows["1"]["outcome"] == "renewed" and "gone.png" in rows["1"]["what to look at"]
    assert move_in(text, f"--media={tmp_path / 'uploads'}")["1"]["outcome"] == "unchanged"


def test_no_file_outside_the_copy_is_read(move_in, tmp_path):
    (tmp_path / "secret.png").write_bytes(png())
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "link.png").symlink_to(tmp_path / "secret.png")
    names = ["../secret.png", "uploads/../../secret.png", "link.png", "..%2fsecret.png"]
    shown = "".join(f'<img src="https://old.example/wp-content/uploads/{name}">' for name in names)

    move_in(export(item(1, shown)), f"--media={tmp_path / 'uploads'}")

    assert not SiteImage.objects.exists()


def test_a_picture_that_would_fill_the_memory_stays_out_and_is_told(move_in, tmp_path):
    (tmp_path / "uploads").mkdir()
    bomb = png()[:16] + (100_000).to_bytes(4, "big") * 2 + png()[24:]
    (tmp_path / "uploads" / "bomb.png").write_bytes(bomb)
    (tmp_path / "uploads" / "page.png").write_bytes(b"<html>")
    shown = "".join(f'<img src="/wp-content/uploads/{name}.png">' for name in ("bomb", "page"))

    rows = move_in(export(item(1, shown)), f"--media={tmp_path / 'uploads'}")

    assert not SiteImage.objects.filter(title__in=["bomb.png", "page.png"]).exists()
    assert rows["1"]["what to look at"].count("Picture https://old.example") == 2


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


def test_a_picture_of_another_site_is_none_of_ours_that_has_its_name(move_in, uploads):
    (uploads / "dose.png").write_bytes(png())
    shown = [
        f'<img src="https://{host}/dose.png">' for host in ("old.example/wp-content/uploads", "a.example", "b.example")
    ]

    rows = move_in(export(*(item(number, picture) for number, picture in enumerate(shown, 1))), f"--media={uploads}")

    told = [rows[number]["what to look at"] for number in "123"]
    assert ["Its file is not there" in words for words in told] == [False, True, True]


def test_a_picture_that_has_no_address_is_told_and_one_in_several_sizes_has_one(move_in, uploads):
    (uploads / "dose.png").write_bytes(png())
    sizes = '<img srcset="https://old.example/wp-content/uploads/dose-300x200.png 300w, /dose.png 900w">'

    rows = move_in(export(item(1, sizes), item(2, "<p>Rest.</p><img alt='Dose'>")), f"--media={uploads}")

    assert rows["1"]["what to look at"] == ""
    assert "Pictures without an address" in rows["2"]["what to look at"]
