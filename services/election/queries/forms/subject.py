"""What every form of an election is made from: its records, the people in it, their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.election.domain.forms import party_organ
from services.election.domain.gates.officers import stand_for_office, stand_for_secretary
from services.election.domain.states import Step
from services.election.domain.strokes import characters_without_strokes, order_by_strokes
from services.election.models import Division, Election, MeetingHeld, Nominee, Record, Winner
from services.election.models.facts import facts_of, procedure_of
from services.election.queries import rounds
from services.election.queries.elections import election
from shared.divisions import TOWNSHIP
from shared.text import Text

OFFICERS = (Step.CONSENT, Step.SECRETARY_CANDIDATE, Step.RESULT_REFUSAL)

BY_STROKES, BY_APPROVAL = "以姓氏笔画为序", "按上级党组织批准的顺序"


@dataclass(frozen=True, slots=True)
class Subject:
    """An election as its forms see it. `records`: the newest standing record of each step."""

    election: Election
    records: Mapping[Step, Record]
    nominees: Mapping[str, Nominee]
    corrections: Mapping[str, str]
    superior: str
    officers: Sequence[str]
    for_secretary: Sequence[str] = ()
    meetings: Sequence[MeetingHeld] = ()
    rounds: Sequence[rounds.RoundRead] = ()
    tallies: Mapping[int, Record] = field(default_factory=dict)
    winners: Sequence[Winner] = ()

    @property
    def organisation(self) -> str:
        """The name of the organisation."""
        return self.election.organisation.name

    def payload(self, step: Step) -> Mapping[str, Any]:
        """Return what was recorded in a step that is on record."""
        return self.records[step].payload

    def name(self, person: str) -> str:
        """Return a person's name; whoever was written in is known by number alone."""
        nominee = self.nominees.get(person)
        return nominee.name if nominee else person

    @property
    def direct(self) -> bool:
        """Whether the members elect secretary and deputies themselves, and no committee."""
        return self.election.without_committee

    def listed(self, persons: Iterable[str]) -> tuple[str, ...]:
        """Return persons as a ballot lists them: officers as approved, members by strokes."""
        if not self.direct:
            return self.by_strokes(persons)
        approved = self.payload(Step.CONSENT)["candidates"]
        places = {person: place for place, person in enumerate(approved)}
        return tuple(sorted(persons, key=lambda person: places.get(person, len(places))))

    def by_strokes(self, persons: Iterable[str]) -> tuple[str, ...]:
        """Return persons in the order of their surnames' strokes (ER2020 Art. 24)."""
        names = {person: self.name(person) for person in persons}
        return order_by_strokes(names, corrections=self.corrections)

    def unplaced(self) -> Iterable[Text]:
        """Name the nominees whose surname the table of strokes does not know."""
        for number, nominee in self.nominees.items():
            if characters_without_strokes(nominee.name[:1]) and not self.corrections.get(number):
                yield Text(
                    f"补录 {number} 的姓氏笔顺。", f"State the surname's strokes of {number}."
                )

    def step_name(self, step: Step) -> Text:
        """Return what the procedure calls a step."""
        return procedure_of(self.election).steps[step].name


def subject_of(session: Session, election_id: UUID, scope: str) -> Subject:
    """Return the election with all that its forms are made from; unknown outside the scope."""
    found = election(session, election_id, scope)
    standing = _standing(session, election_id)
    consented = facts_of(session, found, OFFICERS)
    return Subject(
        election=found,
        records={Step(each.step): each for each in standing},
        nominees=_nominees(session, election_id),
        corrections={
            each.payload["person_number"]: each.payload["strokes"]
            for each in standing
            if each.step == Step.SURNAME_STROKES
        },
        superior=_superior(session, found),
        officers=stand_for_office(consented),
        for_secretary=stand_for_secretary(consented),
        meetings=_of(session, MeetingHeld, election_id),
        rounds=rounds.rounds(session, election_id, scope),
        tallies={each.payload["round"]: each for each in standing if each.step == Step.TALLY},
        winners=_of(session, Winner, election_id),
    )


def _standing(session: Session, election_id: UUID) -> Sequence[Record]:
    statement = select(Record).where(
        Record.election_id == election_id, Record.superseded_by.is_(None)
    )
    return session.scalars(statement.order_by(Record.id)).all()


def _nominees(session: Session, election_id: UUID) -> Mapping[str, Nominee]:
    rows = session.scalars(
        select(Nominee).where(Nominee.election_id == election_id).order_by(Nominee.position)
    )
    return {each.person_number: each for each in rows}


def _of(session: Session, kind: Any, election_id: UUID) -> Sequence[Any]:
    order = kind.no if kind is MeetingHeld else kind.position
    statement = select(kind).where(kind.election_id == election_id).order_by(order)
    return session.scalars(statement).all()


def _superior(session: Session, found: Election) -> str:
    """Return the Party organ of the street or town above the community."""
    name = session.scalar(
        select(Division.name).where(
            Division.level == TOWNSHIP,
            Division.path
            == found.organisation.division_path.removesuffix(f"{found.division_code}."),
        )
    )
    return party_organ(name or "")
