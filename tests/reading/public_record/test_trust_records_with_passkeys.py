"""What passkeys signed is in the trust record, and checked with nothing but Python."""

import json

import pytest

from articles.record.assertions import EDDSA, ES256, RS256
from tests.factories.pages import article, published_article, published_with_passkeys
from tests.reading.public_record.forgeries import rehash

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("algorithm", [ES256, EDDSA, RS256], ids=["ES256", "EdDSA", "RS256"])
def test_what_passkeys_signed_is_checked_with_nothing_but_python(record, check_copy, algorithm):
    found = record(published_with_passkeys(article(title="Où ça fait mal – ½ “dose” 😀"), algorithm=algorithm))

    assert all(sign_off["signing_key"]["inclusion"] for sign_off in found["sign_offs"])
    code, said = check_copy(found)
    assert (code, said.count("signed with a passkey")) == (0, 2), said


def test_a_log_in_that_was_enough_is_said_plainly(record, check_copy):
    found = record(published_article())

    assert [sign_off["assertion"] for sign_off in found["sign_offs"]] == [None, None]
    assert "signed with a log-in alone: that it was them is the site's word" in check_copy(found)[1]


def exchanged(one, other):
    theirs = dict(other["assertion"])
    rehash(one, assertion=theirs)
    one["signing_key"] = other["signing_key"]


def with_another_key(one, other):
    details = {
        **json.loads(one["signing_key"]["chained_text"])["details"],
        "public_key": other["signing_key"]["public_key"],
    }
    rehash(one["signing_key"], details=details)
    one["signing_key"]["public_key"] = details["public_key"]


@pytest.mark.parametrize(
    ("forge", "sentence"),
    [
        (lambda one, other: rehash(one, statement="I read it."), "the passkey signed something else"),
        (lambda one, other: rehash(one, checklist=[]), "the passkey signed something else"),
        (lambda one, other: rehash(one, interests="None at all"), "the passkey signed something else"),
        (
            lambda one, other: rehash(one, assertion=one["assertion"] | {"signature": other["assertion"]["signature"]}),
            "did not sign this",
        ),
        (exchanged, "another key than the signer's signed"),
        (with_another_key, "the passkey's key did not sign this"),
        (lambda one, other: rehash(one["signing_key"], kind="key_revoked"), "the key was not added before"),
        (lambda one, other: rehash(one["signing_key"], sequence=10**6), "the key was not added before"),
        (lambda one, other: one.update(signing_key=None), "the key was not added before"),
    ],
    ids=[
        "statement",
        "checklist",
        "interests",
        "signature",
        "assertion",
        "public key",
        "no key",
        "a later key",
        "nothing",
    ],
)
def test_a_signature_that_was_forged_together_with_its_hashes_does_not_fit(record, check_copy, forge, sentence):
    found = record(published_with_passkeys())
    one, other = found["sign_offs"]

    forge(one, other)
    rehash(found["edition"], sign_offs=[one["hash"], other["hash"]])

    code, said = check_copy(found)
    assert code == 1 and sentence in said, said
