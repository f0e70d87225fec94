"""Pages for people: they open without the internet, and hold what they promise."""

from __future__ import annotations

import re
from hashlib import sha256
from html import escape

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from shared.web.catalogue import GENERAL
from shared.web.docs import STATIC, SWAGGER
from tests.shared.web.sample import PROBLEMS

ADDRESS = re.compile(r"""(?:src|href)=["']([^"']*)["']""")


def listed() -> dict[str, str]:
    lines = (SWAGGER / "SHA256SUMS").read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def test_the_files_we_ship_are_those_that_were_published() -> None:
    found = {
        file.name: sha256(file.read_bytes()).hexdigest()
        for file in SWAGGER.iterdir()
        if file.name != "SHA256SUMS"
    }

    assert found == listed()


def test_their_licence_lies_beside_them() -> None:
    assert "Apache License" in (SWAGGER / "LICENSE").read_text()
    assert {"LICENSE", "NOTICE", "swagger-ui-bundle.js.LICENSE.txt"} <= listed().keys()


def test_the_documentation_opens_with_files_of_this_host_alone(stranger: TestClient) -> None:
    page = stranger.get("/docs")

    addresses = ADDRESS.findall(page.text)
    assert len(addresses) == 4
    for address in addresses:
        assert not re.match(r"[a-z]+:|//", address)
        assert stranger.get(f"/{address}").status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]


def test_our_own_page_files_name_no_other_host() -> None:
    for file in STATIC.iterdir():
        if file.is_file():
            assert "://" not in file.read_text(), file.name


def test_swagger_ui_is_told_to_ask_no_validator(stranger: TestClient) -> None:
    assert "validatorUrl: null" in stranger.get("/docs/docs.js").text


@pytest.mark.parametrize("name", ["..%2f__init__.py", "SHA256SUMS", "LICENSE", "x"])
def test_no_other_file_is_handed_out(stranger: TestClient, name: str) -> None:
    assert stranger.get(f"/docs/{name}").status_code == 404


def test_the_icon_is_there(stranger: TestClient) -> None:
    answer = stranger.get("/favicon.ico")

    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("code", [*GENERAL, *PROBLEMS])
def test_each_code_has_a_page_in_both_languages(stranger: TestClient, code: str) -> None:
    page = (GENERAL | PROBLEMS)[code]

    answer = stranger.get(f"/problems/{code}")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for text in (page.title, page.explanation, page.remedy):
        assert escape(text.zh) in answer.text
        assert escape(text.en) in answer.text
    assert page.article in answer.text


def test_all_codes_are_listed(stranger: TestClient) -> None:
    text = stranger.get("/problems").text

    for code in [*GENERAL, *PROBLEMS]:
        assert f'href="problems/{code}"' in text


def test_an_unknown_code_has_no_page(stranger: TestClient) -> None:
    answer = stranger.get("/problems/<script>")

    assert answer.status_code == 404
    assert "script" not in answer.text


def test_the_document_is_made_once(stranger: TestClient, app: FastAPI) -> None:
    first, second = stranger.get("/openapi.json"), stranger.get("/openapi.json")

    assert first.content == second.content
    assert first.json()["info"]["title"] == "样例 Sample"
