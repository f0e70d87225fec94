"""Refusals: the expected "no" that a caller is shown. Of HTTP it knows a kind per status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shared.text import Language, Text


class Kind(StrEnum):
    """Why a request is refused; `shared.web` alone maps kinds to status codes."""

    INVALID = "invalid"  # 422
    MALFORMED = "malformed"  # 400
    UNAUTHENTICATED = "unauthenticated"  # 401
    FORBIDDEN = "forbidden"  # 403
    NOT_FOUND = "not_found"  # 404
    CONFLICT = "conflict"  # 409
    STALE = "stale"  # 412
    PRECONDITION_REQUIRED = "precondition_required"  # 428
    TOO_LARGE = "too_large"  # 413
    UNAVAILABLE = "unavailable"  # 503


@dataclass(frozen=True, slots=True)
class FieldError:
    """One place in the input that is wrong: a pointer or a cell's address, never the value."""

    pointer: str
    code: str
    detail: Text


@dataclass(frozen=True, slots=True)
class Basis:
    """What a refusal rests on: the rule in words, its article, how far the article is trusted."""

    rule: Text
    article: str
    label: str
    version: int = 1


class Refusal(Exception):
    """An expected no. `code` is the rule id of the rule book where a rule refuses."""

    kind: Kind = Kind.CONFLICT
    code: str = "CONFLICT"

    def __init__(
        self,
        says: Text,
        *,
        code: str | None = None,
        basis: Basis | None = None,
        needed: Text | None = None,
        errors: tuple[FieldError, ...] = (),
    ) -> None:
        super().__init__(says.en)
        self.says = says
        self.code = code or type(self).code
        self.basis = basis
        self.needed = needed
        self.errors = errors

    def members(self, language: Language) -> Mapping[str, object]:  # noqa: ARG002 - for subclasses
        """Return what a service's own form of the problem tells beyond the members of all."""
        return {}


class Conflict(Refusal):
    """What is asked contradicts what is recorded."""


class Invalid(Refusal):
    """What is sent cannot be understood or accepted as it is."""

    kind = Kind.INVALID
    code = "INVALID"


class Malformed(Refusal):
    """A header or body that the conventions require is missing or unreadable."""

    kind = Kind.MALFORMED
    code = "MALFORMED"


class Unauthenticated(Refusal):
    """No token, or one that does not hold."""

    kind = Kind.UNAUTHENTICATED
    code = "UNAUTHENTICATED"


class Forbidden(Refusal):
    """The caller's role may not do this."""

    kind = Kind.FORBIDDEN
    code = "FORBIDDEN"


class NotFound(Refusal):
    """There is nothing here, or nothing that the caller's division may see: both read the same."""

    kind = Kind.NOT_FOUND
    code = "NOT-FOUND"

    def __init__(self) -> None:
        super().__init__(
            Text("没有这条记录,或不在您的管辖区划内。", "No such record within your division."),
            needed=Text(
                "核对编号,或使用负责该区划的账号。",
                "Check the identifier, or use an account that answers for that division.",
            ),
        )


class Stale(Refusal):
    """The record has changed since the caller read it."""

    kind = Kind.STALE
    code = "STALE"

    def __init__(self) -> None:
        super().__init__(
            Text("记录在您读取之后已被修改。", "The record has changed since you read it."),
            needed=Text(
                "重新读取,核对后带上新的 ETag 再提交。",
                "Read it again, compare, and send the new ETag in If-Match.",
            ),
        )


class PreconditionRequired(Refusal):
    """A change must say which version of the record it was made against."""

    kind = Kind.PRECONDITION_REQUIRED
    code = "IF-MATCH-REQUIRED"

    def __init__(self) -> None:
        super().__init__(
            Text("修改记录必须带 If-Match。", "A change must carry If-Match."),
            needed=Text(
                "把读取时得到的 ETag 放入 If-Match。",
                "Put the ETag that you were given when reading into If-Match.",
            ),
        )


class TooLarge(Refusal):
    """The body is larger than this operation takes."""

    kind = Kind.TOO_LARGE
    code = "TOO-LARGE"


class Unavailable(Refusal):
    """Something this answer depends on cannot be reached now; nothing has been changed."""

    kind = Kind.UNAVAILABLE
    code = "UNAVAILABLE"
