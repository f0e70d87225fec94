"""Every request: its trace id, HEAD where there is GET, one line of log that names no address."""

from __future__ import annotations

import logging
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

NOTES = "/api/v1/notes"
CANARY = "220402199001011234"


def test_the_callers_request_id_is_kept_if_it_is_a_uuid(client: TestClient) -> None:
    own = str(uuid4())

    assert client.get("/livez", headers={"X-Request-ID": own}).headers["x-request-id"] == own
    for other in (CANARY, "张三".encode(), "x" * 1000, "a\tb"):
        given = client.get("/livez", headers={"X-Request-ID": other}).headers["x-request-id"]
        assert UUID(given).version == 7


@pytest.mark.parametrize("path", ["/livez", "/docs", "/problems", "/openapi.json", NOTES])
def test_where_there_is_get_there_is_head(client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)

    assert head.status_code == got.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"]
    assert head.headers["content-type"] == got.headers["content-type"]


def test_a_request_leaves_one_line_that_names_the_operation_not_the_address(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="shared.web.trace"):
        client.get(f"{NOTES}/{CANARY}")
        client.get("/livez")

    [record] = [record for record in caplog.records if record.name == "shared.web.trace"]
    assert record.__dict__["operation"] == "read_note"
    assert record.__dict__["status"] == 422
    assert CANARY not in str(record.__dict__)
