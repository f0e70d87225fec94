"""What tellers may send beside their count: the ballots, sorted by how they are marked."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from services.election.schemas.fields import Body, PersonNumber

MOST_READINGS = 3000
Marks = Annotated[tuple[PersonNumber, ...], Field(max_length=100)]


class BallotReading(Body):
    """So many ballots that are marked alike; whoever is on no side is abstained on."""

    ballots: Annotated[int, Field(ge=1, le=1_000_000, strict=True)]
    votes_for: Annotated[Marks, Field(alias="for")] = ()
    votes_against: Annotated[Marks, Field(alias="against")] = ()
    written_in: Marks = ()

    @model_validator(mode="after")
    def check_names_once(self) -> Self:
        """Refuse a ballot on which a person is marked twice."""
        marked = [*self.votes_for, *self.votes_against, *self.written_in]
        if len(set(marked)) < len(marked):
            raise PydanticCustomError("duplicate_person", "A person is marked twice.")
        return self
