"""Changes: only against the version that was read; reads: only what the caller does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from uuid import uuid4

import anyio
import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.shared.web.conftest import DIVISION

NOTES = "/api/v1/notes"


def new_key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


def write(client: TestClient) -> httpx.Response:
    return client.post(NOTES, json={"title": "a note"}, headers=new_key())


def test_a_change_says_which_version_it_was_made_against(client: TestClient) -> None:
    place = write(client).headers["location"]
    change = {"title": "changed"}

    unsaid = client.put(place, json=change)
    stale = client.put(place, json=change, headers={"If-Match": '"7"'})
    right = client.put(place, json=change, headers={"If-Match": '"1"'})
    late = client.put(place, json=change, headers={"If-Match": '"1"'})

    assert [unsaid.status_code, stale.status_code] == [428, 412]
    assert right.status_code == 200
    assert right.headers["etag"] == '"2"'
    assert late.status_code == 412
    assert client.get(place).json()["version"] == 2


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ('"1"', 200),
        ('"7", "1"', 200),
        (' "1" ', 200),
        ('W/"1"', 412),  # a weak tag proves nothing about the bytes
        ("1", 412),
        ("*", 412),  # says only that there is a record: nobody has read it
        ('"11"', 412),
        ('"1', 412),
        ("", 412),
    ],
)
def test_only_a_strong_tag_of_the_version_counts(
    client: TestClient, header: str, status: int
) -> None:
    place = write(client).headers["location"]

    answer = client.put(place, json={"title": "changed"}, headers={"If-Match": header})

    assert answer.status_code == status


def test_a_version_may_be_optional_but_a_wrong_one_is_refused(client: TestClient) -> None:
    place = write(client).headers["location"]

    assert client.patch(place, json={"title": "b"}).status_code == 200
    stale = client.patch(place, json={"title": "c"}, headers={"If-Match": '"1"'})

    assert stale.status_code == 412


def test_a_put_without_a_key_is_not_remembered(client: TestClient) -> None:
    place = write(client).headers["location"]

    client.put(place, json={"title": "b"}, headers={"If-Match": '"1"'})
    again = client.put(place, json={"title": "b"}, headers={"If-Match": '"1"'})

    assert again.status_code == 412


def test_a_put_with_a_key_may_be_repeated(client: TestClient) -> None:
    place = write(client).headers["location"]
    headers = {"If-Match": '"1"', **new_key()}

    first = client.put(place, json={"title": "b"}, headers=headers)
    again = client.put(place, json={"title": "b"}, headers=headers)

    assert again.status_code == 200
    assert again.content == first.content
    assert again.headers["etag"] == '"2"'


def test_of_twenty_writers_on_one_version_one_wins(
    app: FastAPI, client: TestClient, token: Callable[..., str]
) -> None:
    place = write(client).headers["location"]
    headers = {"Authorization": f"Bearer {token('CLERK', DIVISION)}", "If-Match": '"1"'}
    statuses: Counter[int] = Counter()

    async def replace(sender: httpx.AsyncClient, number: int) -> None:
        answer = await sender.put(place, json={"title": f"title {number}"}, headers=headers)
        statuses[answer.status_code] += 1

    async def replace_all() -> None:
        transport = httpx.ASGITransport(app)
        async with (
            httpx.AsyncClient(transport=transport, base_url="http://sample") as sender,
            anyio.create_task_group() as group,
        ):
            for number in range(20):
                group.start_soon(replace, sender, number)

    anyio.run(replace_all)

    assert statuses == {200: 1, 412: 19}


def test_a_read_answers_with_its_version_and_304_to_who_has_it(
    client: TestClient,
) -> None:
    place = write(client).headers["location"]
    full = client.get(place)

    assert full.headers["etag"] == '"1"'
    assert full.headers["cache-control"] == "private, no-cache"
    for known in ('"1"', 'W/"1"', '"0", "1"', "*"):
        answer = client.get(place, headers={"If-None-Match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == '"1"'
    for known in ('"2"', "1", ""):
        assert client.get(place, headers={"If-None-Match": known}).status_code == 200
