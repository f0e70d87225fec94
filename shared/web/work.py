"""A command's transaction: once per key, checked against the version read, answered inside."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Annotated, Any, BinaryIO

from fastapi import Depends, Request
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from shared.context import Cause, acting
from shared.crash import crash_point
from shared.database import Sessions as SessionFactory
from shared.errors import Conflict, Invalid, Malformed, PreconditionRequired, Stale
from shared.security import Caller
from shared.text import Text
from shared.web.answers import API, json_response, names_version

# One round trip: take the lock of this key and look for the answer that was given before.
# Should a rival commit between the two, the primary key stops the second insert in `_keep`.
OPEN = text("""
    SELECT pg_try_advisory_xact_lock(:lock) AS locked, fingerprint, status, headers, body
    FROM (SELECT 1) AS one LEFT JOIN idempotency_keys ON caller = :caller AND key = :key
""")
KEEP = text("""
    INSERT INTO idempotency_keys (caller, key, fingerprint, status, headers, body, created_at)
    VALUES (:caller, :key, :fingerprint, :status, CAST(:headers AS jsonb), :body, now())
    ON CONFLICT DO NOTHING RETURNING key
""")
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


class Replayed(Exception):
    """Ends a command before it starts: it was answered before, and this is the answer."""

    def __init__(self, response: Response) -> None:
        super().__init__("answered before")
        self.response = response


class Work:
    """One command of one caller. Use inside the route: `with work.begin() as session:`."""

    def __init__(
        self, request: Request, sessions: SessionFactory, content: bytes | FormData
    ) -> None:
        self._request = request
        self._sessions = sessions
        self._content = content
        self._key = _key_of(request)
        self._session: Session | None = None
        self._fingerprint = ""
        self._answered = False

    @property
    def caller(self) -> Caller:
        """Who asks; known once the route's dependencies are resolved."""
        caller: Caller = self._request.state.caller
        return caller

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Open the transaction; it commits at the end of the block and not if the block raises.

        Events published inside carry the caller, the role that let the call pass and the trace id.
        """
        with acting(self._cause()), self._sessions() as session:
            self._session = session
            if self._key:
                self._fingerprint = _fingerprint(self._request, self._content)
                self._take_key(session)
            yield session
            if self._key and not self._answered:
                raise RuntimeError("a command must end with work.answer()")
            crash_point("before_commit")
            session.commit()
            crash_point("after_commit")

    def expect(self, version: int) -> None:
        """Refuse unless the caller read this version (If-Match). Call it with the row locked."""
        if "if-match" not in self._request.headers:
            raise PreconditionRequired
        self.expect_if_given(version)

    def expect_if_given(self, version: int) -> None:
        """Refuse if the caller names another version; a call that names none may pass."""
        header = self._request.headers.get("if-match")
        if header is not None and not names_version(header, version):
            raise Stale

    def answer(
        self,
        view: BaseModel,
        *,
        status: int = 200,
        version: int | None = None,
        location: str | None = None,
    ) -> Response:
        """Return the answer, stored under the request's key in the same transaction.

        `version` becomes the ETag; `location` is a path below /api/v1.
        """
        headers: dict[str, str] = {}
        if version is not None:
            headers["ETag"] = f'"{version}"'
        if location is not None:
            headers["Location"] = API + location.removeprefix(API)
        response = json_response(view, status=status, headers=headers)
        if self._key:
            self._keep(response, headers)
        self._answered = True
        return response

    def _cause(self) -> Cause:
        state = self._request.state
        return Cause(
            actor=self.caller.subject,
            actor_role=state.acting_role,
            correlation_id=state.trace_id,
        )

    def _take_key(self, session: Session) -> None:
        name = f"{self._request.app.state.name}\n{self.caller.subject}\n{self._key}"
        lock = int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
        given = {"lock": lock, "caller": self.caller.subject, "key": self._key}
        found = session.execute(OPEN, given).one()
        if found.fingerprint is None:
            if not found.locked:
                raise KeyBusy
            return
        if found.fingerprint != self._fingerprint:
            raise KeyReused
        raise Replayed(_stored_answer(found.status, found.headers, found.body))

    def _keep(self, response: Response, headers: Mapping[str, str]) -> None:
        if self._session is None:
            raise RuntimeError("work.answer() belongs inside work.begin()")
        kept = self._session.execute(
            KEEP,
            {
                "caller": self.caller.subject,
                "key": self._key,
                "fingerprint": self._fingerprint,
                "status": response.status_code,
                "headers": json.dumps(headers),
                "body": bytes(response.body),
            },
        )
        if kept.first() is None:
            raise KeyBusy


async def open_work(request: Request) -> Work:
    """Return the work of this request; its body is read here, where waiting takes no thread."""
    content: bytes | FormData
    if request.headers.get("content-type", "").startswith("multipart/"):
        content = await request.form()
    else:
        content = await request.body()
    return Work(request, request.app.state.sessions, content)


Command = Annotated[Work, Depends(open_work)]


def _key_of(request: Request) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is None and request.method != "POST":
        return None
    if key is None or not KEY.fullmatch(key):
        raise KeyRequired
    return key.strip('"')


def _fingerprint(request: Request, content: bytes | FormData) -> str:
    """Return what tells two requests apart: method, address and body."""
    digest = sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
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
