"""The schema of this service, and what all of its tables are derived from."""

from __future__ import annotations

from shared import database


class Base(database.Base):
    """A table in the schema of the election service."""

    __abstract__ = True
    metadata = database.metadata_of("election")
