"""`manage.py verify_record` finds whatever does not fit in the record, and says in a sentence what it is.

What sign-offs, editions, publications and pictures say is in test_what_the_record_says.py.
"""

import io

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from articles import audit
from articles.record.evidence import ChainedModel
from articles.record.published.editions import Edition
from articles.record.published.status_changes import StatusChange
from articles.record.signed.sign_offs import SignOff
from articles.record.signers.authority import AuthorityEvent, SigningRule
from editorial.review.publishing.status import hold
from editorial.review.signing.risk import assess
from tests.factories.accounts import UserFactory
from tests.factories.authority import signing_rule
from tests.factories.drafts import edited, person
from tests.factories.pages import article, published_article
from tests.factories.signing import appointed_editor, published
from tests.upkeep.damage import as_somebody_who_can_do_everything, chain_everything_anew, damage, found

pytestmark = pytest.mark.django_db


def test_who_says_how_risky_it_is_and_writes_afterwards_leaves_earlier_editions_as_they_were():
    editor = appointed_editor()
    page = article(risk_tier=None)
    assess(page, by=editor, tier="standard", reason="No doses.")
    page = published(page)

    edited(page, by=editor, standfirst="Words of the editor's own.")

    assert not found()


def test_a_record_that_is_intact_passes_whatever_happened_to_its_pages(edition):
    hold(edition.page, by=UserFactory(editor=True), notice="We are checking the dose.", reason="Report 12")

    report = audit.run()

    assert report.findings == []
    assert report.checked["editions"] == Edition.objects.count()
    assert report.checked["sign-offs"] == SignOff.objects.count()
    assert report.checked["links of the chain"] == report.head[0] == StatusChange.objects.get().sequence
    assert report.checked["pictures"] == 1


def test_what_two_editors_decided_while_a_password_was_enough_passes():
    about = {"person": person(), "user": UserFactory(), "reason": "So."}
    AuthorityEvent.objects.create(
        kind="account_linked", asked_by=appointed_editor(), confirmed_by=appointed_editor(), **about
    )

    assert audit.run().findings == []


def test_a_record_without_a_link_passes():
    with as_somebody_who_can_do_everything() as cursor:
        tables = ", ".join(model._meta.db_table for model in apps.get_models() if issubclass(model, ChainedModel))
        stands = "articles_publication, articles_personaccount, articles_credential, articles_signingkey"
        cursor.execute(f"TRUNCATE {tables}, {stands} CASCADE")

    assert audit.run().findings == []


def test_the_summary_says_what_was_checked_and_where_the_chain_ends(edition, capsys):
    call_command("verify_record")

    said = capsys.readouterr().out
    assert f"{Edition.objects.count()} editions" in said
    assert "{}:{}".format(*audit.run().head) in said
    assert "The record is intact." in said


def test_a_terminal_is_shown_how_far_it_is(edition):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal, file = Terminal(), io.StringIO()
    call_command("verify_record", stdout=terminal)
    call_command("verify_record", stdout=file)

    assert "%  1 of" in terminal.getvalue()
    assert "%" not in file.getvalue()


def test_a_finding_makes_the_command_fail(edition):
    damage("UPDATE articles_signoff SET statement = 'I read it.' WHERE id = %s", edition.sign_off_ids[0])
    errors = io.StringIO()

    with pytest.raises(CommandError, match="Findings in the record: 1"):
        call_command("verify_record", stderr=errors)

    assert f"The sign-off with id {edition.sign_off_ids[0]} of page {edition.page_id}" in errors.getvalue()


def test_of_many_findings_fifty_are_listed_and_the_rest_counted(monkeypatch):
    monkeypatch.setattr(audit, "MOST_LISTED", 2)
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute("UPDATE articles_signoff SET statement = 'I read it.'")
    errors = io.StringIO()

    with pytest.raises(CommandError, match=f"Findings in the record: {SignOff.objects.count()}"):
        call_command("verify_record", stderr=errors)

    assert len(errors.getvalue().splitlines()) == 3
    assert f"… and {SignOff.objects.count() - 2} more." in errors.getvalue()


# --- the chain ---


def test_a_changed_sign_off_is_found(edition):
    damage(
        "UPDATE articles_signoff SET signed_at = signed_at - interval '1 day' WHERE id = %s", edition.sign_off_ids[0]
    )

    assert f"sign-off with id {edition.sign_off_ids[0]}" in found()
    assert "does not say what was chained" in found()


@pytest.mark.parametrize("table", ["articles_signoff", "articles_edition"])
def test_a_removed_row_is_found(edition, table):
    row = {"articles_signoff": edition.sign_off_ids[0], "articles_edition": edition.previous_id}[table]
    sequence = {"articles_signoff": SignOff, "articles_edition": Edition}[table].objects.get(pk=row).sequence

    damage(f"DELETE FROM {table} WHERE id = %s", row)

    assert f"The chain lacks number {sequence}: what stood there was removed." in found()


def test_a_row_that_was_slipped_in_is_found(edition):
    sign_off = edition.sign_offs[0]
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute("ALTER TABLE articles_signoff DROP CONSTRAINT articles_signoff_sequence_key")
        cursor.execute(
            "INSERT INTO articles_signoff OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(s,"
            " jsonb_build_object('id', 999999, 'signer_id', %s))).* FROM articles_signoff s WHERE id = %s",
            [UserFactory().pk, sign_off.pk],
        )

    findings = found()
    assert "The sign-off with id 999999" in findings
    assert f"at number {sign_off.sequence} of the chain, shares its number with another link" in findings


def test_a_link_that_was_chained_again_after_something_else_is_found(edition):
    """Whoever knows how hashes are made has to hash all later links again too, and then the head is another one."""
    sequence = audit.run().head[0] + 1
    hold(edition.page, by=UserFactory(editor=True), notice="Checking.", reason="Report 12")
    damage("UPDATE articles_statuschange SET previous_hash = repeat('f', 64)")
    damage(
        "UPDATE articles_statuschange AS link SET hash ="
        " encode(sha256(convert_to(previous_hash || E'\\n' || articles_chained_text(link), 'UTF8')), 'hex')"
    )

    findings = found()
    assert f"at number {sequence} of the chain, was not chained after the link that stands before it now." in findings
    assert "does not say what was chained" not in findings


def test_a_swapped_hash_is_found(edition):
    first, second = edition.sign_offs
    damage("UPDATE articles_signoff SET hash = %s WHERE id = %s", second.hash, first.pk)

    findings = found()
    assert f"sign-off with id {first.pk} of page {edition.page_id}, at number {first.sequence}" in findings
    assert f"sign-off with id {second.pk} of page {edition.page_id}, at number {second.sequence}" in findings


def test_an_earlier_head_of_the_chain_is_still_in_it(edition):
    earlier = audit.run().head
    published_article()

    call_command("verify_record", expect=[earlier], stdout=io.StringIO())


def test_of_two_heads_with_one_number_each_has_to_be_in_it(edition):
    sequence, hash = audit.run().head

    for kept in ([(sequence, "f" * 64), (sequence, hash)], [(sequence, hash), (sequence, "f" * 64)]):
        assert "it was rewritten" in "\n".join(audit.run(kept).findings)


def test_a_chain_whose_end_was_removed_is_found_by_an_earlier_head(edition):
    sequence, hash = audit.run().head
    damage("DELETE FROM articles_publication WHERE page_id = %s", edition.page_id)
    damage("DELETE FROM articles_edition WHERE id = %s", edition.pk)

    assert audit.run().head[0] == sequence - 1
    assert f"once had number {sequence}" in "\n".join(audit.run([(sequence, hash)]).findings)


def test_a_chain_that_was_chained_anew_after_a_change_is_found_by_an_earlier_head(edition):
    earlier = audit.run().head
    damage("UPDATE articles_signoff SET statement = 'I read it.' WHERE id = %s", edition.sign_off_ids[0])
    chain_everything_anew()

    assert found() == ""
    assert "it was rewritten" in "\n".join(audit.run([earlier]).findings)


def test_what_is_expected_must_look_like_a_head_of_the_chain():
    with pytest.raises(CommandError, match="SEQUENCE:HASH"):
        call_command("verify_record", "--expect", "12")


# --- the database itself ---


@pytest.mark.parametrize(
    ("table", "trigger"),
    [
        ("articles_edition", "append_only"),
        ("articles_signoff", "validate"),
        ("articles_statuschange", "write_to_chain"),
        ("articles_publication", "stays"),
        ("feedback_report", "feedback_topic_queues_of_new"),
    ],
)
def test_a_trigger_that_is_switched_off_or_gone_is_found(table, trigger):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        assert f"The trigger {table}.{trigger} is switched off." in found()

        cursor.execute(f"DROP TRIGGER {trigger} ON {table}")
    assert f"The trigger {table}.{trigger} is not there." in found()


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "CREATE OR REPLACE TRIGGER validate BEFORE INSERT ON articles_edition FOR EACH ROW"
            " WHEN (NEW.number > 1) EXECUTE FUNCTION articles_validate_edition()",
            "The trigger articles_edition.validate is not the one that the migrations made",
        ),
        (
            "CREATE TRIGGER another BEFORE INSERT ON articles_edition FOR EACH ROW"
            " EXECUTE FUNCTION articles_validate_edition()",
            "The trigger articles_edition.another is not one of the release's",
        ),
        (
            "CREATE OR REPLACE FUNCTION articles_covered(page integer) RETURNS bigint LANGUAGE sql STABLE"
            " SET search_path = pg_catalog, public, pg_temp AS 'SELECT 99::bigint'",
            "The function articles_covered(integer) is not the one that the migrations made",
        ),
        (
            "ALTER FUNCTION articles_validate_edition() RESET search_path",
            "The function articles_validate_edition() is not the one that the migrations made",
        ),
        (
            "CREATE FUNCTION articles_covered(page text) RETURNS bigint LANGUAGE sql AS 'SELECT 99::bigint'",
            "The function articles_covered(text) is not one of the release's",
        ),
        (
            "ALTER TABLE articles_signoff DROP CONSTRAINT articles_signoff_once_per_digest",
            "The constraint articles_signoff.articles_signoff_once_per_digest is not there.",
        ),
        (
            "ALTER TABLE articles_statuschange DROP CONSTRAINT articles_status_needs_two_people,"
            " ADD CONSTRAINT articles_status_needs_two_people CHECK (true)",
            "The constraint articles_statuschange.articles_status_needs_two_people is not the one",
        ),
        (
            "GRANT UPDATE, DELETE ON articles_edition TO pain_site_web",
            "Somebody beside the owner has more rights on articles_edition: DELETE, UPDATE.",
        ),
        (
            "GRANT DELETE ON articles_signoff TO PUBLIC",
            "Somebody beside the owner has more rights on articles_signoff: DELETE.",
        ),
    ],
)
def test_a_rule_that_was_changed_is_found(statement, sentence):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)

    assert sentence in found()


def test_a_site_may_give_its_web_role_less_than_the_release_does(edition):
    with connection.cursor() as cursor:
        cursor.execute("REVOKE INSERT ON articles_reference FROM pain_site_web")

    assert audit.run().findings == []


def test_the_web_role_can_run_the_audit_and_is_not_warned_of(edition, as_web_role, sign, settings):
    signing_rule(SigningRule.PASSKEY)
    settings.SIGNING = SigningRule.PASSKEY
    sign()
    with as_web_role():
        report = audit.run()

    assert report.findings == report.warnings == []


def test_it_says_when_signatures_are_the_sites_word_and_when_the_site_asks_for_something_else(settings):
    settings.SIGNING = SigningRule.PASSKEY

    said = "\n".join(audit.run().warnings)

    assert "Nobody needs a passkey to sign here" in said
    assert "SIGNING is passkey, but the database goes by password" in said


def test_a_role_that_could_switch_triggers_off_is_warned_of():
    report = audit.run()

    assert "could switch triggers off" in report.warnings[0]
    assert report.finding_count == 0
