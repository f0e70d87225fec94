"""Is the process alive, is it ready to serve: asked without signing in, answered without detail."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

from fastapi import APIRouter
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse

router = APIRouter(include_in_schema=False)

Check: TypeAlias = Callable[[Engine, str], bool]


@router.get("/livez")
async def check_alive() -> JSONResponse:
    """Answer as long as the process can answer at all."""
    return JSONResponse({"status": "alive"})


@router.get("/readyz")
def check_ready(request: Request) -> JSONResponse:
    """Name what this service depends on and whether it is there."""
    state = request.app.state
    results = {name: _holds(check, state.engine, state.name) for name, check in CHECKS.items()}
    ready = all(results.values())
    return JSONResponse(
        {
            "status": "ready" if ready else "unavailable",
            **{name: "ok" if good else "unavailable" for name, good in results.items()},
        },
        status_code=200 if ready else 503,
    )


def _holds(check: Check, engine: Engine, service: str) -> bool:
    try:
        return check(engine, service)
    except SQLAlchemyError:
        return False


def _database_answers(engine: Engine, _: str) -> bool:
    with engine.connect() as connection:
        return connection.scalar(text("SELECT true")) is True


def _is_migrated(engine: Engine, service: str) -> bool:
    """Say whether the schema is at the newest revision that this release knows."""
    newest = newest_revision(service)
    if newest is None:
        return True
    with engine.connect() as connection:
        return newest in connection.scalars(text("SELECT version_num FROM alembic_version")).all()


def newest_revision(service: str) -> str | None:
    """Return the number of the last migration of a service; they are numbered files, 0001_…py."""
    package = find_spec(f"services.{service}") if service else None
    if package is None or not package.submodule_search_locations:
        return None
    files = Path(package.submodule_search_locations[0], "migrations").glob("[0-9]*_*.py")
    return max((file.name.partition("_")[0] for file in files), default=None)


CHECKS: dict[str, Check] = {"database": _database_answers, "migrations": _is_migrated}
