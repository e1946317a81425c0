"""Whether a passkey signs or a log-in is enough: the owner of the database says so, and the record keeps it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.authority import AuthorityEvent, AuthorityEventKind, SigningRule
from articles.record.signers.checks import signing_is_known, signing_is_the_rule
from pain_site.settings import base
from tests.factories.authority import signing_rule
from tests.factories.drafts import submitted
from tests.factories.pages import article
from tests.factories.signing import appointed_editor, signature, signed
from tests.roles import as_web

pytestmark = pytest.mark.django_db


def test_where_nobody_said_anything_passkeys_are_the_rule():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM articles_authorityevent WHERE kind = 'signing_rule_set'")
        cursor.execute("SET LOCAL session_replication_role = origin")

    assert SigningRule.standing() == SigningRule.PASSKEY


def test_the_rule_is_the_owners_and_the_record_keeps_it(capsys):
    call_command("signing_rule", "passkey")
    call_command("signing_rule", "passkey")
    call_command("signing_rule")

    assert "A passkey signs" in capsys.readouterr().out
    assert AuthorityEvent.objects.filter(kind=AuthorityEventKind.SIGNING_RULE_SET).count() == 2
    with pytest.raises(CommandError, match="Who may sign is decided by two editors"), as_web():
        call_command("signing_rule", "password")


def test_two_editors_do_not_change_the_rule():
    first, second = appointed_editor(), appointed_editor()

    with pytest.raises(DatabaseError, match="rule_is_the_owners"), as_web():
        AuthorityEvent.objects.create(
            kind="signing_rule_set", asked_by=first, confirmed_by=second, reason="So.", details={"rule": "password"}
        )


def test_there_are_two_rules():
    with pytest.raises(DatabaseError, match="rule_unknown"), transaction.atomic():
        signing_rule("nothing")


def test_passwords_that_are_enough_leave_no_assertion():
    sign_off = signed(submitted(article()))

    assert sign_off.assertion is None
    assert signature(SignOffKind.FACT_CHECK, "").assertion is None


def test_the_site_says_when_it_asks_for_something_else_than_the_rule(settings):
    assert signing_is_the_rule(None, databases=["default"]) == []
    assert signing_is_the_rule(None) == []

    settings.SIGNING = SigningRule.PASSKEY

    assert "signers are asked for the wrong thing" in signing_is_the_rule(None, databases=["default"])[0].msg


def test_what_signing_is_must_be_known(settings):
    assert signing_is_known(None) == []

    settings.SIGNING = "fingerprint"

    assert signing_is_known(None)[0].id == "articles.E002"


def test_the_public_site_asks_for_passkeys_unless_told_otherwise():
    assert base.SIGNING == SigningRule.PASSKEY
