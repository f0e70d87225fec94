"""A sender and a receiver in one database, and both buses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Engine, create_engine

from huanjie.databases import EVENT_LOG, Server
from huanjie.kafka import Kafka, missing
from huanjie.processes import PROJECT
from shared.messaging.bus import Bus
from shared.messaging.event_log import EventLog
from shared.messaging.kafka import KafkaBus
from shared.migrations.messaging_tables import create_messaging_tables
from tests.shared.messaging.places import Places, connected

JARS = PROJECT / ".data" / "kafka" / "libs"
EFFECTS = """
    CREATE TABLE effects (
        id bigint GENERATED ALWAYS AS IDENTITY, key text, version integer, person text,
        actor text, correlation_id text, caused_by text, at timestamptz DEFAULT clock_timestamp()
    )
"""


@pytest.fixture(scope="session")
def new_places(server: Server) -> Iterator[Callable[[], Places]]:
    """Return a function that makes a database with a sender, a receiver and an event log."""
    made: list[str] = []

    def make() -> Places:
        name = f"messaging_{uuid4().hex}"
        server.create(name)
        server.create_roles(name)
        made.append(name)
        urls = server.urls(name)
        config = Config(str(PROJECT / "alembic.ini"), ini_section=EVENT_LOG)
        config.set_main_option("sqlalchemy.url", urls[EVENT_LOG])
        command.upgrade(config, "head")
        for role in ("roster", "reporting"):
            create_tables(urls[role])
        return Places(urls["roster"], urls["reporting"], urls[EVENT_LOG])

    yield make
    for name in made:
        server.drop(name)


def create_tables(url: str) -> None:
    """Create the messaging tables and one for effects, as the owner of the schema."""
    engine = create_engine(url)
    with engine.begin() as connection:
        create_messaging_tables(Operations(MigrationContext.configure(connection)))
        connection.exec_driver_sql(EFFECTS)
    engine.dispose()


@pytest.fixture(scope="module")
def places(new_places: Callable[[], Places]) -> Places:
    """Return the sender, receiver and event log of this module."""
    return new_places()


@pytest.fixture
def fresh_places(new_places: Callable[[], Places]) -> Places:
    """Return a sender, receiver and event log for this test alone."""
    return new_places()


@pytest.fixture(scope="module")
def engines(places: Places) -> Iterator[tuple[Engine, Engine]]:
    """Return the engines of the module's sender and receiver."""
    sender, receiver = create_engine(places.sender), create_engine(places.receiver)
    yield sender, receiver
    sender.dispose()
    receiver.dispose()


@pytest.fixture
def sender(engines: tuple[Engine, Engine]) -> Engine:
    """Return the engine of the service that publishes."""
    return engines[0]


@pytest.fixture
def receiver(engines: tuple[Engine, Engine]) -> Engine:
    """Return the engine of the service that consumes."""
    return engines[1]


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kafka]:
    """Return a running Kafka; where it cannot run, the tests that want it are skipped."""
    if reason := missing():
        pytest.skip(f"no Kafka here: {reason}")
    with Kafka(tmp_path_factory.mktemp("kafka"), jars=JARS) as running:
        yield running


@pytest.fixture(params=["event log", "kafka"])
def connect(request: pytest.FixtureRequest) -> Iterator[Callable[..., Bus]]:
    """Return `connect(group="", topics=())`, for either bus; what it opened is closed."""
    kind = request.param
    place = request.getfixturevalue("broker" if kind == "kafka" else "places")
    with ExitStack() as opened:

        def connect(*, group: str = "", topics: tuple[str, ...] = ()) -> Bus:
            def once() -> Bus:
                if kind == "kafka":
                    return KafkaBus(place.url, group=group, topics=topics, partitions=3)
                return EventLog(place.event_log, group=group, topics=topics)

            return opened.enter_context(closing(connected(once)))

        yield connect
