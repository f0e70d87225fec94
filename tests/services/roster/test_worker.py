"""The worker process: an import survives its end with signal 9, and leaves nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from huanjie.processes import free_ports
from services.roster.commands.intake import take_in
from services.roster.models import Division, Import, Organisation
from shared.database import make_engine, make_sessions
from tests.services.roster.factories import CITY, DIVISIONS, a_workbook

PATIENCE_SECONDS = 30


@pytest.fixture
def sessions(fresh_database):
    """Return sessions on a database of this test alone."""
    engine = make_engine(fresh_database.settings("roster"), pool_size=1)
    yield make_sessions(engine)
    engine.dispose()


@contextmanager
def a_worker(database, **environment):
    """Run the roster's worker for the length of the block."""
    (port,) = free_ports(1)
    given = {**os.environ, **database.environment(), "HUANJIE_PORT": str(port), **environment}
    process = subprocess.Popen([sys.executable, "-m", "services.roster.worker"], env=given)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def queue(sessions, kind, content):
    """Take a file in as the route does."""
    with sessions.begin() as session:
        job = Import(
            division_code=CITY, name="file", kind=kind, mode="commit", on_error="reject_all",
            requested_by="city-org", requester_role="CITY_ORG", correlation_id="",
        )  # fmt: skip
        return take_in(session, job, content).id


def until_finished(sessions, import_id):
    """Wait for an import and return it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with sessions() as session:
            job = session.get_one(Import, import_id)
        if job.finished_at is not None:
            return job
        time.sleep(0.05)
    raise AssertionError(f"import is still {job.state}")


def count(sessions, table):
    """Return how many rows of a kind are on record."""
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_an_import_goes_on_after_its_worker_was_killed(fresh_database, sessions):
    divisions = queue(sessions, "divisions", DIVISIONS.encode())
    roster = queue(sessions, "roster", a_workbook())

    with a_worker(fresh_database, HUANJIE_CRASH_AT="in_import:2") as killed:
        assert killed.wait(PATIENCE_SECONDS) == -signal.SIGKILL
    with sessions() as session:
        assert session.get_one(Import, divisions).state == "DONE"
        assert session.get_one(Import, roster).state == "RUNNING"
    assert (count(sessions, Division), count(sessions, Organisation)) == (9, 0)

    with a_worker(fresh_database):
        job = until_finished(sessions, roster)

    assert (job.state, job.attempts, job.created) == ("DONE", 2, 9)
    assert count(sessions, Organisation) == 2
