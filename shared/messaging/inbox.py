"""Receiving: every message takes effect once, in the order of its key, or is kept until it can."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from shared.context import acting
from shared.crash import crash_point
from shared.database import Sessions
from shared.messaging.bus import Delivery
from shared.messaging.consumers import Consumers
from shared.messaging.kept import RETRY_AFTER_SECONDS, Kept
from shared.messaging.message import Message, Unreadable

log = logging.getLogger(__name__)
T = TypeVar("T")

SWEEP_SECONDS = 5.0

# One statement: is it new, and is it the next of its key? The inbox row commits with the effect,
# the parking or the setting aside, and means: nothing to do when this event comes again.
TAKE = text("""
    WITH received AS (
        INSERT INTO inbox (consumer, event_id) VALUES (:consumer, :event_id)
        ON CONFLICT DO NOTHING RETURNING event_id
    ), position AS (
        INSERT INTO stream_positions AS p (consumer, topic, key, version)
        SELECT :consumer, :topic, :key, CASE WHEN :version = 1 THEN 1 ELSE 0 END FROM received
        ON CONFLICT (consumer, topic, key)
        DO UPDATE SET version = :version WHERE p.version = :version - 1
        RETURNING version
    )
    SELECT EXISTS (SELECT FROM received) AS is_new,
           EXISTS (SELECT FROM position WHERE version = :version) AS is_next,
           EXISTS (SELECT FROM parked WHERE consumer = :consumer AND topic = :topic
                   AND key = :key AND version = :version + 1) AS another_waits
""")
POSITION = text("""
    SELECT version FROM stream_positions
    WHERE consumer = :consumer AND topic = :topic AND key = :key
""")


class Outcome(StrEnum):
    """What became of a delivery."""

    APPLIED = "applied"
    DROPPED = "dropped"  # had been received before
    PARKED = "parked"  # must follow one that has not taken effect yet
    SET_ASIDE = "set_aside"  # its consumer failed


class ConsumerFailed(Exception):
    """A consumer raised `error`; nothing of the attempt is stored."""

    def __init__(self, error: Exception) -> None:
        super().__init__(type(error).__name__)
        self.error = error


class Inbox:
    """What one group of consumers has received; one transaction for each message."""

    def __init__(self, sessions: Sessions, consumers: Consumers) -> None:
        self._sessions = sessions
        self._consumers = consumers
        self._kept = Kept(consumers.name)
        self._next_sweep = 0.0

    def receive(self, delivery: Delivery) -> Outcome:
        """Let a delivery take effect, once and in its turn; one that fails stops nobody else."""
        try:
            message = delivery.message()
        except Unreadable as error:
            return self._set_aside(delivery, None, error)
        try:
            outcome, another_waits = self._attempt(
                lambda session: self._take(session, message, delivery)
            )
        except ConsumerFailed as failure:
            return self._set_aside(delivery, message, failure.error)
        if another_waits:
            self.continue_key(message.topic, message.key)
        return outcome

    def seconds_to_sweep(self) -> float:
        """Return how long until `sweep` has something to do."""
        return max(0.0, self._next_sweep - time.monotonic())

    def sweep(self) -> None:
        """Try again what is due for it; continue keys that a crash has stopped half-way."""
        with self._sessions.begin() as session:
            due, waiting = self._kept.due(session), self._kept.continuable(session)
        for event_id in due:
            self.replay(event_id)
        for topic, key in waiting:
            self.continue_key(topic, key)
        with self._sessions.begin() as session:
            to_retry = self._kept.seconds_to_retry(session)
        self._next_sweep = time.monotonic() + min(SWEEP_SECONDS, max(0.0, to_retry))

    def replay(self, event_id: UUID) -> bool:
        """Try an event that was set aside once more, then those that wait for it, in order.

        Return whether it is no longer set aside.
        """
        try:
            message = self._attempt(lambda session: self._replay_in(session, event_id))
        except ConsumerFailed as failure:
            with self._sessions.begin() as session:
                self._kept.note_failure(session, event_id, failure.error)
            return False
        if message is not None:
            self.continue_key(message.topic, message.key)
        return message is not None

    def replay_all(self) -> tuple[int, int]:
        """Replay everything that is set aside; return how many succeeded and how many failed."""
        with self._sessions.begin() as session:
            event_ids = self._kept.all_set_aside(session)
        succeeded = sum(self.replay(event_id) for event_id in event_ids)
        return succeeded, len(event_ids) - succeeded

    def continue_key(self, topic: str, key: str) -> None:
        """Let the parked events of a key take effect as long as the next one is there."""
        while self._continue_once(topic, key):
            pass

    def _take(self, session: Session, message: Message, delivery: Delivery) -> tuple[Outcome, bool]:
        about = self._about(message)
        taken = session.execute(TAKE, {**about, "event_id": message.event_id}).one()
        if taken.is_next:
            self._react(session, message)
            return Outcome.APPLIED, taken.another_waits
        if not taken.is_new:
            return Outcome.DROPPED, False
        if message.version <= (session.scalar(POSITION, about) or 0):
            log.warning("Dropped event %s: its number was used before", message.event_id)
            return Outcome.DROPPED, False
        self._kept.park(session, message, delivery)
        return Outcome.PARKED, False

    def _continue_once(self, topic: str, key: str) -> bool:
        """Let the next parked event of the key take effect; say whether it did."""
        found: list[Delivery] = []

        def take_next(session: Session) -> None:
            found.extend(self._kept.take_next(session, topic, key))
            for delivery in found:
                self._react(session, delivery.message())

        try:
            self._attempt(take_next)
        except ConsumerFailed as failure:
            if not found:
                raise
            self._set_aside(found[0], found[0].message(), failure.error)
            return False
        return bool(found)

    def _replay_in(self, session: Session, event_id: UUID) -> Message | None:
        delivery = self._kept.lock_set_aside(session, event_id)
        if delivery is None:
            return None
        message = delivery.message()
        if message.event_id != event_id:  # could not be read before, so it was never received
            self._take(session, message, delivery)
        elif self._kept.advance(session, message):  # its place was kept, unless it was taken up
            self._react(session, message)
        self._kept.mark_replayed(session, event_id)
        return message

    def _react(self, session: Session, message: Message) -> None:
        with acting(message.as_cause()):
            self._consumers.react(session, message)
        crash_point("after_inbox")

    def _attempt(self, work: Callable[[Session], T]) -> T:
        """Do the work in a transaction; what a consumer raises comes out as `ConsumerFailed`."""
        try:
            with self._sessions.begin() as session:
                return work(session)
        except Exception as error:
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                raise  # no fault of the event
            raise ConsumerFailed(error) from error

    def _set_aside(self, delivery: Delivery, message: Message | None, error: Exception) -> Outcome:
        with self._sessions.begin() as session:
            self._kept.set_aside(session, delivery, message, error)
        soon = time.monotonic() + RETRY_AFTER_SECONDS[0]
        self._next_sweep = min(self._next_sweep, soon)
        return Outcome.SET_ASIDE

    def _about(self, message: Message) -> dict[str, Any]:
        return {
            "consumer": self._consumers.name,
            "topic": message.topic,
            "key": message.key,
            "version": message.version,
        }
