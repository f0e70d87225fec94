"""Bodies: not larger, deeper or looser than what is taken, whoever receives them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
from starlette.testclient import TestClient

from shared.errors import Malformed
from shared.web.limits import DEEPEST, check_json

NOTES = "/api/v1/notes"


def send(client: TestClient, body: bytes, kind: str = "application/json") -> httpx.Response:
    headers = {"Idempotency-Key": str(uuid4()), "Content-Type": kind}
    return client.post(NOTES, content=body, headers=headers)


def nested(depth: int) -> bytes:
    return b'{"title": "x", "votes": ' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


def check(answer: httpx.Response, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == code


def test_a_body_within_the_limit_is_taken(client: TestClient) -> None:
    spaces = b" " * 9_900

    assert send(client, b'{"title": "x"}' + spaces).status_code == 201


@pytest.mark.parametrize("size", [10_001, 50_001, 1 << 22])
def test_a_body_over_the_limit_is_refused_when_its_length_is_given(
    client: TestClient, size: int
) -> None:
    check(send(client, b" " * size), 413, "TOO-LARGE")
    check(send(client, b" " * size, "text/plain"), 413, "TOO-LARGE")


def test_a_body_over_the_limit_is_refused_when_it_comes_in_pieces(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 1000

    headers = {"Idempotency-Key": str(uuid4()), "Content-Type": "application/json"}

    check(client.post(NOTES, content=pieces(), headers=headers), 413, "TOO-LARGE")


@pytest.mark.parametrize("given", [True, False])
def test_an_upload_has_a_limit_of_its_own(client: TestClient, given: bool) -> None:  # noqa: FBT001
    def upload(size: int) -> httpx.Response:
        start = b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n--b\r\n'
        file = b'Content-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        body = start + file + b"x" * size + b"\r\n--b--\r\n"
        headers = {
            "Idempotency-Key": str(uuid4()),
            "Content-Type": "multipart/form-data; boundary=b",
        }
        content = body if given else iter([body])
        return client.post(f"{NOTES}/uploads", content=content, headers=headers)

    assert upload(20_000).status_code == 202
    check(upload(50_000), 413, "TOO-LARGE")


@pytest.mark.parametrize("path", [f"{NOTES}/uploads", NOTES])  # one takes files, one does not
def test_an_upload_has_few_parts(client: TestClient, path: str) -> None:
    files = [("file", (f"{number}.csv", b"")) for number in range(6)]
    fields = {f"field_{number}": "x" for number in range(21)}

    for parts in ({"files": files}, {"files": files[:1], "data": fields}):
        answer = client.post(path, headers={"Idempotency-Key": str(uuid4())}, **parts)
        check(answer, 400, "MALFORMED")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"title": "x"',
        b"{'title': 'x'}",
        b'{"title": "x",}',
        b'{"title": "x"} {}',
        b"nul",
        b'{"title": "\xff"}',
        b'\xff\xfe{\x00"\x00',
        b'{"title": "a\nb"}',
        b'{"rank": NaN, "title": "x"}',
        b'{"rank": Infinity, "title": "x"}',
        b'{"rank": -Infinity, "title": "x"}',
        b'{"title": "x", "title": "y"}',
        b'{"title": "x", "votes": [{"a": 1, "a": 2}]}',
        b'{"title": "x", "t\\u0069tle": "y"}',
        b'{"title": "a\\u0000b"}',
        b'{"title": "x", "votes": [{"a\\u0000": 1}]}',
        b'{"title": "\\ud800"}',
        b'{"title": "\\udc00\\ud800"}',
        b"[" * 100_0 + b"]" * 100_0,
        b"[" * 9_000,
        b'{"a":' * 1_500 + b"1" + b"}" * 1_500,
        b'{"rank": ' + b"9" * 5_000 + b"}",  # more digits than Python will read
    ],
)
def test_json_that_is_not_strict_is_malformed(client: TestClient, body: bytes) -> None:
    answer = send(client, body)

    check(answer, 400, "MALFORMED")
    check(send(client, body, "application/merge-patch+json"), 400, "MALFORMED")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b'{"a": "\\u5f20\\u4e09"}',
        '{"a": "张三"}'.encode(),
        b'{"a": "\\ud83d\\ude00"}',  # two halves make a whole
        b'{"a": "\\\\u0000"}',  # a backslash, not an escape
        b"[" + b"{}," * 5000 + b"{}]",  # long, not deep
        nested(DEEPEST),
        b"1e5",
        b'{"a": 1, "A": 2}',
    ],
)
def test_strict_json_passes(body: bytes) -> None:
    check_json(body)


def test_nesting_is_counted_exactly() -> None:
    check_json(nested(DEEPEST))

    with pytest.raises(Malformed):
        check_json(nested(DEEPEST + 1))


@pytest.mark.parametrize("body", [b'["\\u0000"]', json.dumps({"a": {"b": ["\0"]}}).encode()])
def test_nul_is_found_wherever_it_is(body: bytes) -> None:
    with pytest.raises(Malformed):
        check_json(body)


@pytest.mark.parametrize("kind", ["text/plain", "", "application/xml", "application/x-json"])
def test_a_body_of_another_kind_is_not_read_as_json(client: TestClient, kind: str) -> None:
    answer = send(client, b'{"title": "x"}', kind)

    check(answer, 422, "INVALID")


@pytest.mark.parametrize(
    "path", [f"{NOTES}/%00", f"{NOTES}?cursor=%00", "/problems/a%00b", f"{NOTES}?a%00=1"]
)
def test_nul_in_an_address_is_malformed(client: TestClient, path: str) -> None:
    check(client.get(path), 400, "MALFORMED")


@pytest.mark.parametrize(
    ("length", "status", "code"),
    [
        ("-1", 400, "MALFORMED"),
        ("x", 400, "MALFORMED"),
        ("1e3", 400, "MALFORMED"),
        ("٣", 400, "MALFORMED"),
        ("9" * 5000, 413, "TOO-LARGE"),  # more digits than Python reads as a number
    ],
)
def test_a_length_that_is_no_number_or_no_limit_is_refused(
    client: TestClient, length: str, status: int, code: str
) -> None:
    headers = {"Content-Length": length.encode(), "Content-Type": "application/json"}

    check(client.request("POST", NOTES, content=b"{}", headers=headers), status, code)
