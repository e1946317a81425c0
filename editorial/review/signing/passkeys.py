"""The passkeys with which somebody signs, and whether a signature is one of theirs."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from articles.record.assertions import Assertion, PublicKey, assertion_finding
from articles.record.signers.authority import SigningRule
from articles.record.signers.signing_keys import SigningKey
from editorial.accounts.users import User


def signs_by_passkey() -> bool:
    """Whether people are asked for their passkey when they sign. PostgreSQL has the last word about it."""
    return settings.SIGNING == SigningRule.PASSKEY


def passkey_finding(user: User, assertion: Assertion, said: str, origin: str) -> str:
    """What is wrong with a passkey signature of the user's, as a code of a refusal; empty when it fits."""
    key = SigningKey.objects.standing().filter(user=user, credential_id=assertion["id"]).first()
    if key is None:
        return "key_not_standing"
    return assertion_finding(assertion, PublicKey(key.public_key, key.algorithm, key.rp_id), said, origin=origin)


def asked_of_browser(user: User, host: str, says: dict[str, Any]) -> dict[str, Any]:
    """What `sign_with_passkey.js` needs: for which host and with which keys to sign, and what. No keys: they cannot."""
    keys = SigningKey.objects.standing().of(user).filter(rp_id=host) if signs_by_passkey() else []
    return {"host": host, "keys": [key.credential_id for key in keys], "says": says}
