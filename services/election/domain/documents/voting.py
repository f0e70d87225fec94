"""Documents of the stages from the meeting on, as far as the rules look into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from services.election.domain.party_meeting import Presider
from services.election.domain.states import Step
from services.election.domain.tally import RoundKind


@dataclass(frozen=True, slots=True)
class DeclaredRelative:
    """A scrutineer or teller who declared a candidate as close relative."""

    person_number: str
    candidate: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who came, and what was done before the ballots went out.

    `voter_numbers`: who of the voters came, where their names are on record. `strangers`: those
    named to watch whom roster does not know. `completes`: it is the meeting on record, told in
    full before its ballots go out. `relatives` is None where nobody was asked.
    """

    step: ClassVar = Step.MEETING
    base: int
    present: int
    method_adopted: bool
    introduced: bool
    scrutineers: int
    tellers: int
    presider: Presider | None = None
    scrutineer_numbers: tuple[str, ...] = ()
    teller_numbers: tuple[str, ...] = ()
    relatives: tuple[DeclaredRelative, ...] | None = None
    in_room: int | None = None
    non_voters: int = 0
    method_adopted_at: time | None = None
    candidates_introduced: int | None = None
    voter_numbers: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    completes: bool = False

    def introduced_of(self, candidates: int) -> int:
        """Return how many of the candidates were introduced: those counted, or all, or none."""
        if self.candidates_introduced is not None:
            return self.candidates_introduced
        return candidates if self.introduced else 0


@dataclass(frozen=True, slots=True)
class RoundOpening:
    """Ballots handed out for one round; `helper_numbers` is None where nobody was asked."""

    step: ClassVar = Step.ROUND
    kind: RoundKind
    issued: int
    seats: int | None = None
    candidates: tuple[str, ...] | None = None
    helper_numbers: tuple[str, ...] | None = None
    ballots_at: time | None = None


@dataclass(frozen=True, slots=True)
class Certification:
    """The result is certified; `announced`: the winners in the order in which they were named."""

    step: ClassVar = Step.CERTIFICATION
    on: date | None = None
    announced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatCut:
    """The electors' consent to fewer seats."""

    step: ClassVar = Step.SEAT_CUT
    consenting: int
    presidium_decided: bool = False
    informed_document_no: str | None = None


@dataclass(frozen=True, slots=True)
class TieDecision:
    """The superior's decision after a second tie: who takes the seats, or nobody to vote again."""

    step: ClassVar = Step.TIE_DECISION
    on: date
    document_no: str
    after_round: int
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FurtherCandidates:
    """Those deliberated anew, with the superior's consent, for a further ballot."""

    step: ClassVar = Step.FURTHER_CANDIDATES
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SecretaryVotes:
    """The committee's votes on one candidate for secretary or deputy."""

    person_number: str
    votes_for: int
    votes_against: int
    votes_abstain: int


@dataclass(frozen=True, slots=True)
class SecretaryMeeting:
    """The new committee's first meeting and its count."""

    step: ClassVar = Step.SECRETARY_MEETING
    chaired_by: str
    present: int
    issued: int
    returned: int
    invalid: int
    votes: tuple[SecretaryVotes, ...]
    scrutineer_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SecretaryCandidate:
    """The superior's consent to another candidate for secretary, or to several for the post."""

    step: ClassVar = Step.SECRETARY_CANDIDATE
    person_number: str
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedAct:
    """An act of which only the day matters to the rules."""

    on: date | None = None
