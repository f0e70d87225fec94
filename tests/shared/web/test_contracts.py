"""The OpenAPI documents of the four services: valid, and complete in the same way."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from openapi_spec_validator import OpenAPIV31SpecValidator

SERVICES = ("roster", "election", "audit", "reporting")
VERB_NOUN = re.compile(r"[a-z]+(_[a-z]+)+")


@pytest.fixture(scope="module", params=SERVICES)
def service(request: pytest.FixtureRequest) -> FastAPI:
    """Return the application of a service; nothing connects until it is asked something."""
    made: FastAPI = import_module(f"services.{request.param}.app").create_app()
    return made


@pytest.fixture(scope="module")
def operations(service: FastAPI) -> list[tuple[str, dict[str, Any]]]:
    """Return method and operation of everything in the document."""
    return [
        (method, operation)
        for path in service.openapi()["paths"].values()
        for method, operation in path.items()
    ]


def header(operation: dict[str, Any], name: str) -> bool:
    return any(found["name"] == name for found in operation.get("parameters", ()))


def test_the_document_is_valid_openapi_3_1(service: FastAPI) -> None:
    OpenAPIV31SpecValidator(service.openapi()).validate()


def test_no_operation_is_hidden(
    service: FastAPI, operations: list[tuple[str, dict[str, Any]]]
) -> None:
    routes = iter_route_contexts(service.routes)

    named = [route.name for route in routes if str(route.path).startswith("/api/")]
    assert sorted(named) == sorted(operation["operationId"] for _, operation in operations)


def test_every_operation_says_what_it_does_and_who_may_do_it(
    operations: list[tuple[str, dict[str, Any]]],
) -> None:
    for _, operation in operations:
        name = operation["operationId"]
        assert VERB_NOUN.fullmatch(name), name
        assert re.match(r"[A-Z].*\.$", operation["summary"]), name
        assert len(operation["tags"]) == 1, name
        assert operation["security"][0]["bearer"], name


def test_every_change_can_be_repeated_and_names_the_version_it_changes(
    operations: list[tuple[str, dict[str, Any]]],
) -> None:
    for method, operation in operations:
        name = operation["operationId"]
        assert header(operation, "Idempotency-Key") == (method != "get"), name
        if method in {"put", "patch", "delete"}:
            assert header(operation, "If-Match"), name


def test_every_answer_has_a_form(operations: list[tuple[str, dict[str, Any]]]) -> None:
    for _, operation in operations:
        answers = operation["responses"].items()
        assert any(status < "300" and answer.get("content") for status, answer in answers), (
            operation["operationId"]
        )
        assert {"400", "401", "403", "422", "500", "503"} <= operation["responses"].keys()


def test_every_problem_page_speaks_both_languages(service: FastAPI) -> None:
    for code, page in service.state.problems.items():
        assert re.fullmatch(r"[A-Z][A-Z0-9-]*", code)
        for text in (page.title, page.explanation, page.remedy):
            assert re.search("[\u4e00-\u9fff]", text.zh), code
            assert text.en.strip(), code
            assert not re.search("[\u4e00-\u9fff]", text.en), code
