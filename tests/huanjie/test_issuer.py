"""The development issuer: tokens for half a day, a key that stays and that we alone read."""

from __future__ import annotations

import json

import jwt
import pytest

from huanjie.__main__ import PERSONAS
from huanjie.issuer import VALID_SECONDS, Issuer
from shared.security import Role


def claims_of(token, issuer):
    keys = jwt.PyJWKSet.from_json(issuer.keys_file.read_text())
    key = keys[jwt.get_unverified_header(token)["kid"]]
    return jwt.decode(
        token,
        key,
        algorithms=["ES256"],
        audience=issuer.audience,
        issuer=issuer.name,
        options={"require": ["exp", "iat", "iss", "aud", "sub"]},
    )


def test_a_token_says_who_calls_as_what_and_for_which_division(tmp_path):
    issuer = Issuer(tmp_path)

    token = issuer.issue("li", [Role.REVIEW_DEPARTMENT], "220402000000", "公安")

    claims = claims_of(token, issuer)
    assert claims["sub"] == "li"
    assert claims["roles"] == ["REVIEW_DEPARTMENT"]
    assert claims["division"] == "220402000000"
    assert claims["department"] == "公安"
    assert claims["exp"] - claims["iat"] == VALID_SECONDS


def test_a_token_without_a_department_has_no_such_claim(tmp_path):
    issuer = Issuer(tmp_path)

    claims = claims_of(issuer.issue("li", [Role.CLERK], "220402001001"), issuer)

    assert "department" not in claims


def test_the_key_stays_so_that_tokens_hold_over_a_restart(tmp_path):
    token = Issuer(tmp_path).issue("li", [Role.CLERK], "220402001001")

    assert claims_of(token, Issuer(tmp_path))["sub"] == "li"


def test_another_issuers_token_does_not_hold(tmp_path):
    ours, theirs = Issuer(tmp_path / "ours"), Issuer(tmp_path / "theirs")
    token = theirs.issue("li", [Role.CLERK], "220402001001")

    with pytest.raises(KeyError):
        claims_of(token, ours)


def test_the_private_key_is_closed_to_others_and_not_among_the_published(tmp_path):
    issuer = Issuer(tmp_path)

    (published,) = json.loads(issuer.keys_file.read_text())["keys"]
    assert (tmp_path / "private.pem").stat().st_mode & 0o777 == 0o600
    assert "d" not in published


def test_run_has_a_persona_of_every_role():
    assert set(PERSONAS) == set(Role)
