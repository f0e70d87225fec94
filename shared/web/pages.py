"""Lists, page by page: each page starts after the last row of the one before (keyset)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Generic, TypeVar, cast, overload

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import to_json
from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import UnaryExpression
from starlette.responses import Response

from shared.errors import FieldError, Invalid
from shared.text import Text
from shared.web.answers import CACHING

Row = TypeVar("Row")
View = TypeVar("View", bound=BaseModel)
Order = Sequence[ColumnElement[Any] | InstrumentedAttribute[Any]]


class PageQuery(BaseModel):
    """What every list takes; a list with filters extends it, one model per operation."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=200, description="每页条数 rows per page")] = 50
    cursor: Annotated[
        str | None,
        Field(max_length=2000, description="上一页给出的 next_cursor, as given by the page before"),
    ] = None
    total: Annotated[bool, Field(description="是否计算总数 count all rows as well")] = False


class PageOf(BaseModel, Generic[View]):
    """One page of a list; `next_cursor` is null on the last."""

    items: list[View]
    next_cursor: str | None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page, where the next begins, and how many there are if that was asked."""

    rows: Sequence[Row]
    next_cursor: str | None
    total: int | None


@overload
def page(
    session: Session, statement: Select[Row], *, order: Order, query: PageQuery
) -> Page[Row]: ...
@overload
def page(
    session: Session, statement: Select[*tuple[Any, ...]], *, order: Order, query: PageQuery
) -> Page[Any]: ...
def page(
    session: Session, statement: Select[*tuple[Any, ...]], *, order: Order, query: PageQuery
) -> Page[Any]:
    """Return one page of the statement's rows in this order.

    The columns of `order` are never null and the last of them is unique: `[Election.due_on.desc(),
    Election.id]`. A statement that selects one entity or column gives these as rows.
    """
    keys = [_Key.of(column) for column in order]
    width = len(statement.column_descriptions)
    listed = statement.add_columns(*(key.column for key in keys)).order_by(None).order_by(*order)
    if query.cursor is not None:
        listed = listed.where(_after(keys, _read_cursor(query.cursor, keys)))
    found = session.execute(listed.limit(query.limit + 1)).freeze()
    visible = found().scalars() if width == 1 else found().columns(*range(width))
    ends = found().columns(*range(width, width + len(keys))).all()
    return Page(
        rows=visible.all()[: query.limit],
        next_cursor=(
            _write_cursor(ends[query.limit - 1], keys) if len(ends) > query.limit else None
        ),
        total=_count(session, statement) if query.total else None,
    )


def answer_page(request: Request, found: Page[Row], view: Callable[[Row], BaseModel]) -> Response:
    """Return the page as `{items, next_cursor}`, and a Link header to the next page."""
    members: dict[str, Any] = {"items": [view(row) for row in found.rows]}
    members["next_cursor"] = found.next_cursor
    if found.total is not None:
        members["total"] = found.total
    headers = dict(CACHING)
    if found.next_cursor is not None:
        url = request.url.include_query_params(cursor=found.next_cursor)
        headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
    body = to_json(members)
    return Response(body, headers=headers, media_type="application/json")


@dataclass(frozen=True, slots=True)
class _Key:
    """One column of an order, and its direction."""

    column: ColumnElement[Any]
    descending: bool

    @classmethod
    def of(cls, column: ColumnElement[Any] | InstrumentedAttribute[Any]) -> _Key:
        if isinstance(column, UnaryExpression) and column.modifier is operators.desc_op:
            return cls(column.element, descending=True)
        return cls(cast("ColumnElement[Any]", column), descending=False)

    @property
    def name(self) -> str:
        return f"{'-' if self.descending else ''}{self.column.key}"

    def beyond(self, value: ColumnElement[Any]) -> ColumnElement[bool]:
        return self.column < value if self.descending else self.column > value


def _after(keys: Sequence[_Key], values: Sequence[Any]) -> ColumnElement[bool]:
    """Return the condition that a row comes after these values; one row comparison if it can."""
    bound = [literal(value, key.column.type) for key, value in zip(keys, values, strict=True)]
    if len({key.descending for key in keys}) == 1:
        columns, given = tuple_(*(key.column for key in keys)), tuple_(*bound)
        return columns < given if keys[0].descending else columns > given
    same = [key.column == value for key, value in zip(keys, bound, strict=True)]
    return or_(
        *(
            and_(*same[:depth], key.beyond(value))
            for depth, (key, value) in enumerate(zip(keys, bound, strict=True))
        )
    )


def _count(session: Session, statement: Select[*tuple[Any, ...]]) -> int:
    rows = statement.order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


@lru_cache(maxsize=256)
def _cursor_form(types: tuple[type[Any], ...]) -> TypeAdapter[tuple[Any, ...]]:
    form: Any = tuple.__class_getitem__((str, *types))
    return TypeAdapter(form)


def _form_of(keys: Sequence[_Key]) -> TypeAdapter[tuple[Any, ...]]:
    return _cursor_form(tuple(key.column.type.python_type for key in keys))


def _write_cursor(values: Iterable[Any], keys: Sequence[_Key]) -> str:
    order = ",".join(key.name for key in keys)
    document = _form_of(keys).dump_json((order, *values))
    return base64.urlsafe_b64encode(document).decode().rstrip("=")


def _read_cursor(cursor: str, keys: Sequence[_Key]) -> tuple[Any, ...]:
    """Return the values in a cursor; refused when it was not made by this list in this order."""
    try:
        document = base64.b64decode(
            cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True
        )
        order, *values = _form_of(keys).validate_json(document)
    except (binascii.Error, ValidationError, ValueError):
        raise BadCursor from None
    if order != ",".join(key.name for key in keys):
        raise BadCursor
    return tuple(values)


class BadCursor(Invalid):
    """The cursor was not given by this list."""

    def __init__(self) -> None:
        says = Text("cursor 不是这个列表给出的。", "The cursor was not given by this list.")
        super().__init__(
            says,
            needed=Text(
                "从第一页重新读取,或使用上一页的 next_cursor。",
                "Begin with the first page, or send the next_cursor of the page before.",
            ),
            errors=(FieldError("query:cursor", "cursor", says),),
        )
