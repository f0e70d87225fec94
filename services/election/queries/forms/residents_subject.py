"""What every form of a residents' election is made from: its records, votes and people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.election.domain.facts import Part, ResidentsBallot
from services.election.domain.residents_forms import street_office
from services.election.domain.ruleset import RuleSet
from services.election.domain.states import Step
from services.election.models import Division, Election, Nominee, Record, Voter, Winner
from services.election.models.facts import facts_of
from services.election.queries.elections import election
from services.election.queries.voters import VoteRead, voters, votes
from shared.divisions import COUNTY, TOWNSHIP


@dataclass(frozen=True, slots=True)
class ResidentsSubject:
    """A residents' election as its forms see it: its standing records, oldest first, and people.

    Of voters the forms show number, name and sex; the identity number is stored nowhere.
    """

    election: Election
    standing: Sequence[Record]
    nominees: Mapping[str, Nominee]
    voters: Mapping[str, Voter]
    winners: Sequence[Winner]
    votes: Sequence[VoteRead]
    ballot: ResidentsBallot | None
    rules: RuleSet
    street: str
    civil_affairs: str

    @property
    def organisation(self) -> str:
        """The name of the committee."""
        return self.election.organisation.name

    @property
    def records(self) -> Mapping[Step, Record]:
        """The newest standing record of each step."""
        return {Step(each.step): each for each in self.standing}

    @property
    def tallies(self) -> Mapping[int, Record]:
        """The newest record of a tally of each vote."""
        return {each.payload["round"]: each for each in self.of(Step.VOTE_TALLY)}

    def of(self, step: Step) -> Sequence[Record]:
        """Return every standing record of a step, oldest first."""
        return [each for each in self.standing if each.step == step]

    def payload(self, step: Step) -> Mapping[str, Any]:
        """Return what was recorded in a step that is on record."""
        return self.records[step].payload

    def name(self, person: str) -> str:
        """Return a person's name; of one written in, that on the voter list."""
        nominee = self.nominees.get(person)
        if nominee and nominee.name:
            return nominee.name
        listed_as = {each.payload["person_number"]: each.payload["voter_id"]
                     for each in self.of(Step.WRITE_IN)}  # fmt: skip
        voter = self.voters.get(listed_as.get(person, ""))
        return voter.name if voter else person


def subject_of(session: Session, election_id: UUID, scope: str) -> ResidentsSubject:
    """Return the election with all that its forms are made from; unknown outside the scope."""
    found = election(session, election_id, scope)
    winners = select(Winner).where(Winner.election_id == election_id).order_by(Winner.position)
    facts = facts_of(session, found, {Part.BALLOT})
    listed = session.scalars(voters(session, election_id, scope).order_by(Voter.id))
    return ResidentsSubject(
        election=found,
        standing=_standing(session, election_id),
        nominees=_nominees(session, election_id),
        voters={str(each.id): each for each in listed},
        winners=session.scalars(winners).all(),
        votes=votes(session, election_id, scope),
        ballot=facts.vote,
        rules=facts.rules,
        street=street_office(_above(session, found, TOWNSHIP)),
        civil_affairs=f"{_above(session, found, COUNTY)}民政局",
    )


def _standing(session: Session, election_id: UUID) -> Sequence[Record]:
    statement = select(Record).where(
        Record.election_id == election_id, Record.superseded_by.is_(None)
    )
    return session.scalars(statement.order_by(Record.id)).all()


def _nominees(session: Session, election_id: UUID) -> Mapping[str, Nominee]:
    rows = select(Nominee).where(Nominee.election_id == election_id).order_by(Nominee.position)
    return {each.person_number: each for each in session.scalars(rows)}


def _above(session: Session, found: Election, level: str) -> str:
    """Return the name of the division of this level above the community."""
    parts = found.organisation.division_path.rstrip(".").split(".")
    paths = [f"{'.'.join(parts[:length])}." for length in range(1, len(parts) + 1)]
    statement = select(Division.name).where(Division.level == level, Division.path.in_(paths))
    return session.scalar(statement) or ""
