"""`manage.py verify_record` finds whatever does not fit in the record, and says in a sentence what it is."""

import io
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles import audit
from articles.audit.triggers import TRIGGERS, expected_triggers
from articles.images import WIDTHS, stored_path
from articles.models import Edition, Publication, SignOff
from editorial.review.standing import hold
from tests.factories import UserFactory, edited, image, published, published_article

pytestmark = pytest.mark.django_db

UPDATE = {"change_class": "update", "change_note": "New evidence."}
MIGRATION = Path(audit.__file__).parents[1] / "migrations" / "sql" / "0003_record.sql"


@contextmanager
def as_somebody_who_can_do_everything():
    """With the triggers and foreign keys switched off: what only the database's owner could do, or a bad disk."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = origin")


def damage(statement, *params):
    """Run a statement past all triggers; it has to hit exactly one row."""
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute(statement, params)
        assert cursor.rowcount == 1


def found():
    return "\n".join(audit.run().flaws)


@pytest.fixture
def edition():
    """An article's second edition, which shows a picture."""
    page = published_article(standfirst="Once a day.")
    draft = edited(page, standfirst="Twice a day.", hero_image=image(), hero_alt="Legs", **UPDATE)
    return published(draft).editions.get(number=2)


def test_a_record_that_is_whole_passes_whatever_happened_to_its_pages(edition):
    hold(edition.page, by=UserFactory(editor=True), notice="We are checking the dose.", reason="Report 12")

    report = audit.run()

    assert report.flaws == []
    assert report.checked["editions"] == Edition.objects.count()
    assert report.checked["sign-offs"] == SignOff.objects.count()
    assert report.checked["links of the chain"] == Edition.objects.count() + SignOff.objects.count() + 1
    assert report.checked["pictures"] == 1


def test_a_record_without_a_link_passes():
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute(
            "TRUNCATE articles_standingchange, articles_signoff, articles_edition, articles_publication CASCADE"
        )

    assert audit.run().flaws == []


def test_the_summary_says_what_was_checked_and_where_the_chain_ends(edition, capsys):
    call_command("verify_record")

    said = capsys.readouterr().out
    assert f"{Edition.objects.count()} editions" in said
    assert "{}:{}".format(*audit.run().head) in said
    assert "The record is whole." in said


def test_a_terminal_is_shown_how_far_it_is(edition):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal, file = Terminal(), io.StringIO()
    call_command("verify_record", stdout=terminal)
    call_command("verify_record", stdout=file)

    assert "%  1 of" in terminal.getvalue()
    assert "%" not in file.getvalue()


def test_a_flaw_makes_the_command_fail(edition):
    damage("UPDATE articles_signoff SET statement = 'I read it.' WHERE id = %s", edition.sign_off_ids[0])
    errors = io.StringIO()

    with pytest.raises(CommandError, match="Flaws in the record: 1"):
        call_command("verify_record", stderr=errors)

    assert f"The sign-off with id {edition.sign_off_ids[0]} of page {edition.page_id}" in errors.getvalue()


def test_of_many_flaws_fifty_are_listed_and_the_rest_counted(monkeypatch):
    monkeypatch.setattr(audit, "MOST_LISTED", 2)
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute("UPDATE articles_signoff SET statement = 'I read it.'")
    errors = io.StringIO()

    with pytest.raises(CommandError, match=f"Flaws in the record: {SignOff.objects.count()}"):
        call_command("verify_record", stderr=errors)

    assert len(errors.getvalue().splitlines()) == 3
    assert f"… and {SignOff.objects.count() - 2} more." in errors.getvalue()


# --- the chain ---


def test_a_changed_sign_off_is_found(edition):
    damage(
        "UPDATE articles_signoff SET signed_at = signed_at - interval '1 day' WHERE id = %s", edition.sign_off_ids[0]
    )

    assert f"sign-off with id {edition.sign_off_ids[0]}" in found()
    assert "does not say what was sealed" in found()


@pytest.mark.parametrize("table", ["articles_signoff", "articles_edition"])
def test_a_removed_row_is_found(edition, table):
    row = {"articles_signoff": edition.sign_off_ids[0], "articles_edition": edition.previous_id}[table]
    position = {"articles_signoff": SignOff, "articles_edition": Edition}[table].objects.get(pk=row).position

    damage(f"DELETE FROM {table} WHERE id = %s", row)

    assert f"The chain lacks position {position}: what stood there was removed." in found()


def test_a_row_that_was_slipped_in_is_found(edition):
    sign_off = edition.sign_offs[0]
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute("ALTER TABLE articles_signoff DROP CONSTRAINT articles_signoff_position_key")
        cursor.execute(
            "INSERT INTO articles_signoff OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(s,"
            " jsonb_build_object('id', 999999, 'signer_id', %s))).* FROM articles_signoff s WHERE id = %s",
            [UserFactory().pk, sign_off.pk],
        )

    flaws = found()
    assert "The sign-off with id 999999" in flaws
    assert f"at position {sign_off.position} of the chain, shares its position with another link" in flaws


def test_a_link_that_was_sealed_again_after_something_else_is_found(edition):
    """Whoever knows how seals are made has to seal all later links again too, and then the head is another one."""
    position = audit.run().head[0] + 1
    hold(edition.page, by=UserFactory(editor=True), notice="Checking.", reason="Report 12")
    damage("UPDATE articles_standingchange SET sealed_after = repeat('f', 64)")
    damage(
        "UPDATE articles_standingchange AS link SET seal ="
        " encode(sha256(convert_to(sealed_after || E'\\n' || articles_sealed_text(link), 'UTF8')), 'hex')"
    )

    flaws = found()
    assert f"at position {position} of the chain, was not sealed after the link that stands before it now." in flaws
    assert "does not say what was sealed" not in flaws


def test_a_swapped_seal_is_found(edition):
    first, second = edition.sign_offs
    damage("UPDATE articles_signoff SET seal = %s WHERE id = %s", second.seal, first.pk)

    flaws = found()
    assert f"sign-off with id {first.pk} of page {edition.page_id}, at position {first.position}" in flaws
    assert f"sign-off with id {second.pk} of page {edition.page_id}, at position {second.position}" in flaws


def test_an_earlier_head_of_the_chain_is_still_in_it(edition):
    earlier = audit.run().head
    published_article()

    call_command("verify_record", expect=[earlier], stdout=io.StringIO())


def test_a_chain_whose_end_was_removed_is_found_by_an_earlier_head(edition):
    position, seal = audit.run().head
    damage("DELETE FROM articles_publication WHERE page_id = %s", edition.page_id)
    damage("DELETE FROM articles_edition WHERE id = %s", edition.pk)

    assert audit.run().head[0] == position - 1
    assert f"once had position {position}" in "\n".join(audit.run([(position, seal)]).flaws)


def test_a_chain_that_was_sealed_anew_after_a_change_is_found_by_an_earlier_head(edition):
    earlier = audit.run().head
    damage("UPDATE articles_signoff SET statement = 'I read it.' WHERE id = %s", edition.sign_off_ids[0])
    seal_everything_anew()

    assert found() == ""
    assert "it was rewritten" in "\n".join(audit.run([earlier]).flaws)


def test_what_is_expected_must_look_like_a_head_of_the_chain():
    with pytest.raises(CommandError, match="POSITION:SEAL"):
        call_command("verify_record", "--expect", "12")


def seal_everything_anew():
    """As the migration that brought the chain sealed the rows from before it."""
    sql = MIGRATION.read_text(encoding="utf-8")
    start = sql.index("CREATE FUNCTION articles_seal_earlier_rows")
    function = sql[start : sql.index("END $$;", start) + len("END $$;")]
    with as_somebody_who_can_do_everything() as cursor:
        for table in ("articles_signoff", "articles_edition"):
            cursor.execute(f"UPDATE {table} SET position = -id, sealed_after = '', seal = ''")
        cursor.execute(function)
        cursor.execute("SELECT articles_seal_earlier_rows()")


def test_rows_from_before_there_was_a_chain_are_sealed(edition):
    seal_everything_anew()

    report = audit.run()
    assert report.flaws == []
    assert report.head[0] == Edition.objects.count() + SignOff.objects.count()


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

    flaws = found()
    assert f"shows an edition of page {other.pk}." in flaws
    assert f"Page {other.pk} has editions, and its publication is not there." in flaws


def test_a_publication_of_an_edition_that_was_removed_is_found(edition):
    damage("DELETE FROM articles_edition WHERE id = %s", edition.pk)

    assert f"shows an edition that is not there: id {edition.pk}." in found()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"path": "/cures/"}, "is not at its address, /"),
        ({"parent_path": "/cures/"}, "is not at its address, /"),
        ({"standing": "withdrawn"}, "has the standing “withdrawn” or a notice of which the record knows nothing."),
        ({"notice": "All is well."}, "a notice of which the record knows nothing."),
    ],
)
def test_what_the_web_process_could_change_behind_the_record_is_found(edition, change, problem, as_web_role):
    with as_web_role():
        Publication.objects.filter(page_id=edition.page_id).update(**change)

    assert problem in found()


def test_an_older_edition_that_nobody_put_back_is_found(edition, as_web_role):
    with as_web_role():
        Publication.objects.filter(page_id=edition.page_id).update(edition_id=edition.previous_id)

    assert "shows edition 1, which is not the one that the record names last." in found()


def test_a_publication_that_outlives_its_edition_is_found(edition):
    later = edition.created_at + timedelta(days=1)
    damage("UPDATE articles_publication SET readable_until = %s WHERE page_id = %s", later, edition.page_id)

    assert "ends at another time than its edition." in found()


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

    assert f"is damaged in the width of {WIDTHS[0]} pixels." in found()


def test_a_picture_that_is_no_longer_listed_is_found(edition):
    damage("DELETE FROM articles_editionimage WHERE sha256 = %s", picture_of(edition))

    assert "is not in the list of kept pictures, so readers do not get it." in found()


def test_a_picture_that_several_editions_show_is_looked_at_once(edition):
    published(edited(edition.page.specific, standfirst="Three times a day.", **UPDATE))

    assert audit.run().checked["pictures"] == 1


# --- the database itself ---


@pytest.mark.parametrize(
    ("table", "trigger"),
    [
        ("articles_edition", "append_only"),
        ("articles_signoff", "judge"),
        ("articles_standingchange", "seal"),
        ("articles_publication", "stays"),
    ],
)
def test_a_trigger_that_is_switched_off_or_gone_is_found(table, trigger):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        assert f"The trigger {trigger} on {table} is switched off." in found()

        cursor.execute(f"DROP TRIGGER {trigger} ON {table}")
    assert f"The trigger {trigger} on {table} is not there." in found()


def test_the_audit_knows_every_trigger_that_there_is():
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        there = {(table, name) for table, name, *_ in cursor.fetchall()}

    assert {(table, name) for table, name, _ in expected_triggers()} == there, "Add it to articles/audit/triggers.py."


def test_a_trigger_that_lets_something_through_is_found():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "CREATE OR REPLACE TRIGGER judge BEFORE INSERT ON articles_edition FOR EACH ROW"
            " WHEN (NEW.number > 1) EXECUTE FUNCTION articles_judge_edition()"
        )

    assert "The trigger judge on articles_edition is not the one that the migrations made" in found()


def test_the_web_role_can_run_the_audit_and_is_not_warned_of(edition, as_web_role):
    with as_web_role():
        report = audit.run()

    assert report.flaws == report.warnings == []


def test_a_role_that_could_switch_triggers_off_is_warned_of():
    report = audit.run()

    assert "could switch triggers off" in report.warnings[0]
    assert report.flaw_count == 0
