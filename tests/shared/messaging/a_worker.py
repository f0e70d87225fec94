"""A worker as a service has it.

python -m tests.shared.messaging.a_worker SERVICE VARIANT [replay …]

Variants: `good`; `commits-first` and `effects-outside` are known to be bad; `failing` has a bug.
"""

from __future__ import annotations

import sys

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from shared.events import ReserveFiled
from shared.messaging import event_log
from shared.messaging.consumers import Consumers
from shared.settings import Settings
from shared.worker import run_worker
from tests.shared.messaging.recording import RECORD

service, variant = sys.argv[1:3]
consumers = Consumers(service)


def record(session: Session, event: ReserveFiled) -> None:
    """Write down the event."""
    values = {"key": event.key, "person": event.person_number}
    session.execute(RECORD, {**values, "actor": "", "correlation_id": "", "caused_by": ""})


def fail(session: Session, event: ReserveFiled) -> None:
    """Stumble over one person."""
    record(session, event)
    if event.person_number == "P2":
        raise LookupError("a bug")


def record_outside(session: Session, event: ReserveFiled) -> None:
    """Write down the event in a transaction of its own."""
    url = Settings.for_service(service).database_url.get_secret_value()
    with Session(create_engine(url)) as own, own.begin():
        record(own, event)


class CommitsFirst(event_log.EventLog):
    """Says that deliveries are done with before they are."""

    def poll(self, timeout_seconds):
        """Poll and commit."""
        deliveries = super().poll(timeout_seconds)
        if deliveries:
            self.commit(deliveries)
        return deliveries


if service == "reporting":
    reactions = {"failing": fail, "effects-outside": record_outside}
    consumers.on(ReserveFiled)(reactions.get(variant, record))
if variant == "commits-first":
    event_log.EventLog = CommitsFirst

if __name__ == "__main__":
    sys.argv[1:] = sys.argv[3:]
    run_worker(service, consumers)
