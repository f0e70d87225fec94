"""What a successful answer looks like: JSON bytes, entity tags, pages with a link to the next."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

API = "/api/v1"
# A browser may keep an answer, but asks each time whether it still holds; some are translated.
CACHING = {"Cache-Control": "private, no-cache", "Vary": "Accept-Language"}


def json_response(
    view: BaseModel | bytes, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the view as JSON, written by pydantic's Rust core; bytes are JSON already."""
    body = view if isinstance(view, bytes) else view.__pydantic_serializer__.to_json(view)
    return Response(body, status_code=status, headers=headers, media_type="application/json")


def answer_read(request: Request, view: BaseModel | bytes, version: int | str) -> Response:
    """Return the view with its ETag, or 304 when the caller has this version already."""
    headers = {"ETag": f'"{version}"', **CACHING}
    known = request.headers.get("if-none-match")
    if known is not None and (known.strip() == "*" or names_version(_weak(known), version)):
        return Response(status_code=304, headers=headers)
    return json_response(view, headers=headers)


def names_version(header: str, version: int | str) -> bool:
    """Say whether a list of strong entity tags contains this version. `*` names no version."""
    return f'"{version}"' in (tag.strip() for tag in header.split(","))


def _weak(header: str) -> str:
    """Return the tags without their weakness mark, which means nothing when reading."""
    return header.replace("W/", "")
