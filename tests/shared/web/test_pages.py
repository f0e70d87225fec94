"""Lists: every row once, whatever happens between two pages; a cursor is opaque and checked."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, delete, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from shared.database import new_id
from shared.errors import Invalid
from shared.settings import Settings
from shared.web import PageQuery, page
from shared.web.pages import _Key, _read_cursor, _write_cursor
from tests.shared.web.sample import Note

NOTES = "/api/v1/notes"
ORDERS = {
    "up": [Note.rank, Note.id],
    "down": [Note.rank.desc(), Note.id.desc()],
    "mixed": [Note.rank.desc(), Note.title, Note.written_on.desc(), Note.id],
    "alone": [Note.id],
}


@pytest.fixture(scope="module")
def session(settings: Settings) -> Iterator[Session]:
    """Return a session on notes with few different ranks and titles."""
    engine = create_engine(settings.database_url.get_secret_value())
    chance = random.Random(1)
    with Session(engine) as opened:
        for number in range(137):
            opened.add(
                Note(
                    id=new_id(),
                    title=chance.choice(["张三", "a", "b", "é", "A"]),
                    rank=chance.choice([-1, 0, 7]),
                    written_on=date(2021, 3, 1) + timedelta(days=number % 3),
                )
            )
        opened.commit()
        yield opened
    engine.dispose()


def walk(session: Session, statement: Any, order: Any, limit: int) -> list[Any]:
    """Return all rows, page by page."""
    rows: list[Any] = []
    cursor = None
    while True:
        found = page(session, statement, order=order, query=PageQuery(limit=limit, cursor=cursor))
        rows.extend(found.rows)
        assert len(found.rows) == limit or found.next_cursor is None
        if found.next_cursor is None:
            return rows
        cursor = found.next_cursor


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS.keys())
@pytest.mark.parametrize("limit", [1, 7, 136, 137, 138, 200])
def test_pages_together_are_the_whole_list_in_order(
    session: Session, order: Any, limit: int
) -> None:
    whole = session.scalars(select(Note).order_by(*order)).all()

    assert walk(session, select(Note), order, limit) == whole


def test_rows_of_columns_keep_their_names(session: Session) -> None:
    columns = select(Note.id, Note.title.label("heading"))

    found = page(session, columns, order=[Note.rank, Note.id], query=PageQuery(limit=2))

    assert [set(row._fields) for row in found.rows] == [{"id", "heading"}] * 2
    assert walk(session, columns, [Note.rank, Note.id], 10) == (
        session.execute(columns.order_by(Note.rank, Note.id)).all()
    )


def test_one_column_gives_its_values(session: Session) -> None:
    assert walk(session, select(Note.rank), [Note.rank, Note.id], 50) == sorted(
        session.scalars(select(Note.rank)).all()
    )


def test_what_changes_between_two_pages_moves_no_other_row(session: Session) -> None:
    order = [Note.id]
    first = page(session, select(Note), order=order, query=PageQuery(limit=50))
    expected = session.scalars(select(Note).order_by(Note.id)).all()[50:100]

    session.execute(delete(Note).where(Note.id == first.rows[10].id))
    second = page(
        session, select(Note), order=order, query=PageQuery(limit=50, cursor=first.next_cursor)
    )

    assert second.rows == expected
    session.rollback()


def test_the_total_is_counted_only_when_asked(session: Session) -> None:
    asked = page(
        session,
        select(Note).where(Note.rank == 0),
        order=[Note.id],
        query=PageQuery(limit=1, total=True),
    )
    unasked = page(session, select(Note), order=[Note.id], query=PageQuery())

    assert asked.total == len(session.scalars(select(Note).where(Note.rank == 0)).all())
    assert unasked.total is None


def test_a_list_answers_with_items_and_a_link_to_the_next_page(
    client: TestClient, session: Session
) -> None:
    first = client.get(NOTES, params={"limit": 30, "rank": 7})
    [path, relation] = first.headers["link"].split("; ")
    second = client.get(path.strip("<>"))

    assert relation == 'rel="next"'
    assert first.json().keys() == {"items", "next_cursor"}
    expected = session.scalars(
        select(Note.id).where(Note.rank == 7).order_by(Note.rank.desc(), Note.id)
    ).all()
    listed = [item["id"] for answer in (first, second) for item in answer.json()["items"]]
    assert listed == [str(identifier) for identifier in expected][:60]
    assert len(expected) > 30


def test_a_list_tells_its_total_when_asked(client: TestClient, session: Session) -> None:
    answer = client.get(NOTES, params={"limit": 1, "total": "true"})

    assert answer.json()["total"] == 137


def test_an_empty_list_is_a_page_too(client: TestClient, session: Session) -> None:
    answer = client.get(NOTES, params={"rank": 999})

    assert answer.json() == {"items": [], "next_cursor": None}


def encoded(document: bytes) -> str:
    return base64.urlsafe_b64encode(document).decode()


def refused(answer: httpx.Response) -> bool:
    return answer.status_code == 422 and answer.json()["errors"] == [
        {
            "pointer": "query:cursor",
            "code": "cursor",
            "detail": "The cursor was not given by this list.",
        }
    ]


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "!!!",
        "张三",
        encoded(b"[]"),
        encoded(b"{}"),
        encoded(b'["-rank,id", 1]'),
        encoded(b'["-rank,id", "x", "y"]'),
        base64.urlsafe_b64encode(f'["-rank,id", 1, "{UUID(int=0)}", 1]'.encode()).decode(),
        base64.urlsafe_b64encode(f'["rank,id", 1, "{UUID(int=0)}"]'.encode()).decode(),
        encoded(b"[" * 1000),
        encoded(b"\xff\xfe"),
    ],
)
def test_a_cursor_that_no_page_gave_is_refused(client: TestClient, cursor: str) -> None:
    assert refused(client.get(NOTES, params={"cursor": cursor}))


def test_a_cursor_of_another_list_is_refused(client: TestClient, session: Session) -> None:
    cursor = client.get(NOTES, params={"limit": 1}).json()["next_cursor"]

    assert refused(client.get(f"{NOTES}/columns", params={"cursor": cursor}))


def test_a_number_in_a_cursor_beyond_the_column_is_refused(client: TestClient) -> None:
    cursor = encoded(f'["-rank,id", {10**30}, "{UUID(int=0)}"]'.encode())

    answer = client.get(NOTES, params={"cursor": cursor})

    assert answer.status_code in {200, 422}, answer.text


KEYS = [_Key.of(column) for column in ORDERS["mixed"]]


@given(rank=st.integers(), title=st.text(), written_on=st.dates(), identifier=st.uuids())
def test_what_is_written_into_a_cursor_is_read_from_it(
    rank: int, title: str, written_on: date, identifier: Any
) -> None:
    values = (rank, title, written_on, identifier)

    assert _read_cursor(_write_cursor(values, KEYS), KEYS) == values


@given(st.text(max_size=200))
def test_no_text_as_a_cursor_breaks_anything(text: str) -> None:
    with pytest.raises(Invalid):
        _read_cursor(text, KEYS)
