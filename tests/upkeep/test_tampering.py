"""Each way to tamper with the record is found by the audit; what only the public log shows is found by the log.

Kinds, not cases: a row changed, removed, slipped in; the chain hashed again from a link on, or whole; bytes changed,
with their hash or without. SECURITY.md says what is found by what.
"""

import hashlib
import shutil

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from articles import audit
from articles.log.notes import SignerKey
from articles.log.signing import sign_head
from articles.record.published.editions import Edition
from articles.record.published.status_changes import StatusChange
from articles.record.signed.pictures import WIDTHS
from articles.record.signers.interests import InterestDeclaration
from editorial.review.publishing.status import hold
from editorial.review.signing.interests import declare, waive
from tests.factories.accounts import UserFactory
from tests.factories.drafts import submitted
from tests.factories.editions import emergency_edition
from tests.factories.pages import article
from tests.factories.picture_files import stored_path
from tests.factories.signing import appointed_editor
from tests.upkeep.damage import chain_everything_anew, found, tamper

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def ids(second_edition_id):
    """A record with something of every kind, in the log; the ids by which tamperings name it."""
    edition = Edition.objects.get(pk=second_edition_id)
    draft = submitted(article())
    waive(declare(draft, by=UserFactory(), interests="Talks for Heat Ltd"), by=appointed_editor(), reason="Long ago")
    declare(draft, by=UserFactory(), interests="Shares in Cold Ltd")
    call_command("emergency_editions", "--allow", "48")
    override = emergency_edition(article()).override_id
    hold(edition.page, by=UserFactory(editor=True), notice="We are checking the dose.", reason="Report 12")
    sign_head(SignerKey.made("testserver/log"))
    assert audit.run().findings == []
    return {
        "edition": edition.pk,
        "previous": edition.previous_id,
        "page": edition.page_id,
        "draft": edition.draft_record_id,
        "sign_off": edition.sign_off_ids[0],
        "other": edition.sign_off_ids[1],
        "picture": edition.content["images"][0] if edition.content.get("images") else None,
        "status": StatusChange.objects.latest("pk").pk,
        "declared": InterestDeclaration.objects.latest("pk").pk,
        "waived": InterestDeclaration.objects.earliest("pk").pk,
        "override": override,
        "stranger": UserFactory().pk,
    }


NOT_WHAT_WAS_CHAINED = "does not say what was chained"
LACKS = "The chain lacks number"
RESTS = "rests on other draft records, or on pictures in other widths"

ROWS = {
    # changed
    "a statement": (
        "UPDATE articles_signoff SET statement = 'I read it.' WHERE id = %(sign_off)s",
        NOT_WHAT_WAS_CHAINED,
    ),
    "who signed": (
        "UPDATE articles_signoff SET signer_id = %(stranger)s WHERE id = %(sign_off)s",
        NOT_WHAT_WAS_CHAINED,
    ),
    "who readers are told signed": (
        'UPDATE articles_signoff SET shown = shown || \'{"name": "Dr X"}\' WHERE id = %(sign_off)s',
        NOT_WHAT_WAS_CHAINED,
    ),
    "an answer": ("UPDATE articles_signoff SET checklist = '[]' WHERE id = %(sign_off)s", NOT_WHAT_WAS_CHAINED),
    "the interests of a signer": (
        "UPDATE articles_signoff SET interests = 'None at all' WHERE id = %(sign_off)s",
        NOT_WHAT_WAS_CHAINED,
    ),
    "the credential": (
        "UPDATE articles_signoff SET credential_id = credential_id + 1 WHERE id = %(sign_off)s",
        NOT_WHAT_WAS_CHAINED,
    ),
    "the day of a signature": (
        "UPDATE articles_signoff SET signed_at = signed_at - interval '1 day' WHERE id = %(sign_off)s",
        NOT_WHAT_WAS_CHAINED,
    ),
    "the text under a signature": (
        "UPDATE articles_signoff SET document = replace(document, 'Twice', 'Nine times') WHERE id = %(sign_off)s",
        "holds another text than its digest says",
    ),
    "the text of an edition": (
        "UPDATE articles_edition SET document = replace(document, 'Twice', 'Nine times') WHERE id = %(edition)s",
        "holds another text than its digest says",
    ),
    "the text of an edition with its digest": (
        "UPDATE articles_edition SET document = replace(document, 'Twice', 'Nine times'),"
        " digest = encode(sha256(convert_to(replace(document, 'Twice', 'Nine times'), 'UTF8')), 'hex')"
        " WHERE id = %(edition)s",
        NOT_WHAT_WAS_CHAINED,
    ),
    "a public note": (
        "UPDATE articles_edition SET change_note = 'Nothing.' WHERE id = %(edition)s",
        "gives another reason for the change",
    ),
    "the day of an edition": (
        "UPDATE articles_edition SET created_at = created_at - interval '9 days' WHERE id = %(edition)s",
        NOT_WHAT_WAS_CHAINED,
    ),
    "which signatures count": (
        "UPDATE articles_edition SET sign_off_ids = (SELECT sign_off_ids FROM articles_edition WHERE id = %(previous)s)"
        " WHERE id = %(edition)s",
        "which is on another text",
    ),
    "what readers are told of a decision": (
        "UPDATE articles_statuschange SET notice = 'All is well.' WHERE id = %(status)s",
        NOT_WHAT_WAS_CHAINED,
    ),
    "who decided": (
        "UPDATE articles_statuschange SET decided_by_id = %(stranger)s WHERE id = %(status)s",
        NOT_WHAT_WAS_CHAINED,
    ),
    "a declared interest": (
        "UPDATE articles_interestdeclaration SET interests = 'None' WHERE id = %(declared)s",
        "The declared interest with id",
    ),
    "the reason of a waiver": (
        "UPDATE articles_interestwaiver SET reason = 'A friend' WHERE declaration_id = %(waived)s",
        "The waiver of a declared interest with id",
    ),
    "the reason of an emergency": (
        "UPDATE articles_emergencyoverride SET reason = 'None' WHERE id = %(override)s",
        "The emergency override with id",
    ),
    "who saved a draft": ("UPDATE articles_draftrecord SET user_id = %(stranger)s WHERE id = %(draft)s", RESTS),
    "when a draft was saved": (
        "UPDATE articles_draftrecord SET saved_at = saved_at - interval '1 hour' WHERE id = %(draft)s",
        RESTS,
    ),
    "what a draft said": (
        "UPDATE articles_draftrecord SET digest = repeat('0', 64) WHERE id = %(draft)s",
        "is not the text of the draft that it was made from",
    ),
    "the hash of a picture's width": (
        "UPDATE articles_editionimage SET widths = widths || jsonb_build_object('480', repeat('0', 64))"
        " WHERE sha256 = %(picture)s",
        RESTS,
    ),
    "what an edition rests on": ("UPDATE articles_edition SET rests_on = '{}' WHERE id = %(edition)s", RESTS),
    "which edition readers get": (
        "UPDATE articles_publication SET edition_id = %(previous)s WHERE page_id = %(page)s",
        "which is not the one that the record names last",
    ),
    "the notice that readers get": (
        "UPDATE articles_publication SET notice = '' WHERE page_id = %(page)s",
        "or a notice of which the record knows nothing",
    ),
    "whose account somebody is": (
        "UPDATE articles_personaccount SET person_id = (SELECT page_ptr_id FROM articles_personpage p"
        " WHERE NOT EXISTS (SELECT FROM articles_personaccount a WHERE a.person_id = p.page_ptr_id) LIMIT 1)"
        " WHERE id = (SELECT min(id) FROM articles_personaccount)",
        "is not as the record says",
    ),
    "an account that nobody linked": (
        "INSERT INTO articles_personaccount (person_id, user_id) SELECT p.page_ptr_id, u.id"
        " FROM articles_personpage p, accounts_user u"
        " WHERE NOT EXISTS (SELECT FROM articles_personaccount a WHERE a.person_id = p.page_ptr_id OR a.user_id = u.id)"
        " LIMIT 1",
        "is not as the record says",
    ),
    "a credential prolonged": (
        "UPDATE articles_credential SET expires_on = '2099-01-01' WHERE id = (SELECT min(id) FROM articles_credential)",
        "The credential with id",
    ),
    "a credential of another kind": (
        "UPDATE articles_credential SET kind = CASE kind WHEN 'clinical' THEN 'editorial' ELSE 'clinical' END"
        " WHERE id = (SELECT min(id) FROM articles_credential)",
        "The credential with id",
    ),
    "a credential that nobody issued": (
        "INSERT INTO articles_credential (person_id, kind, register, number, issuer, register_url, country,"
        " looked_up_at)"
        " SELECT min(person_id), 'clinical', 'R', '', '', '', '', now() FROM articles_personaccount",
        "The credential with id",
    ),
    "a change of who may sign": (
        "UPDATE articles_authorityevent SET confirmed_by_id = NULL, reason = 'So.' WHERE id ="
        " (SELECT min(id) FROM articles_authorityevent)",
        "does not say what was chained",
    ),
    "how risky an article is": (
        "UPDATE articles_riskassessment SET tier = 'high' WHERE page_id = %(page)s",
        "does not say what was chained",
    ),
    "the day of first publication": (
        "UPDATE articles_publication SET first_published_at = first_published_at - interval '1 year'"
        " WHERE page_id = %(page)s",
        "was published at another time than the record says",
    ),
    "the day of publication": (
        "UPDATE articles_publication SET published_at = published_at + interval '1 day' WHERE page_id = %(page)s",
        "was published at another time than the record says",
    ),
    "the day of the medical review": (
        "UPDATE articles_publication SET reviewed_at = reviewed_at + interval '1 day' WHERE page_id = %(page)s",
        "at another time than its sign-offs say",
    ),
    "by what a page is found": (
        "UPDATE articles_searchentry SET body = 'A miracle cure' WHERE publication_id ="
        " (SELECT id FROM articles_publication WHERE page_id = %(page)s)",
        "says something else than the edition that readers get",
    ),
    # removed
    "a signature removed": ("DELETE FROM articles_signoff WHERE id = %(sign_off)s", LACKS),
    "an edition removed": ("DELETE FROM articles_edition WHERE id = %(previous)s", LACKS),
    "a decision removed": ("DELETE FROM articles_statuschange WHERE id = %(status)s", "knows nothing"),
    "a declared interest removed": ("DELETE FROM articles_interestdeclaration WHERE id = %(declared)s", LACKS),
    "a draft record removed": (
        "DELETE FROM articles_draftrecord WHERE id = (SELECT max(id) FROM articles_draftrecord"
        " WHERE page_id = %(page)s AND id <= %(draft)s)",
        RESTS,
    ),
    "a publication removed": (
        "DELETE FROM articles_publication WHERE page_id = %(page)s",
        "its publication is not there",
    ),
    "a picture taken off the list": (
        "DELETE FROM articles_editionimage WHERE sha256 = %(picture)s",
        "is not in the list of kept pictures",
    ),
    "a search entry removed": (
        "DELETE FROM articles_searchentry WHERE publication_id ="
        " (SELECT id FROM articles_publication WHERE page_id = %(page)s)",
        "is not there",
    ),
    # slipped in
    "a draft record slipped in": (
        "INSERT INTO articles_draftrecord (id, page_id, revision_id, user_id, digest, saved_at) OVERRIDING SYSTEM VALUE"
        " SELECT id - 1, page_id, revision_id, %(stranger)s, digest, saved_at FROM articles_draftrecord"
        " WHERE id = %(draft)s AND NOT EXISTS (SELECT FROM articles_draftrecord WHERE id = %(draft)s - 1)",
        RESTS,
    ),
    "a signature slipped in": (
        "ALTER TABLE articles_signoff DROP CONSTRAINT articles_signoff_sequence_key; INSERT INTO articles_signoff"
        " OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(s, jsonb_build_object('id', 999999, 'signer_id',"
        " %(stranger)s))).* FROM articles_signoff s WHERE id = %(sign_off)s",
        "shares its number with another link",
    ),
    # hashed again from a link on, which the next link gives away
    "one link hashed again": (
        "UPDATE articles_signoff SET statement = 'I read it.' WHERE id = %(sign_off)s; UPDATE articles_signoff AS link"
        " SET hash = encode(sha256(convert_to(previous_hash || E'\\n' || articles_chained_text(link), 'UTF8')), 'hex')"
        " WHERE id = %(sign_off)s",
        "was not chained after the link that stands before it now",
    ),
    "two hashes swapped": (
        "UPDATE articles_signoff AS one SET hash = two.hash FROM articles_signoff AS two"
        " WHERE one.id = %(sign_off)s AND two.id = %(other)s",
        NOT_WHAT_WAS_CHAINED,
    ),
}

#: Done before the chain is computed anew, whole: in the database alone the audit finds nothing. SECURITY.md names them.
ONLY_THE_LOG = {
    "a statement": "UPDATE articles_signoff SET statement = 'I read it.' WHERE id = %(sign_off)s",
    "whom readers are told signed": (
        'UPDATE articles_signoff SET shown = shown || \'{"name": "Dr X"}\' WHERE id = %(sign_off)s'
    ),
    "the day of a signature": (
        "UPDATE articles_signoff SET authenticated_at = authenticated_at - interval '1 minute' WHERE id = %(sign_off)s"
    ),
    "the reason of an emergency": "UPDATE articles_emergencyoverride SET reason = 'None' WHERE id = %(override)s",
    "a declared interest removed": "DELETE FROM articles_interestdeclaration WHERE id = %(declared)s",
    "who saved a draft": (
        "UPDATE articles_draftrecord SET user_id = %(stranger)s WHERE id = %(draft)s;"
        " UPDATE articles_edition AS e SET rests_on = articles_rests_on(e) WHERE id = %(edition)s"
    ),
    "who decided": "UPDATE articles_statuschange SET decided_by_id = %(stranger)s WHERE id = %(status)s",
    "the end cut off": (
        "DELETE FROM articles_statuschange WHERE id = %(status)s;"
        " UPDATE articles_publication SET status = 'published', notice = '' WHERE page_id = %(page)s"
    ),
}


@pytest.mark.parametrize("tampering", ROWS)
def test_a_row_that_was_tampered_with_is_found(ids, tampering):
    statements, sentence = ROWS[tampering]

    tamper(statements, ids)

    assert sentence in found()


def test_an_edition_that_the_gate_was_not_asked_about_is_found(ids):
    first, second = Edition.objects.get(pk=ids["previous"]), Edition.objects.get(pk=ids["edition"])
    evidence = ("page_id", "document", "digest", "draft_record_id", "sign_off_ids", "change_class", "change_note")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE articles_edition DISABLE TRIGGER validate")
        copied = {name: getattr(first, name) for name in evidence}
        Edition.objects.create(**copied, number=second.number + 1, previous=second)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE articles_edition ENABLE TRIGGER validate")

    said = found()

    assert "brings back a text that was published before it" in said
    assert f"names sign-off {first.sign_off_ids[0]}, which was given for an edition before it." in said


@pytest.mark.parametrize("with_hash", [False, True], ids=["bytes", "bytes with their hash"])
@pytest.mark.parametrize("width", [None, WIDTHS[0]], ids=["the original", "a width"])
def test_bytes_that_were_tampered_with_are_found(ids, width, with_hash):
    path = stored_path(ids["picture"], width)
    path.write_bytes(path.read_bytes() + b"x")
    if with_hash:
        hashed = {"hash": hashlib.sha256(path.read_bytes()).hexdigest(), "width": str(width), **ids}
        tamper(
            "UPDATE articles_editionimage SET widths = widths || jsonb_build_object(%(width)s, %(hash)s)"
            " WHERE sha256 = %(picture)s",
            hashed,
        )

    assert (RESTS if with_hash and width else "was changed") in found()


@pytest.mark.parametrize("tampering", ONLY_THE_LOG)
def test_what_was_hashed_again_whole_is_found_by_the_log_alone(ids, tampering):
    tamper(ONLY_THE_LOG[tampering], ids)
    chain_everything_anew()

    by_the_log = found()
    shutil.rmtree(settings.LOG_ROOT)
    by_the_database_alone = found()

    assert by_the_database_alone == ""
    assert "has another root than the record gives now" in by_the_log or "its end was removed" in by_the_log
