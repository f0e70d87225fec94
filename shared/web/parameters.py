"""Query parameters that an operation does not know are refused, not passed over in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from fastapi import Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import BaseRoute

from shared.web.validation import invalid_input

Known = Mapping[Callable[..., Any], frozenset[str]]


def known_parameters(routes: Iterable[BaseRoute]) -> Known:
    """Return for each route's function the query parameters that it takes."""
    contexts = iter_route_contexts(list(routes))
    return {route.endpoint: _parameters_of(route) for route in contexts if route.endpoint}


def _parameters_of(route: RouteContext) -> frozenset[str]:
    if not hasattr(route, "dependant"):
        return frozenset()
    elsewhere = {field.alias for field in route.dependant.path_params}
    return frozenset(field.alias for field in get_flat_params(route.dependant)) - elsewhere


async def refuse_unknown_parameters(request: Request) -> None:
    """Refuse a misspelt filter: ignored, it would answer a question that was not asked."""
    if not request.scope["query_string"]:
        return
    known = request.app.state.parameters[request.scope["endpoint"]]
    unknown = [name for name in request.query_params if name not in known]
    if unknown:
        raise invalid_input(
            [{"type": "extra_forbidden", "loc": ("query", name)} for name in unknown]
        )
