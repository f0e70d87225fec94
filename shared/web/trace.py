"""The outermost layer: a trace id for each request, HEAD from GET, a line of log and a measure."""

from __future__ import annotations

import logging
from http import HTTPMethod, HTTPStatus
from time import perf_counter
from uuid import UUID

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.context import Cause, acting
from shared.database import new_id
from shared.web.metrics import Requests

log = logging.getLogger(__name__)

NO_GUESSING = (b"x-content-type-options", b"nosniff")
METHODS = frozenset(HTTPMethod)  # any other word is the caller's own: it names no series
QUIET = {"/livez", "/readyz", "/metrics"}


class Trace:
    """Gives each request its trace id: the caller's X-Request-ID if it is a UUID, or a new one."""

    def __init__(self, app: ASGIApp, requests: Requests) -> None:
        self.app = app
        self._requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request inside its trace."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        trace_id = _trace_id(scope)
        headless = scope["method"] == "HEAD"
        inner = dict(scope, state={**scope.get("state", {}), "trace_id": trace_id})
        if headless:
            inner["method"] = "GET"
        status = 0
        started = perf_counter()

        async def send_traced(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                named = (b"x-request-id", trace_id.encode())
                message["headers"] = [*message["headers"], named, NO_GUESSING]
            elif headless:
                message["body"] = b""
            await send(message)

        with acting(Cause(correlation_id=trace_id)):
            try:
                await self.app(inner, receive, send_traced)
            except Exception:
                # A bug is logged and answered by now, and raised again for the server to know: it
                # would end the connection under the caller's next request.
                if status != HTTPStatus.INTERNAL_SERVER_ERROR:
                    raise
            finally:
                self._note(inner, status, perf_counter() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        """Write and count what was done, not to what: an address may hold a person's number."""
        if scope["path"] in QUIET:
            return
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        operation = getattr(scope.get("endpoint"), "__name__", "none")
        self._requests.note(method, operation, status, seconds)
        log.info(
            "Request answered",
            extra={
                "method": method,
                "operation": operation,
                "status": status,
                "milliseconds": round(seconds * 1000, 1),
            },
        )


def _trace_id(scope: Scope) -> str:
    """Return the id under which everything about this request can be found.

    Anything but a UUID is replaced: it would be written to every log and event as it stands.
    """
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            try:
                return str(UUID(value.decode("latin-1")))
            except ValueError:
                break
    return str(new_id())
