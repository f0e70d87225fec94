"""Whatever the order and however often the events come, the figures end the same, and right."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings, strategies
from sqlalchemy import select, text
from sqlalchemy.orm import sessionmaker

from services.reporting.commands.projection import recompute_all
from services.reporting.consumers import consumers
from services.reporting.models import Campaign, Measure
from shared.database import make_engine, make_sessions
from shared.messaging.inbox import Inbox, Outcome
from tests.cities import CityMaker
from tests.oracle import expect
from tests.services.reporting.factories import (
    EXAMPLE,
    CityEvents,
    consume,
    delivery_of,
    figures_in,
    messages_of,
)
from tests.services.reporting.story import (
    CAMPAIGN,
    CITY,
    DONGJI,
    FIRST,
    FOURTH,
    LONGSHAN,
    NANKANG,
    OTHER_CAMPAIGN,
    XIAN,
    whole_story,
)


@pytest.fixture
def session(session_for):
    return session_for("reporting")


def sums(session):
    statement = select(
        Measure.campaign_id,
        Measure.division_code,
        Measure.source,
        Measure.name,
        Measure.own,
        Measure.total,
    ).where((Measure.own != 0) | (Measure.total != 0))
    return {tuple(row) for row in session.execute(statement)}


def rebuilt(session):
    recompute_all(session)
    session.expire_all()
    return sums(session)


def test_the_example_city_ends_in_its_published_figures(session):
    city = CityEvents(EXAMPLE)

    consume(session, city.all())

    assert figures_in(session, city.campaign_id, city.city) == expect(EXAMPLE)["divisions"]
    assert sums(session) == rebuilt(session)


@pytest.mark.parametrize("seed", range(3))
def test_a_random_city_ends_in_the_figures_of_the_oracle(session, tmp_path, seed):
    CityMaker(seed, communities=12).write(tmp_path)
    city = CityEvents(tmp_path)

    consume(session, city.all())

    assert figures_in(session, city.campaign_id, city.city) == expect(tmp_path)["divisions"]
    assert sums(session) == rebuilt(session)


def test_the_small_story_ends_in_figures_reckoned_by_hand(session):
    consume(session, whole_story())

    figures = figures_in(session, CAMPAIGN, CITY)
    city, longshan, xian = figures[CITY], figures[LONGSHAN], figures[XIAN]
    assert (city["organisations"], city["completed"], city["rectified"]) == (4, 3, 1)
    assert city["on_schedule_rate"] == {"n": 2, "d": 4, "value": "50.0"}
    assert city["first_ballot_success_rate"] == {"n": 1, "d": 3, "value": "33.3"}
    assert (city["team_members"], city["secretaries"]) == (9, 3)
    assert city["secretary_mean_age"]["change"] is None  # no secretary is known of the last term
    assert (city["reserve_secretary"], city["reserve_member"]) == (3, 6)
    assert city["reserve_covered"] == {"n": 1, "d": 4, "value": "25.0"}
    assert (city["first_secretaries"], city["problems"], city["problems_closed"]) == (2, 3, 1)
    assert city["activities"] == {"GUIDANCE": 4, "TRAINING": 30, "TALK": 13, "VIDEO": 12}
    assert longshan["activities"] == {"TRAINING": 30, "TALK": 12, "VIDEO": 9}
    assert figures[DONGJI]["activities"] == {"TALK": 12}
    assert figures[NANKANG]["activities"] == {"VIDEO": 9}
    assert xian["team_members"] == 0
    assert xian["mean_age"] == {"n": 0, "d": 0, "value": None, "change": None}
    assert (xian["organisations"], xian["reserve_secretary"], xian["first_secretaries"]) == (
        1,
        1,
        1,
    )


def test_campaigns_of_one_city_are_counted_apart(session):
    consume(session, whole_story())

    other = figures_in(session, OTHER_CAMPAIGN, CITY)[CITY]

    assert (other["organisations"], other["completed"], other["rectified"]) == (1, 0, 0)
    assert other["activities"] == {"VIDEO": 12}  # discipline work names no campaign
    assert other["reserve_covered"]["n"] == 1


def test_a_voided_election_counts_through_its_successor_alone(session):
    story = whole_story()
    consume(session, story)

    with_void = figures_in(session, CAMPAIGN, CITY)[NANKANG]

    assert (with_void["organisations"], with_void["completed"], with_void["team_members"]) == (
        1,
        1,
        3,
    )
    assert with_void["first_ballot_success_rate"]["n"] == 0


@given(chance=strategies.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_shuffled_and_repeated_deliveries_end_in_the_same_sums(reference, chance):
    open_sessions, in_order = reference
    deliveries = [delivery_of(message) for message in messages_of(whole_story())] * 2
    chance.shuffle(deliveries)

    with open_sessions() as sessions:
        inbox = Inbox(sessions, consumers)
        outcomes = [inbox.receive(delivery) for delivery in deliveries]
        with sessions() as session:
            assert Outcome.SET_ASIDE not in outcomes
            assert sums(session) == in_order
            assert sums(session) == rebuilt(session)


@pytest.fixture(scope="module")
def reference(database):
    """Return what opens sessions that leave nothing behind, and the sums of the story in order."""
    engine = make_engine(database.settings("reporting"), pool_size=1)

    class Opened:
        def __enter__(self):
            self.connection = engine.connect()
            self.transaction = self.connection.begin()
            return sessionmaker(
                self.connection,
                join_transaction_mode="create_savepoint",
                expire_on_commit=False,
            )

        def __exit__(self, *_):
            self.transaction.rollback()
            self.connection.close()

    with Opened() as sessions, sessions.begin() as session:
        consume(session, whole_story())
        in_order = sums(session)
    yield Opened, in_order
    engine.dispose()


@pytest.fixture
def engine(fresh_database):
    made = make_engine(fresh_database.settings("reporting"), pool_size=4)
    yield made
    made.dispose()


def test_workers_that_consume_at_once_end_in_the_sums_of_one(engine, tmp_path):
    CityMaker(7, communities=12).write(tmp_path)
    city = CityEvents(tmp_path)
    deliveries = [delivery_of(message) for message in messages_of(city.all())]
    random.Random(7).shuffle(deliveries)
    sessions = make_sessions(engine)

    def work(part):
        return [Inbox(sessions, consumers).receive(delivery) for delivery in part]

    with ThreadPoolExecutor(4) as workers:
        parts = [deliveries[start::4] for start in range(4)]
        outcomes = [outcome for part in workers.map(work, parts) for outcome in part]
    Inbox(sessions, consumers).sweep()

    with sessions() as session:
        assert Outcome.SET_ASIDE not in outcomes
        assert figures_in(session, city.campaign_id, city.city) == expect(tmp_path)["divisions"]
        assert sums(session) == rebuilt(session)


def of_kind(name, division):
    """Return the events of the story with this name about this division."""
    return [event for event in whole_story() if event.name == name and event.key == division]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (of_kind("election.completed.v1", FIRST), of_kind("roster.committee_seated.v1", FIRST)),
        (of_kind("roster.committee_seated.v1", FIRST), of_kind("election.completed.v1", FIRST)),
        (
            of_kind("roster.reserve_filed.v1", FIRST),
            of_kind("election.election_opened.v1", FIRST)[:1],
        ),
        (of_kind("audit.problem_opened.v1", FIRST), of_kind("election.campaign_opened.v1", CITY)),
        (of_kind("election.campaign_opened.v1", CITY), of_kind("audit.problem_opened.v1", FIRST)),
        (
            of_kind("audit.problem_opened.v1", FOURTH),
            of_kind("roster.divisions_registered.v1", XIAN),
        ),
        (
            of_kind("roster.divisions_registered.v1", XIAN),
            of_kind("audit.problem_opened.v1", FOURTH),
        ),
    ],
)
def test_facts_that_need_each_other_count_though_consumed_at_the_same_moment(engine, first, second):
    """The second worker begins before the first has committed, when its facts cannot be seen."""
    sessions = make_sessions(engine)
    with sessions.begin() as session:
        consume(session, [event for event in whole_story() if event not in [*first, *second]])

    def consume_second():
        with sessions.begin() as session:
            consume(session, second)

    with ThreadPoolExecutor(1) as worker, sessions() as session:
        consume(session, first)
        running = worker.submit(consume_second)
        wait_until(lambda: running.done() or somebody_waits(engine))
        session.commit()
        running.result()

    with sessions() as session:
        assert sums(session) == rebuilt(session)
        assert figures_in(session, CAMPAIGN, CITY)[CITY]["problems"] == 3


def somebody_waits(engine):
    statement = text("""
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'
    """)
    with engine.connect() as connection:
        return connection.scalar(statement)


def wait_until(claim):
    deadline = time.monotonic() + 20
    while not claim():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_facts_of_a_division_count_once_the_division_is_known(session):
    story = whole_story()
    late = [event for event in story if event.name.startswith("roster.divisions")]

    consume(session, [event for event in story if event not in late])
    before = session.scalars(select(Measure)).all()
    consume(session, late)

    assert before == []
    assert figures_in(session, CAMPAIGN, CITY)[CITY]["completed"] == 3


def test_a_division_that_moves_takes_its_facts_along(session):
    story = whole_story()
    moves = [event for event in story if event.key == XIAN and event.name.startswith("roster.div")]
    consume(session, [event for event in story if event != moves[1]])
    before = figures_in(session, CAMPAIGN, CITY)

    consume(session, moves[1:])

    after = figures_in(session, CAMPAIGN, CITY)
    assert (before[DONGJI]["organisations"], after[DONGJI]["organisations"]) == (3, 2)
    assert XIAN not in before
    assert after[XIAN]["organisations"] == 1
    assert before[CITY] == after[CITY]


def test_every_change_of_the_figures_has_a_version_of_its_own(session):
    story = whole_story()
    versions = []

    for event in story:
        consume(session, [event])
        versions.append(session.scalar(select(Campaign.version).where(Campaign.id == CAMPAIGN)))

    known = [version for version in versions if version is not None]
    assert known == sorted(known)
    assert known[-1] > known[0]


def test_what_is_entered_for_a_community_is_its_own_and_part_of_all_above(session):
    consume(session, whole_story())

    rows = session.execute(
        select(Measure.division_code, Measure.own, Measure.total).where(
            Measure.campaign_id == CAMPAIGN, Measure.name == "TALK"
        )
    ).all()

    assert {row.division_code: (row.own, row.total) for row in rows if row.total} == {
        FIRST: (12, 12),
        DONGJI: (0, 12),
        LONGSHAN: (0, 12),
        FOURTH: (1, 1),
        "220403001000": (0, 1),
        XIAN: (0, 1),
        CITY: (0, 13),
        "220000000000": (0, 13),
    }
