"""Refusals: one shape for every status, in the reader's language, without a word of the input."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from shared.roles import IN_CHINESE, Role
from shared.web.validation import invalid_input
from tests.shared.web.conftest import DIVISION

NOTES = "/api/v1/notes"
CANARY = "220402199001011234"
NOTHING = UUID(int=0)


def new_key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


def check(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Check what every refusal has in common; return its members."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["vary"] == "Accept-Language"
    members: dict[str, Any] = answer.json()
    assert members["status"] == status
    assert members["code"] == code
    assert members["title"]
    assert members["detail"]
    assert members["trace_id"] == answer.headers["x-request-id"]
    assert members["instance"] == f"urn:uuid:{members['trace_id']}"
    assert CANARY not in answer.text
    return members


def test_a_rule_refuses_with_code_rule_article_and_what_would_change_it(
    client: TestClient,
) -> None:
    members = check(client.post(f"{NOTES}/refusals", headers=new_key()), 409, "PARTY-QUORUM")

    assert members == {
        "type": "/problems/PARTY-QUORUM",
        "title": "No quorum",
        "status": 409,
        "detail": "Too few are present.",
        "instance": members["instance"],
        "code": "PARTY-QUORUM",
        "rule": "Four fifths must be present.",
        "article": "ER2020 Art. 13 [VERIFIED]",
        "rule_version": 1,
        "needed": "2 more members present.",
        "errors": [{"pointer": "/present", "code": "too_few", "detail": "Too few."}],
        "trace_id": members["trace_id"],
    }


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        (None, "zh-CN"),
        ("", "zh-CN"),
        ("zh", "zh-CN"),
        ("zh-Hans-CN, en;q=0.5", "zh-CN"),
        ("en", "en"),
        ("en-GB", "en"),
        ("EN-us;q=0.9, zh;q=0.1", "en"),
        ("zh;q=0.1, en;q=0.2", "en"),
        ("fr, en;q=0.3", "en"),
        ("fr", "zh-CN"),
        ("*", "zh-CN"),
        ("en;q=0", "zh-CN"),
        ("en;q=often", "zh-CN"),
        ("en;q=nan", "zh-CN"),
        (",;,=", "zh-CN"),
    ],
)
def test_the_language_is_chinese_unless_english_is_preferred(
    client: TestClient, asked: str | None, language: str
) -> None:
    headers = new_key() | ({} if asked is None else {"Accept-Language": asked})
    if asked is None:
        del client.headers["Accept-Language"]

    answer = client.post(f"{NOTES}/refusals", headers=headers)

    assert answer.headers["content-language"] == language
    expected = "2 more members present." if language == "en" else "还需 2 人到会。"
    assert answer.json()["needed"] == expected
    assert answer.json()["code"] == "PARTY-QUORUM"


def test_every_type_is_a_page_that_opens(client: TestClient, stranger: TestClient) -> None:
    answers = [
        client.post(f"{NOTES}/refusals", headers=new_key()),
        client.get(f"{NOTES}/{NOTHING}"),
        client.get("/nowhere"),
        client.delete(NOTES),
        stranger.get(NOTES),
        client.post(NOTES, json={}, headers=new_key()),
        client.post(f"{NOTES}/breakdowns", headers=new_key()),
    ]

    for answer in answers:
        assert stranger.get(answer.json()["type"]).status_code == 200


@pytest.mark.parametrize("path", ["/nowhere", "/api/v1/", "/api/v1/notes/", "/docs/nothing", "/"])
def test_an_unknown_address_is_not_found(client: TestClient, path: str) -> None:
    check(client.get(path), 404, "NOT-FOUND")


def test_an_unknown_record_is_not_found(client: TestClient) -> None:
    members = check(client.get(f"{NOTES}/{NOTHING}"), 404, "NOT-FOUND")

    assert "needed" in members
    assert str(NOTHING) not in str(members)


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("DELETE", NOTES, "GET, HEAD, POST"),
        ("OPTIONS", f"{NOTES}/{NOTHING}", "GET, HEAD, PATCH, PUT"),
        ("DELETE", f"{NOTES}/refusals", "GET, HEAD, PATCH, POST, PUT"),  # also a note's address
        ("POST", "/livez", "GET, HEAD"),
        ("TRACE", "/problems", "GET, HEAD"),
    ],
)
def test_another_method_is_refused_with_those_that_are_allowed(
    client: TestClient, method: str, path: str, allow: str
) -> None:
    answer = client.request(method, path)

    assert answer.headers["allow"] == allow
    check(answer, 405, "METHOD-NOT-ALLOWED")


def test_without_a_token_one_is_asked_for(stranger: TestClient) -> None:
    answer = stranger.get(NOTES)

    check(answer, 401, "UNAUTHENTICATED")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", f"Basic {CANARY}", CANARY, f"Bearer {CANARY}", "bearer x y"]
)
def test_a_header_that_is_no_token_is_refused(stranger: TestClient, header: str) -> None:
    check(stranger.get(NOTES, headers={"Authorization": header}), 401, "UNAUTHENTICATED")


def test_being_signed_in_is_asked_before_anything_else(stranger: TestClient) -> None:
    check(stranger.post(NOTES, json={"title": 1}), 401, "UNAUTHENTICATED")


def test_the_wrong_role_is_forbidden_and_told_the_right_one(
    running: FastAPI, token: Callable[..., str]
) -> None:
    bearer = {"Authorization": f"Bearer {token('AUDITOR', DIVISION)}", "Accept-Language": "en"}
    auditor = TestClient(running, headers=bearer)

    members = check(auditor.post(NOTES, json={"title": "x"}, headers=new_key()), 403, "FORBIDDEN")

    assert members["needed"] == "Someone with one of these roles must do it: CLERK."
    chinese = {**new_key(), "Accept-Language": "zh-CN"}
    told = auditor.post(NOTES, json={"title": "x"}, headers=chinese).json()["needed"]
    assert told == "由具有以下角色之一的人员办理:社区经办人。"


def test_every_role_has_a_name_in_chinese() -> None:
    assert IN_CHINESE.keys() == set(Role)


@pytest.mark.parametrize(
    ("pattern", "zh"),
    [("^[0-9]{12}$", "应为 12 位统计用区划代码。"), ("^[A-Z]$", "格式应为 ^[A-Z]$。")],
)
def test_a_pattern_is_told_in_words_where_there_are_any(pattern: str, zh: str) -> None:
    context = {"pattern": pattern}
    error = {"type": "string_pattern_mismatch", "loc": ("body", "code"), "ctx": context}

    (told,) = invalid_input([error]).errors

    assert told.detail.zh == zh


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "/title", "missing"),
        ({"title": ""}, "/title", "string_too_short"),
        ({"title": CANARY * 10}, "/title", "string_too_long"),
        ({"title": 220402199001011234}, "/title", "string_type"),
        ({"title": "x", "rank": CANARY}, "/rank", "less_than_equal"),
        ({"title": "x", "rank": 1.5}, "/rank", "int_from_float"),
        ({"title": "x", "rank": "one"}, "/rank", "int_parsing"),
        ({"title": "x", "colour": CANARY}, "/colour", "enum"),
        ({"title": "x", "written_on": CANARY}, "/written_on", "date_from_datetime_parsing"),
        ({"title": "x", "written_on": "2021-02-30"}, "/written_on", "date_from_datetime_parsing"),
        ({"title": "x", "unknown": CANARY}, "/unknown", "extra_forbidden"),
        ({"title": "x", CANARY: 1}, "", "extra_forbidden"),  # a name may be a person's number
        ({"title": "x", "votes": [{"a": 1}, {"b": CANARY[:3] + "x"}]}, "/votes/1/b", "int_parsing"),
        ({"title": "x", "votes": [{CANARY + "x": "y"}]}, "/votes/0", "int_parsing"),
        ([], "", "model_attributes_type"),
        (CANARY, "", "model_attributes_type"),
    ],
)
def test_each_wrong_place_of_a_body_is_named_without_the_value(
    client: TestClient, body: Any, pointer: str, code: str
) -> None:
    members = check(client.post(NOTES, json=body, headers=new_key()), 422, "INVALID")

    [error] = members["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)
    assert error["detail"]


def test_what_is_wrong_is_said_in_both_languages(client: TestClient) -> None:
    def detail(language: str) -> str:
        headers = {**new_key(), "Accept-Language": language}
        answer = client.post(NOTES, json={"title": "x", "colour": "GREEN"}, headers=headers)
        found: str = answer.json()["errors"][0]["detail"]
        return found

    assert detail("en") == "Must be 'RED' or 'BLUE'."
    assert detail("zh") == "应为 'RED', 'BLUE' 之一。"


@pytest.mark.parametrize(
    ("path", "pointer", "code"),
    [
        (f"{NOTES}?limit=0", "query:limit", "greater_than_equal"),
        (f"{NOTES}?limit=201", "query:limit", "less_than_equal"),
        (f"{NOTES}?limit=many", "query:limit", "int_parsing"),
        (f"{NOTES}?rank={CANARY}x", "query:rank", "int_parsing"),
        (f"{NOTES}?stauts=OPEN", "query:stauts", "extra_forbidden"),
        (f"{NOTES}?{CANARY}=1", "query", "extra_forbidden"),
        (f"{NOTES}/{CANARY}", "path:note_id", "uuid_parsing"),
        (f"{NOTES}/{NOTHING}?expand=all", "query:expand", "extra_forbidden"),
        (f"{NOTES}/{NOTHING}?note_id=1", "query:note_id", "extra_forbidden"),
    ],
)
def test_each_wrong_parameter_is_named_without_the_value(
    client: TestClient, path: str, pointer: str, code: str
) -> None:
    members = check(client.get(path), 422, "INVALID")

    [error] = members["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)


def test_not_more_than_fifty_places_are_named(client: TestClient) -> None:
    body = {"title": "x", **{f"unknown_{number}": 1 for number in range(200)}}

    members = check(client.post(NOTES, json=body, headers=new_key()), 422, "INVALID")

    assert len(members["errors"]) == 50


def test_a_breakdown_tells_the_caller_nothing_and_the_log_where(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="shared.web.handlers"):
        members = check(client.post(f"{NOTES}/breakdowns", headers=new_key()), 500, "INTERNAL")

    assert "secret" not in str(members)
    assert "RuntimeError" not in str(members)
    [record] = [record for record in caplog.records if record.name == "shared.web.handlers"]
    assert record.exc_info


def test_a_number_that_the_database_cannot_hold_is_the_callers_mistake(
    client: TestClient,
) -> None:
    check(client.post(f"{NOTES}/oversized", headers=new_key()), 422, "INVALID")


def test_a_database_that_is_away_is_a_reason_to_come_back(
    client: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_connection() -> None:
        raise OperationalError("SELECT", {}, Exception(f"password of {CANARY}"))

    monkeypatch.setattr(app.state.engine.pool, "connect", refuse_connection)

    answer = client.get(NOTES)

    check(answer, 503, "UNAVAILABLE")
    assert answer.headers["retry-after"] == "1"
