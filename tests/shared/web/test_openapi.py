"""The OpenAPI document: valid, complete, and true to what the operations do."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from openapi_spec_validator import OpenAPIV31SpecValidator

PROBLEM = "#/components/responses/Problem"
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def document(app: FastAPI) -> dict[str, Any]:
    """Return the document of the sample."""
    return app.openapi()


@pytest.fixture(scope="module")
def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the operations by their id."""
    return {
        operation["operationId"]: operation
        for path in document["paths"].values()
        for method, operation in path.items()
        if method in METHODS
    }


def header(operation: dict[str, Any], name: str) -> dict[str, Any] | None:
    return next((found for found in operation.get("parameters", ()) if found["name"] == name), None)


def test_the_document_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")

    OpenAPIV31SpecValidator(document).validate()


def test_the_document_holds_every_operation_and_no_other(
    app: FastAPI, operations: dict[str, Any]
) -> None:
    routes = [route for route in iter_route_contexts(app.routes) if route.path]

    api = {route.name for route in routes if str(route.path).startswith("/api/")}
    assert operations.keys() == api


def test_an_operation_is_named_and_summed_up_as_its_function(operations: dict[str, Any]) -> None:
    operation = operations["replace_note"]

    assert operation["summary"] == "Replace a note."
    assert operation["description"].startswith("Replace a note. Only the version that was read")
    assert operation["tags"] == ["notes"]
    for name, found in operations.items():
        assert found["summary"].endswith("."), name
        assert len(name.split("_")) >= 2


def test_every_operation_declares_what_it_can_be_refused_with(
    operations: dict[str, Any], document: dict[str, Any]
) -> None:
    for operation in operations.values():
        assert {"400", "401", "403", "422", "500", "503"} <= operation["responses"].keys()
        for status, response in operation["responses"].items():
            if status >= "400":
                assert response == {"$ref": f"{PROBLEM}{status}"}
                declared = document["components"]["responses"][f"Problem{status}"]
                assert declared["content"].keys() == {"application/problem+json"}
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_commands_declare_their_key_and_the_version_they_expect(
    operations: dict[str, Any],
) -> None:
    written, replaced, renamed = (
        operations[name] for name in ("write_note", "replace_note", "rename_note")
    )

    assert (header(written, "Idempotency-Key") or {})["required"] is True
    assert (header(replaced, "Idempotency-Key") or {})["required"] is False
    assert (header(replaced, "If-Match") or {})["required"] is True
    assert (header(renamed, "If-Match") or {})["required"] is False
    assert header(written, "If-Match") is None
    assert {"409", "412", "413", "428", "404"} <= replaced["responses"].keys()
    assert not {"412", "428"} & written["responses"].keys()
    assert "404" in written["responses"]  # the division it names may be another's


def test_reads_declare_versions_and_pages(operations: dict[str, Any]) -> None:
    read, listed = operations["read_note"], operations["list_notes"]

    assert header(read, "If-None-Match") is not None
    assert read["responses"]["304"]
    assert "ETag" in read["responses"]["200"]["headers"]
    assert "Link" in listed["responses"]["200"]["headers"]
    assert header(read, "Idempotency-Key") is None
    assert {"limit", "cursor", "total", "rank"} == {
        parameter["name"] for parameter in listed["parameters"]
    }


def test_what_is_made_has_a_place(operations: dict[str, Any]) -> None:
    headers = operations["write_note"]["responses"]["201"]["headers"]

    assert {"ETag", "Location", "Idempotent-Replayed"} == headers.keys()


def test_roles_are_named_with_each_operation(
    operations: dict[str, Any], document: dict[str, Any]
) -> None:
    assert operations["write_note"]["security"] == [{"bearer": ["CLERK"]}]
    assert operations["write_note"]["description"].endswith("Roles: CLERK.")
    assert operations["list_notes"]["description"].endswith("Roles: any role.")
    assert len(operations["list_notes"]["security"][0]["bearer"]) > 10
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"


def test_a_problem_is_described_with_all_its_members(document: dict[str, Any]) -> None:
    properties = document["components"]["schemas"]["Problem"]["properties"]

    assert {"type", "title", "status", "detail", "instance", "code", "rule", "article"} <= (
        properties.keys()
    )
    assert {"needed", "errors", "trace_id", "rule_version"} <= properties.keys()
