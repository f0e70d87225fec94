"""What becomes of everything that is raised: each has one status, one shape and no secrets."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from psycopg.errors import UniqueViolation
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from shared.errors import Conflict, Invalid, Kind, Malformed, Refusal, Stale, TooLarge, Unavailable
from shared.text import Text
from shared.web.idempotency import Replayed
from shared.web.problems import problem
from shared.web.validation import invalid_input

log = logging.getLogger(__name__)


class NoSuchAddress(Refusal):
    """There is no route here."""

    kind = Kind.NOT_FOUND
    code = "NOT-FOUND"


class MethodNotAllowed(Refusal):
    """The route is there, for other methods."""

    kind = Kind.MALFORMED
    code = "METHOD-NOT-ALLOWED"


class Internal(Refusal):
    """A bug: the caller is told nothing but where to find it in the log."""

    code = "INTERNAL"


async def refuse(request: Request, refusal: Refusal) -> Response:
    """Answer with the refusal."""
    return problem(request, refusal)


async def replay(_: Request, replayed: Replayed) -> Response:
    """Give the answer that was given before."""
    return replayed.response


async def refuse_input(request: Request, error: RequestValidationError) -> Response:
    """Name each place of the input that is wrong."""
    return problem(request, invalid_input(error.errors()))


async def refuse_request(request: Request, error: HTTPException) -> Response:
    """Turn what the framework refuses into our shape."""
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allow = ", ".join(sorted(_methods_at(request)))
        says = Text("这个地址不接受这种方法。", "This address does not take this method.")
        needed = Text(f"可用的方法:{allow}。", f"It takes: {allow}.")
        refusal: Refusal = MethodNotAllowed(says, needed=needed)
        return problem(request, refusal, status=error.status_code, headers={"Allow": allow})
    if error.status_code == HTTPStatus.NOT_FOUND:
        refusal = NoSuchAddress(Text("没有这个地址。", "There is nothing at this address."))
    elif error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        refusal = TooLarge(Text("请求过大。", "The request is too large."))
    else:
        refusal = Malformed(Text("请求无法读取。", "The request cannot be read."))
    return problem(request, refusal, status=error.status_code, headers=error.headers)


async def refuse_stale(request: Request, _: StaleDataError) -> Response:
    """Someone else changed the row between our reading and our writing."""
    return problem(request, Stale())


async def refuse_value(request: Request, error: DataError) -> Response:
    """Refuse a value that the database cannot hold; the schema should have refused it first."""
    log.warning("The database refused a value (%s)", type(error.orig).__name__)
    says = Text("有一个值超出了可以记录的范围。", "A value is outside what can be recorded.")
    return problem(request, Invalid(says))


async def refuse_duplicate(request: Request, error: IntegrityError) -> Response:
    """Two callers recorded the same thing at once: the second is told. Anything else is a bug."""
    if not isinstance(error.orig, UniqueViolation):
        return await break_down(request, error)
    says = Text("同样的记录已经存在。", "There is such a record already.")
    needed = Text("核对编号;要更正的,修改原记录。", "Check its reference, or correct that record.")
    return problem(request, Conflict(says, code="ALREADY-RECORDED", needed=needed))


async def refuse_for_now(request: Request, error: DBAPIError | PoolTimeoutError) -> Response:
    """Ask to come back: the database is away, busy, or took a lock from us."""
    log.warning("The database did not answer (%s)", type(error.__cause__ or error).__name__)
    says = Text("数据库暂时没有应答。", "The database does not answer at the moment.")
    needed = Text("稍候用同一个键重试。", "Repeat it with the same key in a moment.")
    return problem(request, Unavailable(says, needed=needed))


async def break_down(request: Request, error: Exception) -> Response:
    """Log the bug with its stack and tell the caller nothing of it."""
    log.error("A request failed", exc_info=error)
    says = Text("系统出现故障,本次操作没有生效。", "Something broke; nothing has been changed.")
    needed = Text(
        "把 trace_id 告诉维护人员。", "Give the trace_id to whoever maintains the system."
    )
    return problem(request, Internal(says, needed=needed), status=500)


def _methods_at(request: Request) -> set[str]:
    """Return every method that some route takes at this address, HEAD where there is GET."""
    methods: set[str] = set()
    for route in iter_route_contexts(request.app.routes):
        if route.matches(request.scope)[0] is not Match.NONE:
            methods |= route.methods or set()
    return methods | {"HEAD"} if "GET" in methods else methods


HANDLERS: Mapping[
    int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]
] = {
    Refusal: refuse,
    Replayed: replay,
    RequestValidationError: refuse_input,
    HTTPException: refuse_request,
    StaleDataError: refuse_stale,
    DataError: refuse_value,
    IntegrityError: refuse_duplicate,
    OperationalError: refuse_for_now,
    InterfaceError: refuse_for_now,
    PoolTimeoutError: refuse_for_now,
    Exception: break_down,
}
