"""A command's transaction: once per key, checked against the version read, answered inside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import Depends, Request
from pydantic import BaseModel
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from shared.context import Cause, acting
from shared.crash import crash_point
from shared.database import Sessions as SessionFactory
from shared.errors import PreconditionRequired, Stale
from shared.security import Caller
from shared.settings import Settings
from shared.web.answers import API, json_response, names_version
from shared.web.idempotency import Submission, fingerprint, key_of
from shared.web.limits import MOST_FIELDS, MOST_FILES


class Work:
    """One command of one caller. Use inside the route: `with work.begin() as session:`."""

    def __init__(
        self, request: Request, sessions: SessionFactory, content: bytes | FormData
    ) -> None:
        self._request = request
        self._sessions = sessions
        self._content = content
        self._submission: Submission | None = None
        self._session: Session | None = None
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
            key = key_of(self._request)
            if key is not None:
                self._submission = self._submit(key)
                self._submission.take(session)
            yield session
            if self._submission and not self._answered:
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
        if self._session is None:
            raise RuntimeError("work.answer() belongs inside work.begin()")
        if self._submission:
            self._submission.keep(self._session, response, headers)
        self._answered = True
        return response

    def _submit(self, key: str) -> Submission:
        return Submission(
            service=self._request.app.state.name,
            caller=self.caller.subject,
            key=key,
            fingerprint=self._fingerprint(),
        )

    def _fingerprint(self) -> str:
        settings: Settings = self._request.app.state.settings
        return fingerprint(self._request, self._content, key=settings.fingerprint_key)

    def _cause(self) -> Cause:
        state = self._request.state
        return Cause(
            actor=self.caller.subject,
            actor_role=state.acting_role,
            correlation_id=state.trace_id,
        )


async def open_work(request: Request) -> Work:
    """Return the work of this request; its body is read here, where waiting takes no thread."""
    content: bytes | FormData
    if request.headers.get("content-type", "").startswith("multipart/"):
        content = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS)
    else:
        content = await request.body()
    return Work(request, request.app.state.sessions, content)


Command = Annotated[Work, Depends(open_work)]
