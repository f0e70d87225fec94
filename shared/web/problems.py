"""Refusals as problem details (RFC 9457), in the reader's language; no input is ever echoed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from shared.errors import Kind, Refusal
from shared.text import Language, Text

STATUS = {
    Kind.INVALID: 422,
    Kind.MALFORMED: 400,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.STALE: 412,
    Kind.PRECONDITION_REQUIRED: 428,
    Kind.TOO_LARGE: 413,
    Kind.UNAVAILABLE: 503,
}
RETRY_AFTER_SECONDS = 1


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """What `/problems/<code>` tells: what the code stands for, why, and what to do about it."""

    title: Text
    explanation: Text
    remedy: Text
    article: str = ""  # what the rule rests on, with its trust label


def language_of(request: Request) -> Language:
    """Return the language to answer in: Chinese, unless the caller prefers English."""
    best: tuple[float, Language] = (0.0, "zh-CN")
    for choice in request.headers.get("accept-language", "").split(","):
        tag, _, parameters = choice.strip().partition(";")
        name = tag.strip().lower().partition("-")[0]
        weight = _weight(parameters)
        if name in {"zh", "en"} and weight > best[0]:
            best = (weight, "en" if name == "en" else "zh-CN")
    return best[1]


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def problem(
    request: Request,
    refusal: Refusal,
    *,
    status: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the refusal as the answer to this request."""
    language = language_of(request)
    status = status or STATUS[refusal.kind]
    document = _members(request, refusal, status=status, language=language)
    return Response(
        json.dumps(document, ensure_ascii=False).encode(),
        status_code=status,
        media_type="application/problem+json",
        headers={
            "Content-Language": language,
            "Vary": "Accept-Language",
            "Cache-Control": "no-store",
            **_headers_of(status, refusal),
            **(headers or {}),
        },
    )


def _members(
    request: Request, refusal: Refusal, *, status: int, language: Language
) -> dict[str, Any]:
    pages: Mapping[str, ProblemPage] = request.app.state.problems
    described = _described_code(refusal, pages)
    trace_id: str = request.state.trace_id
    members: dict[str, Any] = {
        "type": f"/problems/{described}",
        "title": pages[described].title.in_language(language),
        "status": status,
        "detail": refusal.says.in_language(language),
        "instance": f"urn:uuid:{trace_id}",
        "code": refusal.code,
        "trace_id": trace_id,
    }
    if refusal.basis:
        members["rule"] = refusal.basis.rule.in_language(language)
        members["article"] = f"{refusal.basis.article} [{refusal.basis.label}]"
        members["rule_version"] = refusal.basis.version
    if refusal.needed:
        members["needed"] = refusal.needed.in_language(language)
    if refusal.errors:
        members["errors"] = [
            {
                "pointer": error.pointer,
                "code": error.code,
                "detail": error.detail.in_language(language),
            }
            for error in refusal.errors
        ]
    return members


def _described_code(refusal: Refusal, pages: Mapping[str, ProblemPage]) -> str:
    """Return the code whose page tells most about the refusal: its own, or that of its class."""
    classes = [kind for kind in type(refusal).__mro__ if issubclass(kind, Refusal)]
    return next(code for code in (refusal.code, *(kind.code for kind in classes)) if code in pages)


def _headers_of(status: int, refusal: Refusal) -> dict[str, str]:
    if status == STATUS[Kind.UNAUTHENTICATED]:
        return {"WWW-Authenticate": "Bearer"}
    if status == STATUS[Kind.UNAVAILABLE] or refusal.code == "IDEMPOTENCY-KEY-BUSY":
        return {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return {}
