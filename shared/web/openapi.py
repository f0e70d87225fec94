"""Completes the OpenAPI document with what the conventions say about every operation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts
from pydantic.json_schema import models_json_schema

from shared.security import Allowance, Role
from shared.web.answers import API
from shared.web.problems import Problem
from shared.web.work import open_work

SCHEMA = "#/components/schemas/{model}"
SENTENCE = re.compile(r"^.*?[.。](?=\s|$)", re.DOTALL)

ALWAYS = (400, 422, 500, 503)
SIGNED_IN = (401, 403)
ADDRESSED = (404,)
COMMAND = (409, 413)
VERSIONED = (412, 428)

IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Names this submission; repeating it with the same key gives the same answer.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "example": "0190a6f2-5c1e-7d3a-9f00-2b6d1c8e4a55",
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The ETag of the version that was read.",
    "schema": {"type": "string"},
    "example": '"3"',
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of the version that the caller has.",
    "schema": {"type": "string"},
}
HEADERS = {
    "ETag": "The version of the record.",
    "Idempotent-Replayed": "true when this is the answer that was given before.",
    "Link": 'The next page: rel="next".',
    "Location": "The address of what was made.",
}


def describe(app: FastAPI, document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with problems, headers, roles and summaries filled in."""
    components = document.setdefault("components", {})
    schemas: dict[str, Any] = components.setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    form = app.state.problem_form
    _, described = models_json_schema([(form, "serialization")], ref_template=SCHEMA)
    schemas.update(described["$defs"])
    components["responses"] = {f"Problem{status}": _problem(status, form) for status in _STATUSES}
    components["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    }
    document["servers"] = [{"url": "/"}]
    for route in iter_route_contexts(app.routes):
        for method in route.methods or ():
            operation = document["paths"].get(route.path_format, {}).get(method.lower())
            if operation is not None:
                _complete(operation, route, method)
    return document


def _complete(operation: dict[str, Any], route: RouteContext, method: str) -> None:
    """Add to one operation what its dependencies and its code tell about it."""
    dependencies = list(_dependencies(route.dependant))
    statuses = set(ALWAYS)
    path = str(route.path_format)
    _summarise(operation)
    operation.setdefault("tags", [path.removeprefix(API).split("/")[1]])
    roles = [found.roles for found in dependencies if isinstance(found, Allowance)]
    if roles:
        statuses.update(SIGNED_IN)
        _name_roles(operation, frozenset.union(*roles))
    if roles or "{" in path:  # what lies outside the caller's division does not exist
        statuses.update(ADDRESSED)
    if open_work in dependencies:
        statuses.update(COMMAND)
        _add_parameter(operation, {**IDEMPOTENCY_KEY, "required": method == "POST"})
        _add_headers(operation, "ETag", "Idempotent-Replayed")
        if operation["responses"].keys() & {"201", "202"}:
            _add_headers(operation, "Location")
    statuses.update(_follow_code(operation, route))
    operation["responses"].update(
        {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in statuses}
    )
    operation["responses"] = dict(sorted(operation["responses"].items()))


def _dependencies(dependant: Dependant) -> Iterator[Any]:
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from _dependencies(dependency)


def _summarise(operation: dict[str, Any]) -> None:
    """Take the first sentence of the docstring as the summary."""
    description = operation.get("description", "")
    sentence = SENTENCE.match(description)
    summary = " ".join((sentence[0] if sentence else description).split())
    if summary:
        operation["summary"] = summary


def _name_roles(operation: dict[str, Any], roles: frozenset[Role]) -> None:
    names = [role.value for role in Role if role in roles]
    operation["security"] = [{"bearer": names}]
    who = "any role" if len(names) == len(Role) else ", ".join(names)
    operation["description"] = f"{operation.get('description', '')}\n\nRoles: {who}.".strip()


def _follow_code(operation: dict[str, Any], route: RouteContext) -> tuple[int, ...]:
    """Declare what the names used in the route's code imply, so that the two cannot disagree."""
    names = getattr(getattr(route.endpoint, "__code__", None), "co_names", ())
    if "answer_read" in names:
        _add_parameter(operation, IF_NONE_MATCH)
        _add_headers(operation, "ETag")
        operation["responses"]["304"] = {"description": "The caller has this version."}
    if "answer_page" in names:
        _add_headers(operation, "Link")
    if "expect" in names or "expect_if_given" in names:
        _add_parameter(operation, {**IF_MATCH, "required": "expect" in names})
        return VERSIONED
    return ()


def _add_parameter(operation: dict[str, Any], parameter: Mapping[str, Any]) -> None:
    operation.setdefault("parameters", []).append(dict(parameter))


def _add_headers(operation: dict[str, Any], *names: str) -> None:
    for status, response in operation["responses"].items():
        if status.startswith("2"):
            headers = response.setdefault("headers", {})
            for name in names:
                headers[name] = {"description": HEADERS[name], "schema": {"type": "string"}}


def _problem(status: int, form: type[Problem]) -> dict[str, Any]:
    schema = {"$ref": SCHEMA.format(model=form.__name__)}
    return {
        "description": HTTPStatus(status).phrase,
        "content": {"application/problem+json": {"schema": schema}},
    }


_STATUSES = sorted({*ALWAYS, *SIGNED_IN, *ADDRESSED, *COMMAND, *VERSIONED})
