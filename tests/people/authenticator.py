"""A machine with keys, in software: it answers as a browser would, and as an attacker would."""

import json
import os
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40
Answer = dict[str, Any]


def words(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


@dataclass
class Machine:
    """A machine with one key for one site."""

    host: str = "testserver"
    origin: str = "http://testserver"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    credential: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _data(self, more: int = 0) -> bytes:
        flags = bytes([self.flags | more])
        return sha256(self.host.encode()).digest() + flags + self.count.to_bytes(4, "big")

    def makes(self, challenge: str, kind: str = "webauthn.create") -> Answer:
        """Make a key."""
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))  # type: ignore[no-untyped-call]
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + public
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": self._data(HAS_KEY) + attested})
        return self._answer(
            {"clientDataJSON": words(self._client(kind, challenge)), "attestationObject": words(made)}
        )

    def signs(self, challenge: str, kind: str = "webauthn.get") -> Answer:
        """Sign in."""
        client, data = self._client(kind, challenge), self._data()
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": words(client),
                "authenticatorData": words(data),
                "signature": words(signature),
                "userHandle": words(b"0"),
            }
        )

    def _answer(self, response: dict[str, str]) -> Answer:
        key = words(self.credential)
        return {
            "id": key,
            "rawId": key,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }
