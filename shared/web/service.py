"""How a service's API process is put together; `create_service` is all that `app.py` calls."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Annotated, Any

import anyio
import anyio.to_thread
from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.routing import APIRoute
from fastapi.telemetry import TelemetryConfig
from sqlalchemy.orm import Session, sessionmaker
from starlette.types import ASGIApp

from shared.database import make_engine, make_sessions
from shared.logs import configure_logs
from shared.security import Tokens
from shared.settings import Settings
from shared.text import Text
from shared.web import docs, health, metrics
from shared.web.answers import API
from shared.web.catalogue import GENERAL
from shared.web.handlers import HANDLERS
from shared.web.limits import MOST_FIELDS, MOST_FILES, Limits
from shared.web.openapi import describe
from shared.web.parameters import known_parameters, refuse_unknown_parameters
from shared.web.problems import Problem, ProblemPage
from shared.web.retention import forget_answers
from shared.web.trace import Trace

TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,  # they would hold exception messages
    "operation_spans": False,  # they halve the throughput
}


async def _sessions(request: Request) -> sessionmaker[Session]:
    sessions: sessionmaker[Session] = request.app.state.sessions
    return sessions


Sessions = Annotated[sessionmaker[Session], Depends(_sessions)]


class Service(FastAPI):
    """A FastAPI application that describes itself our way, inside our outermost layers."""

    def build_middleware_stack(self) -> ASGIApp:
        """Put limits and trace around everything, so that no answer can bypass them."""
        limited = Limits(super().build_middleware_stack(), self.state.settings)
        return Trace(limited, self.state.requests)

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document, completed with what the conventions say."""
        if not self.openapi_schema:
            self.openapi_schema = describe(self, super().openapi())
        return self.openapi_schema


def create_service(
    name: str,
    settings: Settings,
    *,
    title: Text,
    description: Text,
    routers: Sequence[APIRouter],
    problems: Mapping[str, ProblemPage] | None = None,
) -> FastAPI:
    """Return the application of one service: its routers below /api/v1, and all that is shared.

    `problems` are the pages of the codes that only this service answers with. One whose refusals
    tell more than others' sets its own form of the problem in `state.problem_form`.
    """
    configure_logs(settings)
    app = Service(
        title=f"{title.zh} {title.en}",
        description=f"{description.zh}\n\n{description.en}",
        version="1.0",
        openapi_url=None,
        redirect_slashes=False,
        max_body_size=settings.upload_limit_bytes,
        form_limits={"max_files": MOST_FILES, "max_fields": MOST_FIELDS},
        generate_unique_id_function=_operation_id,
        telemetry=TELEMETRY,
        exception_handlers=dict(HANDLERS),
        lifespan=_lifespan,
    )
    app.state.name = name
    app.state.settings = settings
    app.state.engine = make_engine(settings)
    app.state.sessions = make_sessions(app.state.engine)
    app.state.tokens = Tokens(settings)
    app.state.requests = metrics.Requests()
    app.state.problem_form = Problem
    app.state.problems = {**GENERAL, **(problems or {})}
    for router in routers:
        app.include_router(router, prefix=API, dependencies=[Depends(refuse_unknown_parameters)])
    app.include_router(health.router)
    app.include_router(metrics.router)
    app.include_router(docs.router)
    app.state.parameters = known_parameters(app.routes)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Keep threads in step with connections: one more thread would only wait for a connection."""
    limiter = anyio.to_thread.current_default_thread_limiter()
    limiter.total_tokens = app.state.settings.pool_size
    async with anyio.create_task_group() as background:
        background.start_soon(forget_answers, app.state.sessions)
        yield
        background.cancel_scope.cancel()
    app.state.engine.dispose()


def _operation_id(route: APIRoute) -> str:
    """Return the name of the route's function: a verb and a noun."""
    return route.name
