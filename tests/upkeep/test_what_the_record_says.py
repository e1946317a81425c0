"""The audit finds a sign-off, edition, publication or picture that does not say what the record says."""

from datetime import timedelta

import pytest

from articles import audit
from articles.record.signed.pictures import WIDTHS
from tests.factories.drafts import edited
from tests.factories.editions import path_of
from tests.factories.pages import published_article
from tests.factories.picture_files import stored_path
from tests.factories.signing import published
from tests.upkeep.damage import as_somebody_who_can_do_everything, damage, found

pytestmark = pytest.mark.django_db


# --- what the rows say ---


def test_a_changed_text_of_an_edition_is_found(edition):
    damage("UPDATE articles_edition SET document = replace(document, 'Twice', 'Ten times') WHERE id = %s", edition.pk)

    assert f"Edition 2 of page {edition.page_id} (id {edition.pk}) holds another text than its digest says." in found()


def test_a_changed_text_under_a_sign_off_is_found(edition):
    damage("UPDATE articles_signoff SET document = '' WHERE id = %s", edition.sign_off_ids[0])

    assert f"Sign-off {edition.sign_off_ids[0]} on page {edition.page_id} holds another text" in found()


def test_a_column_that_says_something_else_than_the_signed_text_is_found(edition):
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute("ALTER TABLE articles_edition ALTER COLUMN title DROP EXPRESSION")
    damage("UPDATE articles_edition SET title = 'It cures' WHERE id = %s", edition.pk)

    assert "has another title in its column than in its text." in found()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("change_class = 'typo'", "gives another reason for the change than its text."),
        (
            "change_class = 'reviewed'",
            "says that no change was needed, and has another text than readers got before it.",
        ),
        ("page_id = page_id - 1", "holds a text of page"),
        ("previous_id = NULL", "does not follow the edition before it."),
        ("draft_record_id = draft_record_id - 1", "is not the text of the draft that it was made from."),
        ("sign_off_ids = sign_off_ids[1:1]", "lacks sign-offs of the kind medical_review: it needs 1 and has 0."),
        ("sign_off_ids = sign_off_ids || 999999", "names sign-off 999999, which is not there."),
        ("created_at = created_at - interval '1 hour'", "which was given after the edition was made."),
    ],
)
def test_an_edition_that_does_not_fit_is_found(edition, change, problem):
    damage(f"UPDATE articles_edition SET {change} WHERE id = %s", edition.pk)

    assert problem in found()


def test_an_edition_that_stands_on_sign_offs_of_another_text_is_found(edition):
    damage("UPDATE articles_edition SET sign_off_ids = %s WHERE id = %s", edition.previous.sign_off_ids, edition.pk)

    assert f"names sign-off {edition.previous.sign_off_ids[0]}, which is on another text." in found()


def test_an_edition_that_one_person_signed_twice_is_found(edition):
    first, second = edition.sign_offs
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute("ALTER TABLE articles_signoff DROP CONSTRAINT articles_signoff_once_per_digest")
    damage("UPDATE articles_signoff SET signer_id = %s WHERE id = %s", first.signer_id, second.pk)

    assert "was signed twice by the same person." in found()


# --- what readers get ---


def test_a_publication_of_another_pages_edition_is_found(edition):
    other = published_article()
    damage("DELETE FROM articles_publication WHERE page_id = %s", other.pk)
    damage(
        "UPDATE articles_publication SET edition_id = %s WHERE page_id = %s", other.editions.get().pk, edition.page_id
    )

    findings = found()
    assert f"shows an edition of page {other.pk}." in findings
    assert f"Page {other.pk} has editions, and its publication is not there." in findings


def test_a_publication_of_an_edition_that_was_removed_is_found(edition):
    damage("DELETE FROM articles_edition WHERE id = %s", edition.pk)

    assert f"shows an edition that is not there: id {edition.pk}." in found()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"path": "/cures/"}, "is not at its address, /"),
        ({"parent_path": "/cures/"}, "is not at its address, /"),
        ({"status": "withdrawn"}, "has the status “withdrawn” or a notice of which the record knows nothing."),
        ({"notice": "All is well."}, "a notice of which the record knows nothing."),
    ],
)
def test_a_publication_that_says_something_else_than_the_record_is_found(edition, change, problem):
    for column, value in change.items():
        damage(f"UPDATE articles_publication SET {column} = %s WHERE page_id = %s", value, edition.page_id)

    assert problem in found()


def test_an_older_edition_that_nobody_put_back_is_found(edition):
    damage("UPDATE articles_publication SET edition_id = %s WHERE page_id = %s", edition.previous_id, edition.page_id)

    assert "shows edition 1, which is not the one that the record names last." in found()


def test_a_publication_that_outlives_its_edition_is_found(edition):
    later = edition.created_at + timedelta(days=1)
    damage("UPDATE articles_publication SET readable_until = %s WHERE page_id = %s", later, edition.page_id)

    assert "ends at another time than its edition." in found()


@pytest.mark.parametrize("column", ["reviewed_at", "review_due_at"])
def test_a_review_date_that_nobody_signed_is_found(edition, column):
    damage(f"UPDATE articles_publication SET {column} = now() WHERE page_id = %s", edition.page_id)

    assert "is to be reviewed again, at another time than its sign-offs say." in found()


@pytest.mark.parametrize("column", ["published_at", "first_published_at"])
def test_a_date_of_publication_that_the_record_does_not_say_is_found(edition, column):
    damage(f"UPDATE articles_publication SET {column} = now() WHERE page_id = %s", edition.page_id)

    assert "was published at another time than the record says." in found()


def test_an_address_that_a_page_never_had_is_found(edition):
    damage("UPDATE articles_addresschange SET before = '/cures/' WHERE page_id = %s", edition.page_id)

    assert "says that the page was at /cures/, which the record does not." in found()


def test_an_address_taken_over_without_a_word_is_found(edition):
    other = published_article()
    damage("UPDATE articles_addresschange SET path = %s WHERE page_id = %s", path_of(edition.page), other.pk)

    assert f"takes the address of page {edition.page_id} over, and nobody confirmed that." in found()


def test_a_page_below_one_that_was_never_published_is_found(edition):
    damage("DELETE FROM articles_publication WHERE page_id = %s", edition.page.get_parent().pk)

    assert "lies below a page that has no publication." in found()


# --- pictures ---


def picture_of(edition):
    return edition.content["images"][0]


def test_a_picture_with_other_bytes_is_found(edition):
    stored_path(picture_of(edition), None).write_bytes(b"other bytes")

    assert f"Picture {picture_of(edition)}" in found()
    assert "was changed: the original has other bytes." in found()


@pytest.mark.parametrize("width", [None, *WIDTHS])
def test_a_picture_whose_file_is_gone_is_found(edition, width):
    path = stored_path(picture_of(edition), width)
    path.unlink()

    assert f"cannot be read: No such file or directory, {path}." in found()


def test_half_a_picture_is_found(edition):
    path = stored_path(picture_of(edition), WIDTHS[0])
    path.write_bytes(path.read_bytes()[:-20])

    assert f"was changed in the width of {WIDTHS[0]} pixels." in found()


def test_another_picture_in_one_width_is_found(edition):
    stored_path(picture_of(edition), WIDTHS[0]).write_bytes(stored_path(picture_of(edition), WIDTHS[1]).read_bytes())

    assert f"was changed in the width of {WIDTHS[0]} pixels." in found()


def test_a_picture_that_is_no_longer_listed_is_found(edition):
    damage("DELETE FROM articles_editionimage WHERE sha256 = %s", picture_of(edition))

    assert "is not in the list of kept pictures, so readers do not get it." in found()


def test_a_picture_that_several_editions_show_is_looked_at_once(edition):
    published(edited(edition.page.specific, standfirst="Three times a day.", change_class="typo"))

    assert audit.run().checked["pictures"] == 1
