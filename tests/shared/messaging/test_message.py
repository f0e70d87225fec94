"""A message survives the way, and bytes that are none are recognised."""

import pytest

from shared.context import Cause
from shared.messaging.bus import Delivery, Unreadable
from shared.messaging.message import pack_headers, unpack_headers
from tests.shared.messaging.places import a_delivery, a_message, an_event


def without(headers, name):
    return [header for header in headers if header[0] != name]


def test_a_message_is_a_cloud_event_in_binary_mode():
    message = a_message(7, caused_by="0190-cause")

    key, headers, value = message.encode()

    assert key == b"220402001001"
    assert value.decode() == message.body
    assert dict(headers) == {
        "ce_specversion": b"1.0",
        "ce_id": str(message.event_id).encode(),
        "ce_source": b"/huanjie/roster",
        "ce_type": b"roster.reserve_filed.v1",
        "ce_time": message.occurred_at.isoformat().replace("+00:00", "Z").encode(),
        "ce_partitionkey": b"220402001001",
        "ce_sequence": b"7",
        "ce_actor": b"zhang",
        "ce_actorrole": b"STREET",
        "ce_correlationid": b"request-1",
        "ce_causationid": b"0190-cause",
        "content-type": b"application/json",
    }


def test_a_message_gives_back_its_event_and_what_its_consumer_says_of_the_cause():
    message = a_message(1)

    assert message.event() == an_event(person="P1")
    assert message.as_cause() == Cause("zhang", "STREET", "request-1", str(message.event_id))


@pytest.mark.parametrize(
    "name", ["ce_id", "ce_time", "ce_type", "ce_sequence", "ce_actor", "ce_actorrole"]
)
def test_a_message_without_a_needed_header_is_unreadable(name):
    delivery = a_delivery(a_message(1))
    cut = Delivery("roster", delivery.key, without(delivery.headers, name), delivery.value, 0, 1)

    with pytest.raises(Unreadable):
        cut.message()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ce_id", b"7"),
        ("ce_sequence", b"first"),
        ("ce_sequence", b"0"),
        ("ce_sequence", b"99999999999"),
        ("ce_type", b"x" * 101),
        ("ce_type", b"x\0y"),
        ("ce_time", b"yesterday"),
        ("ce_time", b"2021-03-01T00:00:00"),
        ("ce_type", b""),
        ("ce_specversion", b"0.3"),
        ("ce_actor", b"\xff\xfe"),
    ],
)
def test_a_message_with_a_broken_header_is_unreadable(name, value):
    delivery = a_delivery(a_message(1))
    headers = [*without(delivery.headers, name), (name, value)]

    with pytest.raises(Unreadable):
        Delivery("roster", delivery.key, headers, delivery.value, 0, 1).message()


@pytest.mark.parametrize(
    ("key", "headers", "value"),
    [
        (None, [], b""),
        (b"\xff", [("ce_id", b"\x00")], b"\xff\xff"),
        (b"220402001001", [], b'{"division_code": "220402001001"}'),
    ],
)
def test_foreign_bytes_are_unreadable(key, headers, value):
    with pytest.raises(Unreadable):
        Delivery("roster", key, headers, value, 0, 1).message()


def test_a_value_that_is_not_utf_8_is_unreadable():
    delivery = a_delivery(a_message(1))

    with pytest.raises(Unreadable):
        Delivery("roster", delivery.key, delivery.headers, b'{"x": "\xff"}', 0, 1).message()


def test_packed_headers_keep_every_byte():
    headers = [("a", bytes(range(256))), ("a", "再次".encode()), ("", b"")]

    assert unpack_headers(pack_headers(headers)) == headers
