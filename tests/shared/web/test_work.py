"""Commands: once per key, only against the version that was read."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_a_command_is_answered_with_its_version_and_place(
    client: TestClient, key: dict[str, str]
) -> None:
    answer = client.post("/api/v1/notes", json={"title": "first"}, headers=key)

    assert answer.status_code == 201, answer.text
    assert answer.headers["etag"] == '"1"'
    assert client.get(answer.headers["location"]).json() == answer.json()
