"""From a passkey with which somebody logs in to the key with which they sign."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.record.assertions import EDDSA, ES256, RS256
from articles.record.signers.authority import AuthorityEventKind
from articles.record.signers.signing_keys import SigningKey, base64url, fingerprint
from editorial.accounts.users import User

from .deciding import ask
from .proposals import AuthorityProposal

#: What the record keeps as the reason: it is public, so nobody types it.
OWN_PASSKEY = "The person's own passkey, for signing."
NO_LONGER = "Its owner will not sign with it any more."


@dataclass(frozen=True)
class Passkey:
    """One of somebody's passkeys for logging in, and what is known of it as a signing key.

    `key` is it in the record, `asked` the proposal that waits for an editor, `usable` whether it can sign at all.
    """

    pk: int
    name: str
    details: dict[str, Any]
    key: SigningKey | None
    asked: AuthorityProposal | None

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.details["public_key"]) if self.details["public_key"] else ""


def passkeys_of(user: User) -> list[Passkey]:
    """The passkeys with which somebody logs in, oldest first."""
    own = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    asked = AuthorityProposal.objects.undecided().filter(kind=AuthorityEventKind.KEY_ADDED, user=user)
    waiting = {proposal.details["credential_id"]: proposal for proposal in asked}
    keys = {key.credential_id: key for key in SigningKey.objects.filter(user=user)}
    found = []
    for authenticator in own:
        details = _details(WebAuthn(authenticator))
        name = details["credential_id"]
        found.append(Passkey(authenticator.pk, str(authenticator), details, keys.get(name), waiting.get(name)))
    return found


def ask_for_key(user: User, passkey: Passkey, host: str) -> AuthorityProposal:
    """Ask an editor to confirm that somebody signs with this passkey, at this host."""
    person = _person(user)
    details = dict(passkey.details)
    if not details["public_key"]:
        raise ValidationError(_("This passkey is of a kind that signatures cannot be checked with. Add another one."))
    if details.pop("host_hash") != hashlib.sha256(host.encode()).hexdigest():
        raise ValidationError(_("This passkey was made at another address of this site. Add a new one here."))
    about = {"person": person, "user": user, "details": {**details, "rp_id": host}}
    return ask(by=user, kind=AuthorityEventKind.KEY_ADDED, reason=OWN_PASSKEY, **about)


def ask_to_revoke(user: User, key: SigningKey) -> AuthorityProposal:
    """Ask an editor to confirm that somebody's own key signs nothing more."""
    about = {"person": key.person, "user": user, "details": {"credential_id": key.credential_id}}
    return ask(by=user, kind=AuthorityEventKind.KEY_REVOKED, reason=NO_LONGER, **about)


def _person(user: User) -> Any:
    account = getattr(user, "person_account", None)
    if account is None:
        raise ValidationError(_("No person's page is yours yet. Ask the editors to say whose account this is."))
    return account.person


def _details(passkey: WebAuthn) -> dict[str, Any]:
    """What an event will say of a passkey, and the hash of the host that it was made for."""
    device = passkey.authenticator_data
    credential = device.credential_data
    return {
        "credential_id": base64url(credential.credential_id),
        "public_key": base64url(_in_der(credential.public_key)),
        "algorithm": credential.public_key[3],
        "host_hash": device.rp_id_hash.hex(),
    }


def _in_der(cose: dict[int, Any]) -> bytes:
    """A public key as SubjectPublicKeyInfo, which browsers and OpenSSL read; empty for a kind that we cannot check."""
    number = int.from_bytes
    public: PublicKeyTypes
    if cose[3] == ES256:
        public = EllipticCurvePublicNumbers(number(cose[-2], "big"), number(cose[-3], "big"), SECP256R1()).public_key()
    elif cose[3] == EDDSA:
        public = Ed25519PublicKey.from_public_bytes(cose[-2])
    elif cose[3] == RS256:
        public = RSAPublicNumbers(number(cose[-2], "big"), number(cose[-1], "big")).public_key()
    else:
        return b""
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
