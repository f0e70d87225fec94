"""The same submission takes effect once: its key, its fingerprint, and the answer it was given."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO

from fastapi import Request
from pydantic import SecretStr
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from shared.database import run
from shared.errors import Conflict, Invalid, Malformed, Unavailable
from shared.text import Text

# One round trip: take the lock of this key and look for the answer that was given before.
# Should a rival commit between the two, the primary key stops the second insert in `_keep`.
OPEN = """
    SELECT pg_try_advisory_xact_lock(%(lock)s) AS locked, fingerprint, status, headers, body
    FROM (SELECT 1) AS one LEFT JOIN idempotency_keys ON caller = %(caller)s AND key = %(key)s
"""
KEEP = """
    INSERT INTO idempotency_keys (caller, key, fingerprint, status, headers, body, created_at)
    VALUES (%(caller)s, %(key)s, %(fingerprint)s, %(status)s,
            CAST(%(headers)s AS jsonb), %(body)s, now())
    ON CONFLICT DO NOTHING RETURNING key
"""
KEY = re.compile(r'"[\x21\x23-\x7e]{1,253}"|[\x21\x23-\x7e]{1,255}')


class KeyRequired(Malformed):
    """Every POST names itself, so that repeating it cannot repeat its effect."""

    code = "IDEMPOTENCY-KEY-REQUIRED"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "提交必须带 Idempotency-Key,长度 1 至 255 个可见字符。",
                "A submission must carry an Idempotency-Key of 1 to 255 visible characters.",
            ),
            needed=Text(
                "为每次新的提交生成一个 UUID;重试时沿用原来的。",
                "Make a new UUID for each new submission; repeat it when trying again.",
            ),
        )


class KeyReused(Invalid):
    """The key belongs to another request."""

    code = "IDEMPOTENCY-KEY-REUSED"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "这个 Idempotency-Key 已用于另一个内容不同的请求。",
                "This Idempotency-Key was used for a request that said something else.",
            ),
            needed=Text("为这次提交换一个新的键。", "Make a new key for this submission."),
        )


class KeyBusy(Conflict):
    """The same request is still being worked on."""

    code = "IDEMPOTENCY-KEY-BUSY"
    retry_after_seconds = 1

    def __init__(self) -> None:
        super().__init__(
            Text("同一请求正在处理中。", "The same request is still being worked on."),
            needed=Text(
                "稍候用同一个键重试,即可得到它的结果。",
                "Repeat it with the same key in a moment to get its answer.",
            ),
        )


class NoFingerprintKey(Unavailable):
    """The service has no key for fingerprints, so it may not keep any."""

    def __init__(self) -> None:
        super().__init__(
            Text("尚未设置提交指纹的密钥。", "The key for fingerprints of submissions is not set."),
            needed=Text("设置 HUANJIE_FINGERPRINT_KEY。", "Set HUANJIE_FINGERPRINT_KEY."),
        )


class Replayed(Exception):
    """Ends a command before it starts: it was answered before, and this is the answer."""

    def __init__(self, response: Response) -> None:
        super().__init__("answered before")
        self.response = response


@dataclass(frozen=True, slots=True)
class Submission:
    """One request under its key, as one caller of one service sent it."""

    service: str
    caller: str
    key: str
    fingerprint: str

    def take(self, session: Session) -> None:
        """Take the key until the transaction ends, or end the command with its earlier answer."""
        name = f"{self.service}\n{self.caller}\n{self.key}"
        lock = int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
        given = {"lock": lock, "caller": self.caller, "key": self.key}
        found = run(session, OPEN, given).one()
        if found.fingerprint is None:
            if not found.locked:
                raise KeyBusy
            return
        if found.fingerprint != self.fingerprint:
            raise KeyReused
        raise Replayed(_stored_answer(found.status, found.headers, found.body))

    def keep(self, session: Session, response: Response, headers: Mapping[str, str]) -> None:
        """Store the answer; it is there if and only if the command's changes are."""
        kept = run(
            session,
            KEEP,
            {
                "caller": self.caller,
                "key": self.key,
                "fingerprint": self.fingerprint,
                "status": response.status_code,
                "headers": json.dumps(headers),
                "body": bytes(response.body),
            },
        )
        if kept.first() is None:
            raise KeyBusy


def key_of(request: Request) -> str | None:
    """Return the request's key; only a POST must have one."""
    key = request.headers.get("idempotency-key")
    if key is None and request.method != "POST":
        return None
    if key is None or not KEY.fullmatch(key):
        raise KeyRequired
    return key.strip('"')


def fingerprint(request: Request, content: bytes | FormData, *, key: SecretStr) -> str:
    """Return what tells two requests apart: method, address and body, digested under a key.

    Without the key a body of few unknowns, an identity number among them, could be found again
    from what is kept by trying them all.
    """
    if not key:
        raise NoFingerprintKey
    line = f"{request.method} {request.scope['path']}?".encode() + request.scope["query_string"]
    digest = hmac.new(key.get_secret_value().encode(), line + b"\n", sha256)
    if isinstance(content, bytes):
        digest.update(content)
        return digest.hexdigest()
    for name, part in content.multi_items():  # the boundary differs each time, the parts do not
        digest.update(f"\n{name}\n".encode())
        if isinstance(part, str):
            digest.update(part.encode())
        else:
            digest.update(f"{part.filename}\n".encode())
            _digest_file(digest, part.file)
    return digest.hexdigest()


def _digest_file(digest: Any, file: BinaryIO) -> None:
    file.seek(0)
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    file.seek(0)


def _stored_answer(status: int, headers: Mapping[str, str], body: bytes) -> Response:
    return Response(
        bytes(body),
        status_code=status,
        headers={**headers, "Idempotent-Replayed": "true"},
        media_type="application/json",
    )
