"""A picture is put right once, however it comes: readers get what it shows, and nothing that it tells besides."""

import io
import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as PillowImage

from articles.record.signed.picture_files import PictureRefused, put_right
from articles.record.signed.pictures import SiteImage
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import png
from tests.record.photographs import grey_ink, on_its_side, saved, swapped_colours, x_ray

pytestmark = pytest.mark.django_db


def opened(content):
    picture = PillowImage.open(io.BytesIO(content))
    picture.load()
    return picture


def is_like(colour, other):
    return all(abs(one - two) < 12 for one, two in zip(colour, other, strict=True))


def test_a_photograph_stands_upright_and_tells_nothing_of_who_and_where():
    picture = opened(put_right(on_its_side()))

    assert picture.size == (200, 300)
    assert is_like(picture.getpixel((100, 20)), (254, 0, 0))
    assert not picture.getexif() and not {"exif", "xmp", "comment"} & set(picture.info)


def test_nothing_of_it_is_left_in_the_bytes():
    content = put_right(on_its_side() + b"a film of Mrs Example")

    assert b"Example" not in content and b"telephone" not in content and b"Exif" not in content


def test_an_x_ray_keeps_its_greys():
    picture = opened(put_right(x_ray()))

    assert (picture.mode, [picture.getpixel((level, 0)) for level in (0, 64, 128, 255)]) == ("L", [0, 64, 128, 255])


def test_colours_are_those_that_the_profile_means():
    rgb = opened(put_right(saved(PillowImage.new("RGB", (20, 20), "red"), "PNG", icc_profile=swapped_colours())))
    cmyk = opened(put_right(saved(PillowImage.new("CMYK", (20, 20), (255, 0, 0, 0)), icc_profile=grey_ink())))

    assert rgb.getpixel((5, 5))[1] > 200 and rgb.getpixel((5, 5))[0] < 60
    assert cmyk.mode == "RGB" and max(cmyk.getpixel((5, 5))) - min(cmyk.getpixel((5, 5))) < 12
    assert not rgb.info.get("icc_profile") and not cmyk.info.get("icc_profile")


def test_four_colours_without_a_profile_become_three():
    picture = opened(put_right(saved(PillowImage.new("CMYK", (20, 20), (0, 255, 255, 0)))))

    assert (picture.mode, is_like(picture.getpixel((5, 5)), (254, 0, 0))) == ("RGB", True)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_plain_picture_keeps_its_bytes(kind):
    content = saved(PillowImage.new("RGB", (20, 20), "teal"), kind)

    assert put_right(content) == content


@pytest.mark.parametrize("content", [on_its_side(), x_ray(), saved(PillowImage.new("CMYK", (9, 9)))])
def test_what_was_put_right_is_right(content):
    right = put_right(content)

    assert put_right(right) == right


def test_what_is_clear_stays_clear():
    clear = PillowImage.new("RGBA", (9, 9), (255, 0, 0, 0))
    content = saved(clear, "WEBP", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0", xmp=b"<x/>", lossless=True)

    assert opened(put_right(content)).convert("RGBA").getpixel((3, 3))[3] == 0


def huge():
    """A few bytes that say that they are 30,000 × 30,000 pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def moving(kind):
    frames = [PillowImage.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:])


REFUSED = {
    "huge.png": (huge(), "more than 50 million pixels"),
    "torn.jpg": (on_its_side()[:-400], "broken or not whole"),
    "torn.png": (png()[:-40], "broken or not whole"),
    "moving.gif": (moving("GIF"), "moves, and readers get still ones"),
    "moving.png": (moving("PNG"), "moves, and readers get still ones"),
    "moving.webp": (moving("WEBP"), "moves, and readers get still ones"),
    "drawn.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "Not a supported image format"),
    "none.png": (b"not a picture", "no picture that we can read"),
}


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("kind", ["TIFF", "AVIF", "JPEG", "PNG", "WEBP", "GIF", "BMP", "ICO", "JPEG2000"])
def test_whatever_byte_of_it_is_wrong_a_picture_is_read_or_refused_in_a_sentence(kind):
    whole = saved(PillowImage.new("RGB", (12, 9), "teal"), kind)

    for place in range(len(whole)):
        broken = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        try:
            put_right(broken)
        except PictureRefused as refused:
            assert str(refused).endswith(".")


@pytest.fixture
def desk(client):
    logged_in(client, UserFactory(editor=True))
    return client


WAYS = {
    "form": ("/admin/images/add/", "file"),
    "several at once": ("/admin/images/multiple/add/", "files[]"),
    "chooser": ("/admin/images/chooser/create/", "image-chooser-upload-file"),
}


def bring(desk, way, name, content):
    address, field = WAYS[way]
    prefix = field.removesuffix("file") if way == "chooser" else ""
    given = {f"{prefix}title": "Knee", f"{prefix}collection": "1", field: SimpleUploadedFile(name, content)}
    return desk.post(address, given, headers={"X-Requested-With": "XMLHttpRequest"})


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_a_picture_is_refused_in_a_sentence(desk, way, name):
    content, sentence = REFUSED[name]

    response = bring(desk, way, name, content)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not SiteImage.objects.exists()


@pytest.mark.parametrize("way", WAYS)
def test_every_way_puts_a_picture_right(desk, way):
    assert bring(desk, way, "knee.jpg", on_its_side()).status_code in (200, 302)

    picture = SiteImage.objects.get()
    assert (picture.width, picture.height) == (200, 300)
    assert b"telephone" not in picture.read_bytes()
    assert picture.file_size == len(picture.read_bytes())


def test_so_does_a_command():
    picture = SiteImage.objects.create(title="Knee", file=ContentFile(on_its_side(), name="knee.jpg"))

    picture.refresh_from_db()
    assert (picture.width, picture.height) == (200, 300) and b"telephone" not in picture.read_bytes()
    with pytest.raises(PictureRefused):
        SiteImage.objects.create(title="Moving", file=ContentFile(moving("GIF"), name="moving.gif"))
