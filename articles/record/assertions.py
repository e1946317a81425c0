"""Signatures that a passkey made (WebAuthn): over what, and whether one fits.

An assertion is what the browser gives: `id` of the key, `authenticatorData`, `clientDataJSON` and `signature`, each in
Base64url. The challenge in it is the SHA-256 of what is signed, as canonical text; `articles/sql/signed_text.sql`
writes the same, and so do the browser, `verify_record.py` and `check_record.js`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from .document import canonical
from .published.legacy import LegacyDecision
from .signed.sign_offs import SignOff
from .signers.authority import AuthorityEvent, AuthorityEventKind
from .signers.signing_keys import base64url, from_base64url

#: What an assertion is in Python.
Assertion = dict[str, str]

ES256, EDDSA, RS256 = -7, -8, -257
PARTS = ("id", "authenticatorData", "clientDataJSON", "signature")
USER_PRESENT, USER_VERIFIED = 1, 4
#: No assertion of a real passkey is longer.
LONGEST = 8000


def said_by_sign_off(sign_off: SignOff) -> str:
    """What the passkey signs of a sign-off."""
    names = ("digest", "kind", "statement", "checklist", "interest_answer", "interests")
    return canonical({"row": "sign_off", "page": sign_off.page_id, **{name: getattr(sign_off, name) for name in names}})


def said_by_event(event: AuthorityEvent) -> str:
    """What the passkey of whoever confirms an event signs of it."""
    people = {"person": event.person_id, "user": event.user_id, "asked_by": event.asked_by_id}
    is_issued = event.kind == AuthorityEventKind.CREDENTIAL_ISSUED  # it gets its number afterwards
    about = {
        "credential": None if is_issued else event.credential_id,
        "topic": event.topic_id,
        "details": event.details,
    }
    return canonical({"row": "authority_event", "kind": str(event.kind), "reason": event.reason, **people, **about})


def said_by_legacy_decision(decision: LegacyDecision) -> str:
    """What the passkey of whoever decides about a batch of imported texts signs of it."""
    about = {name: getattr(decision, name) for name in ("texts", "root", "statement")}
    return canonical({"row": "legacy_decision", "batch": decision.batch_id, **about})


@dataclass(frozen=True)
class PublicKey:
    """What is needed of a signing key to check a signature."""

    public_key: str
    algorithm: int
    rp_id: str


def read(text: str) -> Assertion | None:
    """The assertion in a form's field; None when there is none, or nothing that could be one."""
    try:
        given = json.loads(text) if 0 < len(text) < LONGEST else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict) or not all(isinstance(given.get(name), str) for name in PARTS):
        return None
    return {name: given[name] for name in PARTS}


def assertion_finding(assertion: Any, key: PublicKey, said: str, *, origin: str = "") -> str:
    """What is wrong with an assertion over `said`, as a code of a refusal; empty when it fits.

    `origin` is the address that the browser has to have seen, where that is known.
    """
    try:
        device = from_base64url(assertion["authenticatorData"])
        browser_bytes = from_base64url(assertion["clientDataJSON"])
        browser, signature = json.loads(browser_bytes), from_base64url(assertion["signature"])
        is_get = browser["type"] == "webauthn.get"
    except (KeyError, TypeError, ValueError, RecursionError):
        return "assertion_malformed"
    if not is_get or len(device) < 37:
        return "assertion_malformed"
    if browser.get("challenge") != base64url(hashlib.sha256(said.encode()).digest()):
        return "signed_something_else"
    if device[:32] != hashlib.sha256(key.rp_id.encode()).digest() or (origin and browser.get("origin") != origin):
        return "assertion_of_another_site"
    if ~device[32] & (USER_PRESENT | USER_VERIFIED):
        return "signer_not_verified"
    signed = device + hashlib.sha256(browser_bytes).digest()
    return "" if is_signed(signed, signature, key) else "signature_false"


def is_signed(data: bytes, signature: bytes, key: PublicKey) -> bool:
    """Whether the key's owner signed these bytes."""
    try:
        public = load_der_public_key(from_base64url(key.public_key))
        if isinstance(public, EllipticCurvePublicKey) and (key.algorithm, public.curve.name) == (ES256, "secp256r1"):
            public.verify(signature, data, ECDSA(SHA256()))
        elif isinstance(public, Ed25519PublicKey) and key.algorithm == EDDSA:
            public.verify(signature, data)
        elif isinstance(public, RSAPublicKey) and key.algorithm == RS256:
            public.verify(signature, data, PKCS1v15(), SHA256())
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True
