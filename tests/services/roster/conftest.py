"""Sessions on an empty roster, and on one that has the divisions."""

from __future__ import annotations

import pytest

from shared.database import make_engine, make_sessions
from tests.services.roster.factories import DIVISIONS, an_import


@pytest.fixture
def session(session_for):
    """Return a session on an empty roster."""
    return session_for("roster")


@pytest.fixture(scope="module")
def divisions(database):
    """Put the divisions on the table for the tests of a module."""
    engine = make_engine(database.settings("roster"), pool_size=1)
    with make_sessions(engine).begin() as session:
        an_import(session, DIVISIONS, kind="divisions")
    engine.dispose()


@pytest.fixture
def table(divisions, session_for):
    """Return a session with the divisions on the table."""
    return session_for("roster")
