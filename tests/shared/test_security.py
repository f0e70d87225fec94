"""Access tokens: the honest one passes, every forged, stale, foreign or odd one is refused."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from shared import security
from shared.errors import Unavailable
from shared.security import InvalidToken, Role, Tokens
from shared.settings import Settings
from tests.shared.forgeries import (
    DIVISION,
    EC_KEY,
    FOREIGN_EC,
    FORGERIES,
    NOW,
    RSA_KEY,
    claims,
    es256,
    key_set,
    rs256,
)


@pytest.fixture
def keys_file(tmp_path: Path) -> Path:
    """Return the issuer's public keys."""
    file = tmp_path / "jwks.json"
    file.write_text(key_set(rsa=RSA_KEY, ec=EC_KEY))
    return file


@pytest.fixture
def tokens(keys_file: Path) -> Tokens:
    """Return what checks tokens."""
    return Tokens(Settings(token_keys_file=keys_file))


@pytest.mark.parametrize("sign", [rs256, es256])
def test_an_honest_token_names_its_caller(tokens: Tokens, sign: Callable[..., str]) -> None:
    token = sign(claims(roles=["STREET", "CLERK"], department="公安局"))

    caller = tokens.caller(token)

    assert caller.subject == "clerk-1"
    assert caller.roles == {Role.CLERK, Role.STREET}
    assert caller.role is Role.STREET
    assert caller.division_code == DIVISION
    assert caller.department == "公安局"
    assert caller.may(Role.CLERK, Role.AUDITOR)
    assert not caller.may(Role.AUDITOR)
    assert token not in repr(caller)


def test_access_token_types_of_common_issuers_pass(tokens: Tokens) -> None:
    tokens.caller(es256(claims(typ="Bearer"), typ="at+jwt"))
    tokens.caller(es256(claims(aud=["other", "huanjie"])))


def test_there_are_more_than_sixty_forgeries() -> None:
    assert len(FORGERIES) >= 60


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_token_is_refused(tokens: Tokens, forgery: str) -> None:
    with pytest.raises(InvalidToken) as refused:
        tokens.caller(forgery)

    assert refused.value.code == "UNAUTHENTICATED"


def test_a_token_that_was_accepted_is_refused_once_it_expires(
    tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = es256(claims(exp=NOW + 600))
    tokens.caller(token)
    monkeypatch.setattr(time, "time", lambda: NOW + 661)

    with pytest.raises(InvalidToken):
        tokens.caller(token)


def test_a_clock_that_differs_by_less_than_a_minute_is_forgiven(tokens: Tokens) -> None:
    now = int(time.time())

    tokens.caller(es256(claims(exp=now - 30, iat=now - 60)))
    tokens.caller(es256(claims(iat=now + 30)))


def look_again(tokens: Tokens) -> None:
    """Let the pause between two looks at the keys pass."""
    tokens._looked_at = float("-inf")


def test_keys_are_read_again_when_the_issuer_changes_them(tokens: Tokens, keys_file: Path) -> None:
    old, new = es256(claims()), es256(claims(), FOREIGN_EC, kid="next")
    tokens.caller(old)

    keys_file.write_text(key_set(next=FOREIGN_EC))
    os.utime(keys_file, ns=(1, 1))
    look_again(tokens)

    assert tokens.caller(new).subject == "clerk-1"
    with pytest.raises(InvalidToken):
        tokens.caller(old)


@pytest.mark.parametrize("content", [None, "", "not json", "[]", "{}", '{"keys": [{"kty": "EC"}]}'])
def test_the_last_good_keys_stay_when_their_file_is_spoiled(
    tokens: Tokens, keys_file: Path, content: str | None
) -> None:
    tokens.caller(es256(claims()))
    keys_file.unlink()
    if content is not None:
        keys_file.write_text(content)
        os.utime(keys_file, ns=(1, 1))
    look_again(tokens)

    assert tokens.caller(es256(claims(sub="clerk-2"))).subject == "clerk-2"


def test_without_any_keys_the_answer_is_to_come_back_later(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        Tokens(Settings(token_keys_file=tmp_path / "none.json")).caller(es256(claims()))


def test_a_flood_of_unknown_keys_reads_the_file_once(
    tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = []
    read = security._read_keys
    monkeypatch.setattr(security, "_read_keys", lambda document: reads.append(1) or read(document))

    for number in range(50):
        with pytest.raises(InvalidToken):
            tokens.caller(es256(claims(), kid=f"unknown-{number}"))

    assert len(reads) == 1


def test_tokens_are_remembered_up_to_a_limit(
    tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(security, "KEPT_TOKENS", 3)

    for number in range(10):
        tokens.caller(es256(claims(sub=f"clerk-{number}")))

    assert len(tokens._known) == 3
