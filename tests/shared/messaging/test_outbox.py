"""An event is published with the change it tells of, or not at all; its number has no hole."""

import json
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.context import Cause, acting
from shared.events import Division, DivisionsRegistered
from shared.messaging.outbox import EventTooLarge, publish, publish_all
from tests.shared.messaging.places import an_event


def rows(engine, key):
    with engine.connect() as connection:
        statement = text("SELECT * FROM outbox WHERE key = :key ORDER BY id")
        return connection.execute(statement, {"key": key}).all()


def test_a_committed_change_has_its_event(sender):
    with Session(sender) as session, session.begin():
        event_id = publish(session, an_event("220402001101"))

    [row] = rows(sender, "220402001101")
    assert (row.event_id, row.topic, row.key, row.version) == (
        event_id,
        "roster",
        "220402001101",
        1,
    )
    assert row.name == "roster.reserve_filed.v1"
    assert row.sent_at is None


def test_a_change_that_is_rolled_back_has_none_and_uses_no_number(sender):
    with Session(sender) as session, session.begin():
        publish(session, an_event("220402001102"))
    with Session(sender) as session:
        publish(session, an_event("220402001102"))
        session.rollback()
    with Session(sender) as session, session.begin():
        publish(session, an_event("220402001102"))

    assert [row.version for row in rows(sender, "220402001102")] == [1, 2]


def test_the_body_is_the_events_facts_in_sorted_order_as_readable_text(sender):
    division = Division(
        code="220402001103", name="环街社区", level="community", parent_code=None, path="2204."
    )
    with Session(sender) as session, session.begin():
        publish(session, DivisionsRegistered(division_code="220402001103", divisions=(division,)))

    [row] = rows(sender, "220402001103")
    assert '"name":"环街社区"' in row.body
    assert row.body == json.dumps(
        json.loads(row.body), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def test_the_event_says_who_acted_and_why(sender):
    cause = Cause("li", "COUNTY_ORG", "request-9", "event-3")
    with acting(cause), Session(sender) as session, session.begin():
        publish(session, an_event("220402001104"))

    [row] = rows(sender, "220402001104")
    assert Cause(row.actor, row.actor_role, row.correlation_id, row.caused_by) == cause


def test_many_events_are_written_at_once_each_key_in_the_order_given(sender):
    keys = ("220402001116", "220402001115")

    with Session(sender) as session, session.begin():
        publish_all(session, [])
        publish_all(session, [an_event(key, f"P{n}") for n in (1, 2, 3) for key in keys])

    for key in keys:
        assert [(row.version, row.body.count(f"P{row.version}")) for row in rows(sender, key)] == [
            (1, 1),
            (2, 1),
            (3, 1),
        ]


def test_writers_of_one_key_get_numbers_in_the_order_of_their_commits(sender):
    key = "220402001105"

    def write():
        for _ in range(25):
            with Session(sender) as session, session.begin():
                publish(session, an_event(key))

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [row.version for row in rows(sender, key)] == list(range(1, 101))


def test_an_event_that_no_bus_carries_in_one_piece_is_refused(sender):
    division = Division(code="1", name="字" * 90_000, level="x", parent_code=None, path="1.")

    with Session(sender) as session, pytest.raises(EventTooLarge):
        publish(session, DivisionsRegistered(division_code="1", divisions=(division,)))
