"""Pictures of editions: what readers are sent is made from the bytes that were signed, whatever lay there before."""

import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont

from articles import audit
from articles.audit import pictures as of_the_audit
from articles.record.signed import pictures
from articles.record.signed.pictures import WIDTHS, EditionImage, image_url, made_widths
from articles.record.signed.sign_offs import SignOff
from editorial.review.publishing.publishing import NotReadyError
from tests.factories.drafts import edited, fresh, image, png, submitted
from tests.factories.pages import article, published_article
from tests.factories.picture_files import stored_path
from tests.factories.signing import published, signed
from tests.plans import added_to
from tests.upkeep.damage import chain_everything_anew, damage, found

pytestmark = pytest.mark.django_db


def hash_of(content):
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("width", [None, *WIDTHS])
def test_what_lay_at_its_place_before_is_not_taken_over(width):
    content = png()
    path = stored_path(hash_of(content), width)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"planted")

    kept = EditionImage.objects.keep(content)

    assert kept.is_whole()
    assert path.read_bytes() != b"planted"


def test_each_width_has_the_hash_with_which_it_was_made():
    kept = EditionImage.objects.keep(png())

    found = {str(width): hash_of(stored_path(kept.sha256, width).read_bytes()) for width in WIDTHS}
    assert kept.widths == found


def kept_beforehand(content, shows):
    """What code in the web process can do before a picture is published: keep it in widths of another."""
    widths = made_widths(shows)
    for width, smaller in widths.items():
        stored_path(hash_of(content), width).parent.mkdir(parents=True, exist_ok=True)
        stored_path(hash_of(content), width).write_bytes(smaller)
    stored_path(hash_of(content), None).write_bytes(content)
    hashes = {str(width): hash_of(smaller) for width, smaller in widths.items()}
    return EditionImage.objects.create(sha256=hash_of(content), width=640, height=360, widths=hashes)


def dose(text):
    """The bytes of a picture of a label."""
    picture, out = PillowImage.new("RGB", (640, 360), "white"), io.BytesIO()
    ImageDraw.Draw(picture).text((40, 40), text, fill="black", font=ImageFont.load_default(48))
    picture.save(out, "PNG")
    return out.getvalue()


def see_through():
    out = io.BytesIO()
    PillowImage.new("RGBA", (640, 360), (255, 255, 255, 40)).save(out, "PNG")
    return out.getvalue()


def in_colours(text, ground, ink):
    picture, out = PillowImage.new("RGB", (640, 360), ground), io.BytesIO()
    ImageDraw.Draw(picture).text((40, 40), text, fill=ink, font=ImageFont.load_default(48))
    picture.save(out, "PNG")
    return out.getvalue()


def test_widths_that_say_something_in_another_colour_as_bright_are_not_published():
    content = in_colours("", "#ff0000", "#ff0000")
    kept_beforehand(content, shows=in_colours("TAKE 10 TABLETS", "#ff0000", "#008200"))

    with pytest.raises(NotReadyError, match="smaller widths that do not show what its file shows"):
        published_article(hero_image=image(content=content), hero_alt="A label")


@pytest.mark.parametrize("other", [dose("Take 50 mg"), png("teal", (640, 400)), png("navy"), see_through()])
def test_widths_that_show_something_else_are_not_published(other):
    content = dose("Take 5 mg")
    kept_beforehand(content, shows=other)

    with pytest.raises(NotReadyError, match="smaller widths that do not show what its file shows"):
        published_article(hero_image=image(content=content), hero_alt="A label")


def test_widths_that_another_version_of_the_encoder_made_are(monkeypatch):
    content = dose("Take 5 mg")
    with monkeypatch.context() as earlier:
        earlier.setattr(pictures, "WEBP_QUALITY", 70)
        before = kept_beforehand(content, shows=content)

    published_article(hero_image=image(content=content), hero_alt="A label")

    assert EditionImage.objects.get().widths == before.widths
    assert "not, byte for byte, what is made of their originals now" in " ".join(audit.run().warnings)


def test_no_picture_is_worked_on_while_the_record_is_locked_for_the_last_signature():
    """Whoever signs anywhere waits for the record."""
    page = submitted(article(hero_image=image("red"), hero_alt="A cold pack"))
    signed(page)

    with CaptureQueriesContext(connection) as asked:
        signed(fresh(page))

    picture, sign_off, edition = "articles_editionimage", "articles_signoff", "articles_edition"
    assert added_to(asked, picture, sign_off, edition) == [picture, sign_off, edition]


def test_a_last_signature_counts_though_a_picture_keeps_its_text_from_readers():
    page = submitted(article(hero_image=image("red"), hero_alt="A cold pack"))
    signed(page)
    sha256 = page.specific.hero_image.sha256
    EditionImage.objects.create(sha256=sha256, width=640, height=360, widths={"480": "0" * 64})

    signed(fresh(page))

    assert SignOff.objects.filter(page=page).count() == 2
    assert not page.editions.exists()


def test_a_picture_that_the_page_showed_before_is_not_looked_at_again(monkeypatch):
    page = published_article(hero_image=image(), hero_alt="A table")
    monkeypatch.setattr(pictures, "made_widths", None)

    published(edited(page, standfirst="More.", change_class="update", change_note="More."))


def test_widths_that_show_something_else_are_found_by_the_audit():
    page = published_article(hero_image=image(content=dose("Take 5 mg")), hero_alt="A label")
    kept = EditionImage.objects.get()
    false = made_widths(dose("Take 50 mg"))
    for width, smaller in false.items():
        stored_path(kept.sha256, width).write_bytes(smaller)
    widths = json.dumps({str(width): hash_of(smaller) for width, smaller in false.items()})
    # As if they had been kept like that, and the edition inserted past our Python.
    damage("UPDATE articles_editionimage SET widths = %s WHERE sha256 = %s", widths, kept.sha256)
    damage("UPDATE articles_edition AS e SET rests_on = articles_rests_on(e) WHERE page_id = %s", page.pk)
    chain_everything_anew()

    assert "is sent to readers in widths that do not show what the original shows." in found()


def test_an_old_picture_is_looked_at_when_all_of_them_are(monkeypatch):
    published_article(hero_image=image(), hero_alt="A table")
    monkeypatch.setattr(of_the_audit, "YOUNG", timedelta(days=-1))
    monkeypatch.setattr(of_the_audit, "made_widths", lambda content: made_widths(png("navy")))

    assert "do not show what the original shows" not in found()
    assert "do not show what the original shows" in "\n".join(audit.run(all_pictures=True).findings)


@pytest.fixture
def shown():
    """A picture that readers get."""
    published_article(hero_image=image(), hero_alt="A table")
    return EditionImage.objects.get()


def test_a_width_that_was_changed_is_made_anew_from_the_original(shown, client):
    path = stored_path(shown.sha256, 480)
    kept = path.read_bytes()
    path.write_bytes(b"planted")

    assert client.get(image_url(shown.sha256, 480)).content == kept


def test_a_width_that_is_lost_is_made_anew(shown, client):
    stored_path(shown.sha256, 480).unlink()

    assert client.get(image_url(shown.sha256, 480)).status_code == 200


def test_a_picture_whose_original_was_changed_too_is_not_shown(shown, client):
    for width in (None, 480):
        stored_path(shown.sha256, width).write_bytes(b"planted")

    assert client.get(image_url(shown.sha256, 480)).status_code == 404
