"""Every message takes effect once and in its turn, whatever the bus does to it."""

from itertools import count

import pytest
from sqlalchemy import text

from shared.messaging.bus import Delivery
from shared.messaging.consumers import Consumers
from shared.messaging.inbox import Outcome
from tests.huanjie.waiting import eventually
from tests.shared.messaging.places import a_delivery, a_message
from tests.shared.messaging.recording import Recording

APPLIED, DROPPED, PARKED, SET_ASIDE = Outcome
numbers = count(1)


@pytest.fixture
def recording(receiver):
    return Recording(receiver)


@pytest.fixture
def key():
    return f"2204020{next(numbers):05d}"


def deliveries_of(key, how_many):
    return [a_delivery(a_message(version, key=key)) for version in range(1, how_many + 1)]


def sweep_until(recording, claim):
    """Let the inbox try again what is due, as the worker does."""

    def swept():
        recording.inbox.sweep()
        return claim()

    return eventually(swept)


def test_a_message_takes_effect(recording, key):
    message = a_message(1, key=key)

    outcome = recording.inbox.receive(a_delivery(message))

    assert outcome is APPLIED
    assert recording.effects(key) == ["P1"]


def test_its_consumer_acts_for_the_original_actor_because_of_the_event(recording, key, receiver):
    message = a_message(1, key=key, correlation_id="request-5", caused_by="something-earlier")

    recording.inbox.receive(a_delivery(message))

    with receiver.connect() as connection:
        statement = text("SELECT * FROM effects WHERE key = :key")
        row = connection.execute(statement, {"key": key}).one()
    assert row.actor == "zhang STREET"
    assert row.correlation_id == "request-5"
    assert row.caused_by == str(message.event_id)


def test_a_message_that_comes_again_is_dropped(recording, key):
    [delivery] = deliveries_of(key, 1)

    outcomes = [recording.inbox.receive(delivery) for _ in range(3)]

    assert outcomes == [APPLIED, DROPPED, DROPPED]
    assert recording.effects(key) == ["P1"]


def test_what_comes_too_early_waits_and_follows_in_order(recording, key):
    first, second, third, fourth = deliveries_of(key, 4)

    outcomes = [recording.inbox.receive(each) for each in (fourth, third, second, first)]

    assert outcomes == [PARKED, PARKED, PARKED, APPLIED]
    assert recording.effects(key) == ["P1", "P2", "P3", "P4"]
    assert recording.rows("parked", key) == []


def test_a_parked_message_that_comes_again_is_dropped(recording, key):
    first, second = deliveries_of(key, 2)

    outcomes = [recording.inbox.receive(each) for each in (second, second, first, second)]

    assert outcomes == [PARKED, DROPPED, APPLIED, DROPPED]
    assert recording.effects(key) == ["P1", "P2"]


def test_a_number_that_was_used_is_dropped_though_the_id_is_new(recording, key):
    recording.inbox.receive(a_delivery(a_message(1, key=key)))

    outcome = recording.inbox.receive(a_delivery(a_message(1, key=key)))

    assert outcome is DROPPED
    assert recording.effects(key) == ["P1"]


def test_keys_and_topics_do_not_wait_for_each_other(recording, key):
    elsewhere = a_delivery(a_message(1, key=key, topic="election"))
    early = a_delivery(a_message(2, key=key))

    outcomes = [recording.inbox.receive(early), recording.inbox.receive(elsewhere)]

    assert outcomes == [PARKED, APPLIED]


def test_an_event_that_nobody_awaits_only_moves_the_position(recording, key):
    unknown = a_delivery(a_message(1, key=key, name="roster.of_tomorrow.v9", body="[1]"))
    known = a_delivery(a_message(2, key=key))

    outcomes = [recording.inbox.receive(unknown), recording.inbox.receive(known)]

    assert outcomes == [APPLIED, APPLIED]
    assert recording.effects(key) == ["P2"]


def test_a_consumer_of_every_event_gets_messages_also_of_unknown_kinds(recording, key):
    told = []
    recording.consumers.on_every(lambda _, message: told.append(message.name))

    recording.inbox.receive(a_delivery(a_message(1, key=key)))
    recording.inbox.receive(a_delivery(a_message(2, key=key, name="roster.of_tomorrow.v9")))

    assert told == ["roster.reserve_filed.v1", "roster.of_tomorrow.v9"]
    assert recording.consumers.topics == ["audit", "election", "reporting", "roster"]


def test_a_group_needs_the_topics_of_its_events():
    assert Consumers("roster").topics == []


def test_a_failing_event_holds_its_key_and_nothing_else(recording, key):
    recording.fails.add((key, "P2"))
    first, second, third = deliveries_of(key, 3)
    other = a_delivery(a_message(1, key=f"{key}-other"))

    outcomes = [recording.inbox.receive(each) for each in (first, second, third, other)]

    assert outcomes == [APPLIED, SET_ASIDE, PARKED, APPLIED]
    assert recording.effects(key) == ["P1"]


def test_a_failing_event_is_tried_three_times(recording, key):
    recording.fails.add((key, "P1"))
    [delivery] = deliveries_of(key, 1)
    recording.inbox.receive(delivery)

    tried = sweep_until(recording, lambda: recording.rows("set_aside", key)[0].retry_at is None)

    [row] = recording.rows("set_aside", key)
    assert tried
    assert (row.attempts, recording.calls[key]) == (3, 3)
    assert recording.inbox.receive(delivery) is DROPPED


def test_an_event_that_fails_once_takes_effect_at_the_next_try(recording, key):
    recording.fails.add((key, "P1"))
    first, second = deliveries_of(key, 2)
    recording.inbox.receive(first)
    recording.inbox.receive(second)

    recording.fails.clear()

    assert sweep_until(recording, lambda: recording.effects(key) == ["P1", "P2"])


def test_what_is_kept_of_a_failure_says_where_and_not_about_whom(recording, key):
    recording.fails.add((key, "P1"))
    [delivery] = deliveries_of(key, 1)

    recording.inbox.receive(delivery)

    [row] = recording.rows("set_aside", key)
    assert row.error.startswith("LookupError in record (messaging/recording.py:")
    assert (row.value, row.raw_key) == (delivery.value, delivery.key)


def test_a_replayed_event_is_followed_by_those_that_waited(recording, key):
    recording.fails.add((key, "P2"))
    first, second, third, fourth = deliveries_of(key, 4)
    for delivery in (first, second, fourth, third):
        recording.inbox.receive(delivery)
    [row] = recording.rows("set_aside", key)
    recording.fails.clear()

    replayed = recording.new_inbox().replay(row.event_id)

    assert replayed
    assert recording.effects(key) == ["P1", "P2", "P3", "P4"]
    assert recording.rows("set_aside", key)[0].replayed_at is not None
    assert not recording.inbox.replay(row.event_id)


def test_a_replay_that_fails_changes_nothing_but_the_count(recording, key):
    recording.fails.add((key, "P1"))
    recording.inbox.receive(deliveries_of(key, 1)[0])
    [row] = recording.rows("set_aside", key)

    assert not recording.inbox.replay(row.event_id)
    assert recording.rows("set_aside", key)[0].attempts == 2
    assert recording.effects(key) == []


def test_a_follower_that_fails_in_its_turn_is_set_aside_in_its_place(recording, key):
    recording.fails |= {(key, "P1"), (key, "P2")}
    first, second, third = deliveries_of(key, 3)
    for delivery in (first, second, third):
        recording.inbox.receive(delivery)
    [row] = recording.rows("set_aside", key)
    recording.fails.discard((key, "P1"))

    recording.inbox.replay(row.event_id)

    assert recording.effects(key) == ["P1"]
    assert [row.version for row in recording.rows("set_aside", key)] == [1, 2]
    assert [row.version for row in recording.rows("parked", key)] == [3]


def test_a_body_of_another_form_is_set_aside(recording, key):
    outcome = recording.inbox.receive(a_delivery(a_message(1, key=key, body='{"post": 7}')))

    assert outcome is SET_ASIDE
    assert recording.rows("set_aside", key)[0].error.startswith("ValidationError")


def test_bytes_that_are_no_message_are_set_aside_once(recording, receiver):
    foreign = Delivery("roster", b"\xff", [("ce_id", b"\x00")], b"\x00\xff", 0, 1)

    outcomes = [recording.inbox.receive(foreign) for _ in range(2)]

    with receiver.connect() as connection:
        statement = text("SELECT * FROM set_aside WHERE key IS NULL")
        [row] = connection.execute(statement).all()
    assert outcomes == [SET_ASIDE, SET_ASIDE]
    assert (row.raw_key, row.value) == (foreign.key, foreign.value)


def test_a_key_that_a_crash_stopped_half_way_goes_on(recording, key, receiver):
    second = a_delivery(a_message(2, key=key))
    recording.inbox.receive(second)
    stop_following = text("UPDATE stream_positions SET version = 1 WHERE key = :key")
    with receiver.begin() as connection:
        connection.execute(stop_following, {"key": key})

    recording.new_inbox().sweep()

    assert recording.effects(key) == ["P2"]


def test_replaying_all_tells_how_many_succeeded(recording, key, receiver):
    keys = [f"{key}-{number}" for number in range(4)]
    with receiver.begin() as connection:
        connection.execute(text("DELETE FROM set_aside"))
    for each in keys:
        recording.fails.add((each, "P1"))
        recording.inbox.receive(a_delivery(a_message(1, key=each)))
    recording.fails = {(keys[0], "P1")}

    assert recording.inbox.replay_all() == (3, 1)
    assert [recording.effects(each) for each in keys] == [[], ["P1"], ["P1"], ["P1"]]
