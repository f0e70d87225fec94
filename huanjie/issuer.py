"""The development issuer of access tokens: one key pair in the data directory, tokens for a day.

In production an issuer of the organisation's own takes its place; the services see its keys alone.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from huanjie.processes import write_secret
from shared.settings import Settings

ALGORITHM = "ES256"
VALID_SECONDS = 12 * 60 * 60


class Issuer:
    """Signs tokens; the public half of its key lies in `keys_file`, as a JWK set."""

    def __init__(self, directory: Path) -> None:
        settings = Settings()
        self.name = settings.token_issuer
        self.audience = settings.token_audience
        self.keys_file = directory / "jwks.json"
        self._key = _kept_key(directory / "private.pem")
        public = ECAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        self._key_id = sha256(json.dumps(public, sort_keys=True).encode()).hexdigest()[:16]
        named = {**public, "kid": self._key_id, "alg": ALGORITHM, "use": "sig"}
        # A service may be reading the old one, and another stack be starting on the same folder.
        unfinished = directory / f"jwks.unfinished.{os.getpid()}"
        unfinished.write_text(json.dumps({"keys": [named]}))
        unfinished.replace(self.keys_file)

    def issue(
        self, subject: str, roles: Iterable[str], division: str, department: str | None = None
    ) -> str:
        """Return a token that says who the caller is, as what, and for which division."""
        issued_at = int(time.time())
        claims = {
            "iss": self.name,
            "aud": self.audience,
            "sub": subject,
            "iat": issued_at,
            "exp": issued_at + VALID_SECONDS,
            "jti": str(uuid4()),
            "roles": [str(role) for role in roles],
            "division": division,
        } | ({"department": department} if department else {})
        return jwt.encode(claims, self._key, ALGORITHM, headers={"kid": self._key_id})


def _kept_key(file: Path) -> ec.EllipticCurvePrivateKey:
    """Return the private key, made on first use."""
    if file.exists():
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 - written below
        return key
    key = ec.generate_private_key(ec.SECP256R1())
    encoded = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    write_secret(file, encoded.decode())
    return key
