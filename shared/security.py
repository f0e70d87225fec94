"""Who is calling: the check of access tokens, and what a route asks of its caller."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Annotated, Any

import jwt
from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from shared.errors import Forbidden, Unauthenticated, Unavailable
from shared.roles import IN_CHINESE, Role
from shared.settings import Settings
from shared.text import Text

__all__ = ["Allowance", "Caller", "InvalidToken", "NoToken", "Role", "Tokens", "allowed"]

log = logging.getLogger(__name__)

ALGORITHMS = {"RSA": "RS256", "EC": "ES256"}  # one per kind of key, so that none can be swapped
HEADER_MEMBERS = {"alg", "kid", "typ"}  # jwk, jku, x5u and crit have no meaning here: refused
TOKEN_TYPES = {None, "jwt", "at+jwt"}
LONGEST_TOKEN = 8192
LONGEST_LIFE_SECONDS = 24 * 3600
LEEWAY_SECONDS = 60
KEYS_CHECKED_EVERY_SECONDS = 10
KEPT_TOKENS = 2048


@dataclass(frozen=True, slots=True)
class Caller:
    """The account behind a request; it sees nothing outside the subtree of `division_code`."""

    subject: str
    roles: frozenset[Role]
    division_code: str
    department: str | None
    token: str = field(repr=False)

    @property
    def role(self) -> Role:
        """The first of the caller's roles, in the order of `Role`."""
        return next(role for role in Role if role in self.roles)

    def may(self, *roles: Role) -> bool:
        """Say whether the caller holds one of these roles."""
        return not self.roles.isdisjoint(roles)


class _Claims(BaseModel):
    """What a token must say, in exactly these types."""

    model_config = ConfigDict(strict=True)

    sub: Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,255}$")]
    iat: int
    exp: int
    typ: str | None = None
    roles: list[str] = Field(max_length=50)
    division: Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
    department: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None


class _KeySet(BaseModel):
    """What an issuer publishes (RFC 7517)."""

    keys: list[dict[str, Any]]


class InvalidToken(Unauthenticated):
    """The token does not hold; the answer does not say which check it failed."""

    def __init__(self) -> None:
        super().__init__(
            Text("登录凭证无效或已过期。", "The access token is not valid, or no longer."),
            needed=Text(
                "重新登录,换取新的凭证后再试。", "Sign in again and repeat with the new token."
            ),
        )


class NoToken(Unauthenticated):
    """The request carries no token."""

    def __init__(self) -> None:
        super().__init__(
            Text("需要登录。", "Sign in first."),
            needed=Text(
                "在 Authorization 头中带上“Bearer <凭证>”。",
                "Send the header Authorization: Bearer <token>.",
            ),
        )


class Tokens:
    """Checks access tokens against the issuer's public keys, read from a file by key id."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keys: dict[str, jwt.PyJWK] = {}
        self._keys_version: int | None = None
        self._looked_at = float("-inf")
        self._known: OrderedDict[str, tuple[Caller, int]] = OrderedDict()

    def caller(self, token: str) -> Caller:
        """Return whom the token names, or refuse it."""
        self._refresh_keys()
        known = self._known.get(token)
        if known is None:
            known = self._verify(token)
            self._known[token] = known
            if len(self._known) > KEPT_TOKENS:
                self._known.popitem(last=False)
        caller, expires_at = known
        if expires_at + LEEWAY_SECONDS <= time.time():
            self._known.pop(token, None)
            raise InvalidToken
        return caller

    def _verify(self, token: str) -> tuple[Caller, int]:
        if len(token) > LONGEST_TOKEN:
            raise InvalidToken
        try:
            key = self._key_of(jwt.get_unverified_header(token))
            payload = jwt.decode(
                token,
                key,
                algorithms=[key.algorithm_name],
                issuer=self._settings.token_issuer,
                audience=self._settings.token_audience,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
            claims = _Claims.model_validate(payload)
        except (jwt.InvalidTokenError, ValidationError, RecursionError):
            raise InvalidToken from None
        if claims.exp - claims.iat > LONGEST_LIFE_SECONDS or claims.typ not in {None, "Bearer"}:
            raise InvalidToken
        roles = frozenset(role for role in Role if role in claims.roles)
        if not roles:
            raise InvalidToken
        caller = Caller(claims.sub, roles, claims.division, claims.department, token)
        return caller, claims.exp

    def _key_of(self, header: dict[str, Any]) -> jwt.PyJWK:
        kind = header.get("typ")
        if not HEADER_MEMBERS.issuperset(header) or not isinstance(kind, str | None):
            raise InvalidToken
        key = self._keys.get(str(header.get("kid")))
        if key is None or (kind and kind.lower()) not in TOKEN_TYPES:
            raise InvalidToken
        return key

    def _refresh_keys(self) -> None:
        """Read the keys again when their file has changed; keep the last good ones otherwise."""
        if time.monotonic() - self._looked_at < KEYS_CHECKED_EVERY_SECONDS:
            return
        path = self._settings.token_keys_file
        try:
            version = path.stat().st_mtime_ns
            if version != self._keys_version:
                self._keys = _read_keys(path.read_bytes())
                self._keys_version = version
                self._known.clear()
        except (OSError, ValueError, jwt.PyJWTError):
            log.warning("The issuer's keys cannot be read; the last good ones stay in use")
        if not self._keys:
            raise Unavailable(
                Text("暂时无法核验登录凭证。", "Access tokens cannot be checked at the moment."),
                needed=Text("稍后重试。", "Try again later."),
            )
        self._looked_at = time.monotonic()


def _read_keys(document: bytes) -> dict[str, jwt.PyJWK]:
    """Return the signing keys of a JWK set by key id; kinds that we do not accept are left out."""
    keys = {
        key["kid"]: jwt.PyJWK(key, algorithm=ALGORITHMS[key["kty"]])
        for key in _KeySet.model_validate_json(document).keys
        if key.get("kty") in ALGORITHMS and key.get("use", "sig") == "sig" and "kid" in key
    }
    if not keys:
        raise ValueError("no signing key in the set")
    return keys


@dataclass(frozen=True, slots=True)
class Allowance:
    """The dependency behind `allowed`: returns the caller, or refuses."""

    roles: frozenset[Role]

    async def __call__(self, request: Request) -> Caller:
        """Check the token, then the role; async, so that no thread is taken for it."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise NoToken
        tokens: Tokens = request.app.state.tokens
        caller = tokens.caller(token.strip())
        held = self.roles & caller.roles
        if not held:
            fit = [role for role in Role if role in self.roles]
            raise Forbidden(
                Text("您的角色不能进行这项操作。", "Your role may not do this."),
                needed=Text(
                    f"由具有以下角色之一的人员办理:{'、'.join(IN_CHINESE[role] for role in fit)}。",
                    f"Someone with one of these roles must do it: {', '.join(fit)}.",
                ),
            )
        request.state.caller = caller
        request.state.acting_role = next(role for role in Role if role in held)
        return caller


def allowed(*roles: Role) -> Any:
    """Return the dependency that lets callers with one of these roles pass.

    `CityOrg = Annotated[Caller, allowed(Role.CITY_ORG)]`
    """
    return Depends(Allowance(frozenset(roles)))
