"""What is refused before any route sees it: bodies too large, JSON that is not strict, NUL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.errors import Malformed, Refusal, TooLarge
from shared.settings import Settings
from shared.text import Text
from shared.web.problems import problem

DEEPEST = 32
MOST_FILES = 5
MOST_FIELDS = 20


class Limits:
    """Wraps the application, for its own limit answers a 413 in plain text when a length is given.

    All bodies but uploads are read here, so that JSON is checked once for every route alike.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._body_limit = settings.body_limit_bytes
        self._upload_limit = settings.upload_limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer with what is wrong with it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            receive = await self._admit(scope, receive)
        except Refusal as refusal:
            await problem(Request(scope), refusal)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _admit(self, scope: Scope, receive: Receive) -> Receive:
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            raise _malformed("地址中不能有空字符。", "An address cannot hold a NUL character.")
        headers = dict(scope["headers"])
        kind = headers.get(b"content-type", b"").lower()
        is_upload = kind.startswith(b"multipart/")
        limit = self._upload_limit if is_upload else self._body_limit
        length = headers.get(b"content-length", b"0")
        if not length.isdigit():
            raise _malformed("内容长度不是数字。", "The content length is not a number.")
        if len(length) > len(str(limit)) or int(length) > limit:
            raise _too_large(limit)
        if is_upload or (length == b"0" and b"transfer-encoding" not in headers):
            return receive
        body = await _read(receive, limit)
        if b"json" in kind:
            check_json(body)
        return _again(body, receive)


def check_json(body: bytes) -> None:
    """Refuse JSON that breaks the syntax, repeats a member, is too deep, or holds NaN or NUL."""
    if not body:
        return
    try:
        value = json.loads(body, object_pairs_hook=_object, parse_constant=_no_constant)
    except RecursionError:
        raise _too_deep() from None
    except ValueError:  # syntax, and bytes that are not UTF-8
        raise _malformed("JSON 有语法错误。", "The JSON has a syntax error.") from None
    may_be_deep = body.count(b"[") + body.count(b"{") > DEEPEST
    if may_be_deep or b"\\u" in body:
        for text in _texts(value, depth=1):
            _check_text(text)


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(members)
    if len(value) != len(members):
        raise _malformed("JSON 中有重复的字段。", "A member of the JSON is repeated.")
    return value


def _no_constant(_: str) -> NoReturn:
    raise _malformed("JSON 中不能有 NaN 或无穷大。", "JSON cannot hold NaN or infinity.")


def _texts(value: Any, *, depth: int) -> Iterator[str]:
    """Yield every string in a value; refuse the value when it is nested too deeply."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        if depth > DEEPEST:
            raise _too_deep()
        parts = [*value, *value.values()] if isinstance(value, dict) else value
        for part in parts:
            yield from _texts(part, depth=depth + 1)


def _check_text(text: str) -> None:
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise _malformed(
            "文本中有空字符或不完整的字符。", "A text holds NUL, or half of a character."
        )


async def _read(receive: Receive, limit: int) -> bytes:
    """Return the whole body; stop reading as soon as it exceeds the limit."""
    chunks, size, more = [], 0, True
    while more:
        message = await receive()
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        chunks.append(chunk)
        more = message.get("more_body", False)
    return b"".join(chunks)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a receive that gives the body that was read, then what the server has to say."""
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


def _malformed(chinese: str, english: str) -> Malformed:
    return Malformed(Text(chinese, english))


def _too_deep() -> Malformed:
    return _malformed(
        f"JSON 嵌套超过 {DEEPEST} 层。", f"The JSON is nested more than {DEEPEST} levels deep."
    )


def _too_large(limit: int) -> TooLarge:
    return TooLarge(
        Text("请求过大。", "The request is too large."),
        needed=Text(f"不超过 {limit} 字节。", f"At most {limit} bytes."),
    )
