"""Refusals as problem details (RFC 9457), in the reader's language; no input is ever echoed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, Field
from pydantic_core import to_json
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


class ProblemError(BaseModel):
    """One place of the input that is wrong."""

    pointer: str = Field(description="JSON pointer into the body, or query:name, path:name")
    code: str
    detail: str


class Problem(BaseModel):
    """Why a request was refused (RFC 9457). Codes are never translated, texts always are."""

    type: str = Field(description="Address of a page about the code")
    title: str
    status: int
    detail: str
    instance: str
    code: str = Field(description="Id of the rule that refuses, or a general code")
    rule: str | None = Field(default=None, description="What the rule says")
    article: str | None = Field(
        default=None, description="What the rule rests on, and how far that is trusted"
    )
    rule_version: int | None = None
    needed: str | None = Field(default=None, description="What would have to change")
    errors: list[ProblemError] | None = None
    trace_id: str


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
    view = _view(request, refusal, status=status, language=language)
    return Response(
        to_json(view, exclude_none=True),
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


def _view(request: Request, refusal: Refusal, *, status: int, language: Language) -> Problem:
    def say(text: Text | None) -> str | None:
        return text.in_language(language) if text else None

    pages: Mapping[str, ProblemPage] = request.app.state.problems
    described = _described_code(refusal, pages)
    basis = refusal.basis
    trace_id: str = request.state.trace_id
    form: type[Problem] = request.app.state.problem_form
    return form(
        type=f"/problems/{described}",
        title=pages[described].title.in_language(language),
        status=status,
        detail=refusal.says.in_language(language),
        instance=f"urn:uuid:{trace_id}",
        code=refusal.code,
        rule=say(basis.rule) if basis else None,
        article=f"{basis.article} [{basis.label}]" if basis else None,
        rule_version=basis.version if basis else None,
        needed=say(refusal.needed),
        errors=[
            ProblemError(
                pointer=error.pointer, code=error.code, detail=error.detail.in_language(language)
            )
            for error in refusal.errors
        ]
        or None,
        trace_id=trace_id,
        **refusal.members(language),
    )


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
