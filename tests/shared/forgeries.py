"""Tokens written by hand, true and false, for the tests of what checks them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from shared import security
from shared.settings import Settings

DIVISION = "220402001000"
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
FOREIGN_RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FOREIGN_EC = ec.generate_private_key(ec.SECP256R1())
PUBLIC_FORMS = {
    name: RSA_KEY.public_key().public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)
    for name, encoding in (("PEM", Encoding.PEM), ("DER", Encoding.DER))
}
PUBLIC_JWK = json.dumps(RSAAlgorithm.to_jwk(RSA_KEY.public_key(), as_dict=True)).encode()


def key_set(**keys: Any) -> str:
    """Return a JWK set of public keys by id."""
    made = []
    for kid, key in keys.items():
        algorithm = RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else ECAlgorithm
        made.append({**algorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"})
    return json.dumps({"keys": made})


def claims(**changed: Any) -> dict[str, Any]:
    """Return honest claims with some of them changed; None takes a claim out."""
    settings = Settings()
    now = int(time.time())
    honest = {
        "iss": settings.token_issuer,
        "aud": settings.token_audience,
        "sub": "clerk-1",
        "iat": now,
        "exp": now + 3600,
        "roles": ["CLERK"],
        "division": DIVISION,
    }
    return {name: value for name, value in {**honest, **changed}.items() if value is not None}


def signed(payload: Any, key: Any, algorithm: str, header: dict[str, Any]) -> str:
    """Return a token with a true signature, whatever it says."""
    return jwt.PyJWS().encode(json.dumps(payload).encode(), key, algorithm, headers=header)


def rs256(payload: dict[str, Any], key: Any = RSA_KEY, **header: Any) -> str:
    return signed(payload, key, "RS256", {"kid": "rsa", **header})


def es256(payload: dict[str, Any], key: Any = EC_KEY, **header: Any) -> str:
    return signed(payload, key, "ES256", {"kid": "ec", **header})


def part(value: Any) -> str:
    """Return one part of a token, as written by hand."""
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def by_hand(header: Any, payload: Any, signature: bytes = b"") -> str:
    return f"{part(header)}.{part(payload)}.{part(signature)}"


def exchange(token: str, position: int, replacement: str) -> str:
    """Return the token with one of its parts replaced."""
    parts = token.split(".")
    parts[position] = replacement
    return ".".join(parts)


def hs256(secret: bytes, **header: Any) -> str:
    """Return a token whose signature was made with a public key as if it were a secret."""
    content = f"{part({'alg': 'HS256', 'typ': 'JWT', 'kid': 'rsa', **header})}.{part(claims())}"
    return f"{content}.{part(hmac.new(secret, content.encode(), hashlib.sha256).digest())}"


NOW = int(time.time())
DAY = 24 * 3600
FORGERIES = {
    # no signature, or a signature that proves nothing
    "none": by_hand({"alg": "none", "kid": "rsa"}, claims()),
    "None": by_hand({"alg": "None", "kid": "rsa"}, claims()),
    "nOnE with typ": by_hand({"alg": "nOnE", "typ": "JWT", "kid": "ec"}, claims()),
    "no alg": by_hand({"kid": "rsa"}, claims()),
    "null alg": by_hand({"alg": None, "kid": "rsa"}, claims()),
    "list alg": by_hand({"alg": ["RS256"], "kid": "rsa"}, claims()),
    "empty signature rsa": by_hand({"alg": "RS256", "kid": "rsa"}, claims()),
    "empty signature ec": by_hand({"alg": "ES256", "kid": "ec"}, claims()),
    "zero signature ec": by_hand({"alg": "ES256", "kid": "ec"}, claims(), bytes(64)),
    "zero signature rsa": by_hand({"alg": "RS256", "kid": "rsa"}, claims(), bytes(256)),
    "random signature": by_hand({"alg": "RS256", "kid": "rsa"}, claims(), os.urandom(256)),
    "signature cut": rs256(claims())[:-10],
    "signature dropped": rs256(claims()).rpartition(".")[0] + ".",
    "signature absent": rs256(claims()).rpartition(".")[0],
    "claims exchanged": exchange(es256(claims()), 1, part(claims(roles=["AUDITOR"]))),
    "header exchanged": exchange(es256(claims()), 0, part({"alg": "ES256", "kid": "rsa"})),
    # a public key used as a secret
    **{f"HS256 with {form}": hs256(secret) for form, secret in PUBLIC_FORMS.items()},
    "HS256 with jwk text": hs256(PUBLIC_JWK),
    "HS256 with pem, no newline": hs256(PUBLIC_FORMS["PEM"].strip()),
    "HS256 with empty secret": hs256(b""),
    # another algorithm, or another kind of key, than the named key's
    "RS384": jwt.encode(claims(), RSA_KEY, "RS384", headers={"kid": "rsa"}),
    "RS512": jwt.encode(claims(), RSA_KEY, "RS512", headers={"kid": "rsa"}),
    "PS256": jwt.encode(claims(), RSA_KEY, "PS256", headers={"kid": "rsa"}),
    "rsa signature, ec key named": rs256(claims(), kid="ec"),
    "ec signature, rsa key named": es256(claims(), kid="rsa"),
    "says ES256, signed with rsa": exchange(
        rs256(claims()), 0, part({"alg": "ES256", "kid": "ec"})
    ),
    # a key of the forger's
    "foreign rsa": rs256(claims(), FOREIGN_RSA),
    "foreign ec": es256(claims(), FOREIGN_EC),
    "embedded jwk": es256(
        claims(), FOREIGN_EC, jwk=ECAlgorithm.to_jwk(FOREIGN_EC.public_key(), as_dict=True)
    ),
    "honest with embedded jwk": es256(
        claims(), jwk=ECAlgorithm.to_jwk(EC_KEY.public_key(), as_dict=True)
    ),
    "jku": es256(claims(), FOREIGN_EC, jku="http://127.0.0.1:9/jwks.json"),
    "honest with jku": es256(claims(), jku="http://127.0.0.1:9/jwks.json"),
    "x5u": es256(claims(), FOREIGN_EC, x5u="http://127.0.0.1:9/cert.pem"),
    "x5c": es256(claims(), FOREIGN_EC, x5c=["MIIB"]),
    # the key's id as something else
    "unknown kid": rs256(claims(), FOREIGN_RSA, kid="other"),
    "no kid": jwt.encode(claims(), RSA_KEY, "RS256"),
    "empty kid": rs256(claims(), kid=""),
    "kid as path": rs256(claims(), FOREIGN_RSA, kid="../../../../dev/null"),
    "kid as file": hs256(b"", kid="/dev/null"),
    "kid as sql": rs256(claims(), FOREIGN_RSA, kid="x' UNION SELECT 'key"),
    "kid as url": rs256(claims(), FOREIGN_RSA, kid="http://127.0.0.1:9/key"),
    "kid as number": by_hand({"alg": "RS256", "kid": 1}, claims(), b"x"),
    "kid as list": by_hand({"alg": "RS256", "kid": ["rsa"]}, claims(), b"x"),
    # header members with a meaning
    "unknown crit": es256(claims(), crit=["exp"]),
    "empty crit": by_hand({"alg": "ES256", "kid": "ec", "crit": []}, claims(), b"x"),
    "crit b64": es256(claims(), crit=["b64"], b64=True),
    "compressed": es256(claims(), zip="DEF"),
    "nested": es256(claims(), cty="JWT"),
    # other kinds of token
    "id token type": es256(claims(typ="ID")),
    "refresh token type": es256(claims(typ="Refresh")),
    "logout token": es256(claims(), typ="logout+jwt"),
    "dpop proof": es256(claims(), typ="dpop+jwt"),
    "typ as list": by_hand({"alg": "ES256", "kid": "ec", "typ": ["JWT"]}, claims(), b"x"),
    # another issuer, another audience
    "wrong issuer": es256(claims(iss="https://issuer.example")),
    "issuer with slash": es256(claims(iss=Settings().token_issuer + "/")),
    "issuer as list": es256(claims(iss=[Settings().token_issuer])),
    "no issuer": es256(claims(iss=None)),
    "wrong audience": es256(claims(aud="account")),
    "audience as prefix": es256(claims(aud="huanjie-admin")),
    "no audience": es256(claims(aud=None)),
    "empty audience": es256(claims(aud=[])),
    # time
    "expired": es256(claims(iat=NOW - 7200, exp=NOW - 3600)),
    "expired just past the leeway": es256(claims(iat=NOW - 7200, exp=NOW - 62)),
    "no expiry": es256(claims(exp=None)),
    "expiry as text": es256(claims(exp="tomorrow")),
    "expiry as digits": es256(claims(exp=str(NOW + 3600))),
    "expiry as fraction": es256(claims(exp=NOW + 3600.5)),
    "expiry true": es256(claims(exp=True)),
    "far future": es256(claims(exp=NOW + 10 * 365 * DAY)),
    "beyond all dates": es256(claims(exp=10**18)),
    "infinite": by_hand({"alg": "ES256", "kid": "ec"}, b'{"exp": Infinity}', b"x"),
    "issued in the future": es256(claims(iat=NOW + 600, exp=NOW + 3600)),
    "not yet valid": es256(claims(nbf=NOW + 600)),
    "no time of issue": es256(claims(iat=None)),
    # claims
    "no subject": es256(claims(sub=None)),
    "empty subject": es256(claims(sub="")),
    "subject with line break": es256(claims(sub="clerk\nadmin")),
    "no roles": es256(claims(roles=None)),
    "empty roles": es256(claims(roles=[])),
    "unknown roles": es256(claims(roles=["GOD"])),
    "roles as text": es256(claims(roles="CLERK")),
    "roles as map": es256(claims(roles={"CLERK": True})),
    "no division": es256(claims(division=None)),
    "division as pattern": es256(claims(division="2204%")),
    "division as number": es256(claims(division=220402001000)),
    "division too short": es256(claims(division="2204")),
    "division in other digits": es256(claims(division="22040200100१")),
    "division with line break": es256(claims(division="220402001000\n")),
    "empty department": es256(claims(department="")),
    "department as list": es256(claims(department=["公安局"])),
    # not tokens at all
    "empty": "",
    "dots": "..",
    "many dots": "." * 1000,
    "text": "token",
    "not base64": "ä.ö.ü",
    "payload not json": by_hand({"alg": "ES256", "kid": "ec"}, b"not json", b"x"),
    "payload a list": by_hand({"alg": "ES256", "kid": "ec"}, b"[]", b"x"),
    "header a list": by_hand([], claims(), b"x"),
    "header deep": by_hand(b"[" * 5000 + b"]" * 5000, claims(), b"x"),
    "encrypted form": "a.b.c.d.e",
    "one megabyte": es256(claims(note="x" * (1 << 20))),
    "just too long": es256(claims(note="x" * security.LONGEST_TOKEN)),
    "NUL inside": es256(claims()) + "\0",
}
