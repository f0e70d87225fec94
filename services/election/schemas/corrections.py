"""Corrections: what is asked for, how it is decided, what readers see."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from services.election.domain.corrections import (
    Kind,
    Reason,
    RoundRecount,
    SecretaryRecount,
    Status,
    VoteRecount,
)
from services.election.domain.tally import PersonVotes, WriteIn
from services.election.schemas import residents_voting
from services.election.schemas.fields import Body, Count, Day, DocumentedAct, DocumentNumber
from services.election.schemas.verdicts import VerdictView
from services.election.schemas.views import View
from services.election.schemas.voting import CandidateVotes, Number, Tally

MOST_ROUNDS = 20


def check_once(numbers: list[int]) -> None:
    """Refuse two counts of one round."""
    if len(set(numbers)) < len(numbers):
        raise PydanticCustomError("duplicate_round", "A round stands twice.")


class RoundTally(Tally):
    """The right count of a signed round."""

    round: Number

    def recount(self) -> RoundRecount:
        """Return it as the rules look at it."""
        return RoundRecount(
            self.round,
            self.returned,
            self.invalid,
            _votes(self.votes),
            tuple(WriteIn(line.person_number, line.votes_for) for line in self.write_ins),
        )


class Tallies(Body):
    """The right counts of the rounds that were counted or entered wrongly."""

    rounds: Annotated[list[RoundTally], Field(min_length=1, max_length=MOST_ROUNDS)]

    @model_validator(mode="after")
    def check_rounds_once(self) -> Self:
        """Refuse two counts of one round."""
        check_once([each.round for each in self.rounds])
        return self


class VoteTally(residents_voting.VoteTally):
    """The right count of a residents' vote."""

    round: Number

    def recount(self) -> VoteRecount:
        """Return it as the rules look at it."""
        return VoteRecount(self.round, self.returned, self.invalid, self.parts)


class VoteTallies(Body):
    """The right counts of the residents' votes that were counted or entered wrongly."""

    rounds: Annotated[list[VoteTally], Field(min_length=1, max_length=MOST_ROUNDS)]

    @model_validator(mode="after")
    def check_rounds_once(self) -> Self:
        """Refuse two counts of one vote."""
        check_once([each.round for each in self.rounds])
        return self


class SecretaryTally(Body):
    """The right count of the committee's vote on its secretary."""

    returned: Count
    invalid: Count
    votes: Annotated[list[CandidateVotes], Field(min_length=1, max_length=10)]

    def recount(self) -> SecretaryRecount:
        """Return it as the rules look at it."""
        return SecretaryRecount(self.returned, self.invalid, _votes(self.votes))


class Dates(Body):
    """The right days, of those that were mistyped."""

    held_on: Day | None = None
    approved_on: Day | None = None

    @model_validator(mode="after")
    def check_some_day(self) -> Self:
        """Refuse a correction of nothing."""
        if self.held_on is None and self.approved_on is None:
            raise PydanticCustomError("no_day", "Name the day that is corrected.")
        return self


class Request(Body):
    """What every request for a correction says."""

    reason_code: Reason
    document_no: DocumentNumber


class TallyCorrection(Request):
    """Counts of the members' ballot are corrected."""

    kind: Literal[Kind.TALLY]
    change: Tallies


class SecretaryTallyCorrection(Request):
    """The count of the vote on the secretary is corrected."""

    kind: Literal[Kind.SECRETARY_TALLY]
    change: SecretaryTally


class VoteTallyCorrection(Request):
    """Counts of a residents' vote are corrected."""

    kind: Literal[Kind.VOTE_TALLY]
    change: VoteTallies


class DateCorrection(Request):
    """The day of the meeting or of the approval is corrected."""

    kind: Literal[Kind.DATE]
    change: Dates


CorrectionRequest = Annotated[
    TallyCorrection | SecretaryTallyCorrection | VoteTallyCorrection | DateCorrection,
    Field(discriminator="kind"),
]


class Decision(DocumentedAct):
    """A correction is approved or refused by a numbered document."""


class WinnerView(View):
    """A person elected, and the post."""

    person_number: str
    post: str


class OutcomeView(View):
    """The outcome of an election as the other services are told of it."""

    held_on: date
    approved_on: date
    on_schedule: bool
    first_ballot: bool
    elected: list[WinnerView]


class CorrectionView(View):
    """A correction: what is asked for, and once it is approved the outcome before and after."""

    id: UUID
    election_id: UUID
    no: int
    kind: Kind
    reason_code: Reason
    document_no: str
    status: Status
    change: dict[str, Any]
    requester_role: str
    requested_at: datetime
    decided_on: date | None
    corrects_id: UUID | None
    before: OutcomeView | None
    after: OutcomeView | None
    verdicts: list[VerdictView]


class CorrectionsView(BaseModel):
    """The corrections of an election, oldest first."""

    items: list[CorrectionView]


def _votes(lines: list[CandidateVotes]) -> tuple[PersonVotes, ...]:
    return tuple(
        PersonVotes(line.person_number, line.votes_for, line.votes_against, line.votes_abstain)
        for line in lines
    )
