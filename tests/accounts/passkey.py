"""A passkey in software, for tests: what a device does, without the device."""

import hashlib
import json
import os

from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fido2.cose import CoseKey
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from articles.record.assertions import EDDSA, ES256, RS256
from articles.record.signers.signing_keys import base64url, from_base64url

PRESENT_AND_VERIFIED = 5
MAKE = {
    ES256: lambda: ec.generate_private_key(ec.SECP256R1()),
    EDDSA: ed25519.Ed25519PrivateKey.generate,
    RS256: lambda: rsa.generate_private_key(65537, 2048),
}
HOW = {ES256: [ec.ECDSA(SHA256())], EDDSA: [], RS256: [padding.PKCS1v15(), SHA256()]}


class SoftPasskey:
    """A key of some algorithm for one host. `details` is what an event says of it."""

    def __init__(self, algorithm=ES256, host="testserver"):
        self.algorithm, self.host = algorithm, host
        self.key, self.credential_id = MAKE[algorithm](), base64url(os.urandom(32))

    @property
    def public_key(self):
        return base64url(self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))

    @property
    def details(self):
        return {
            "credential_id": self.credential_id,
            "public_key": self.public_key,
            "algorithm": self.algorithm,
            "rp_id": self.host,
        }

    def registered_by(self, user, name="My phone"):
        """What allauth keeps when somebody adds it for their log-in; itself."""
        WebAuthn.add(user, name, json.loads(self.made_for("AA")))
        return self

    def made_for(self, challenge):
        """What a browser answers to this challenge when the passkey is made."""
        cose = CoseKey.for_alg(self.algorithm).from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(Aaguid.NONE, from_base64url(self.credential_id), cose)
        host = hashlib.sha256(self.host.encode()).digest()
        flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
        device = AuthenticatorData.create(host, flags, 1, credential)
        seen = {"type": "webauthn.create", "challenge": challenge, "origin": f"http://{self.host}"}
        response = {
            "clientDataJSON": base64url(json.dumps(seen).encode()),
            "attestationObject": base64url(AttestationObject.create("none", device, {})),
        }
        named = {"id": self.credential_id, "rawId": self.credential_id, "type": "public-key"}
        return json.dumps({**named, "response": response})

    def sign(self, said, *, flags=PRESENT_AND_VERIFIED, host=None, **seen):
        """The assertion over a text. `seen` is what the browser says otherwise than it should."""
        challenge = base64url(hashlib.sha256(said.encode()).digest())
        origin = f"http://{self.host}"
        browser = json.dumps({"type": "webauthn.get", "challenge": challenge, "origin": origin} | seen).encode()
        device = hashlib.sha256((host or self.host).encode()).digest() + bytes([flags]) + (7).to_bytes(4, "big")
        signature = self.key.sign(device + hashlib.sha256(browser).digest(), *HOW[self.algorithm])
        return {
            "id": self.credential_id,
            "authenticatorData": base64url(device),
            "clientDataJSON": base64url(browser),
            "signature": base64url(signature),
        }
