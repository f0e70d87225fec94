"""Reads from the tables what the gates look at: one statement for each part that they need."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.election.domain.calendar import WorkingDays
from services.election.domain.documents import DOCUMENTS, DatedAct, Document
from services.election.domain.facts import Entry, Facts, Nominee, NomineeStatus, Part
from services.election.domain.gates.gate import Source
from services.election.domain.office import Outgoing, Staying
from services.election.domain.prepared import Prepared
from services.election.domain.procedures import (
    A_RECALL,
    PARTY_BY_ELECTION,
    PROCEDURES,
    WITHOUT_COMMITTEE,
)
from services.election.domain.residents_settled import DAY, SETTLED
from services.election.domain.review import USUAL_ITEMS, Answer, ReviewAnswer, ReviewItem
from services.election.domain.rulebook import Body
from services.election.domain.states import ElectionKind, Procedure, State, Step
from services.election.domain.surroundings import CampaignTerms, Hold
from services.election.models import copies, elections
from services.election.models.ballot_facts import BALLOT_TERMS, ballot_of
from services.election.models.campaigns import ReviewList, WorkingYear
from services.election.models.party_team import staying_in
from services.election.models.preparation_facts import own_values_of, prepared_of, standard_only
from services.election.models.residents_facts import community_of, vote_of
from services.election.models.sister_facts import colleagues_of, prepared_by, reserves_of

Entries = dict[Step, tuple[Entry, ...]]


@cache
def _form(step: Step) -> TypeAdapter[Document]:
    kinds = {kind.step: kind for kind in DOCUMENTS}
    return TypeAdapter(kinds.get(step, DatedAct))


def read_document(step: Step, payload: dict[str, Any]) -> Document:
    """Return a recorded payload in the form in which the rules look at it."""
    return _form(step).validate_python(payload)


def procedure_of(election: elections.Election) -> Procedure:
    """Return the procedure of the election's body; a recall has one of its own."""
    if election.kind == ElectionKind.RECALL:
        return A_RECALL
    if election.without_committee:
        return WITHOUT_COMMITTEE
    body = Body(election.campaign.organisation_kind)
    if body is Body.PARTY and election.kind == ElectionKind.BY_ELECTION:
        return PARTY_BY_ELECTION
    return PROCEDURES[body]


def facts_of(
    session: Session,
    election: elections.Election,
    sources: Collection[Source],
    *,
    on: date | None = None,
) -> Facts:
    """Return the election as the gates that read `sources` see it; the other parts stay empty."""
    procedure = procedure_of(election)
    residents = procedure.body is Body.RESIDENTS
    sources = {*sources, *(DAY if residents else (Step.MEETING,))}  # which rules hold
    if Part.BALLOT in sources:
        sources = {*sources, *(SETTLED if residents else BALLOT_TERMS)}
    steps = {each for each in sources if isinstance(each, Step)}
    entries = _entries(session, election.id, steps)
    if residents:
        entries = _leaning(session, election, steps, entries)
    campaign = election.campaign
    facts = Facts(
        procedure=procedure,
        state=State(election.state),
        seats=election.seats,
        due_on=election.due_on,
        terms=CampaignTerms(
            campaign.statistics_as_of,
            campaign.notice_working_days,
            tuple(campaign.departments),
            review_items(session, campaign.id) if Part.REVIEW_ITEMS in sources else USUAL_ITEMS,
        ),
        full_members=election.organisation.full_members,
        team_members=election.organisation.team_members,
        organisation_type=election.organisation.type,
        outgoing=None if residents else _outgoing(election),
        staying=None if residents else _staying(session, election),
        entries=entries,
        nominees=_nominees(session, election) if Part.NOMINEES in sources else (),
        answers=_answers(session, election) if Part.ANSWERS in sources else (),
        community=community_of(session, election) if Part.COMMUNITY in sources else None,
        prepared=_prepared(session, election, sources),
        colleagues=colleagues_of(session, election) if Part.COLLEAGUES in sources else {},
        reserves=reserves_of(session, election) if Part.RESERVES in sources else None,
        division_code=election.division_code,
        own_values=own_values_of(session, election),
        holds=_holds(session, election) if Part.HOLDS in sources else (),
        working_days=(
            _working_days(session, on or election.recorded_until)
            if Part.CALENDAR in sources
            else None
        ),
    )
    if Part.BALLOT not in sources:
        return facts
    if residents:
        return replace(facts, vote=vote_of(session, election, facts))
    return replace(facts, ballot=ballot_of(session, election, facts))


def review_items(session: Session, campaign_id: UUID) -> tuple[ReviewItem, ...]:
    """Return the grounds by which a campaign reviews: as set for it, else the usual ones."""
    items = session.scalar(
        select(ReviewList.items)
        .where(ReviewList.campaign_id == campaign_id)
        .order_by(ReviewList.version.desc())
        .limit(1)
    )
    return read_items(items) if items else USUAL_ITEMS


def read_items(items: Sequence[Any]) -> tuple[ReviewItem, ...]:
    """Return stored grounds in the form in which the rules look at them."""
    return _items_form().validate_python(items)


@cache
def _items_form() -> TypeAdapter[tuple[ReviewItem, ...]]:
    return TypeAdapter(tuple[ReviewItem, ...])


def _leaning(
    session: Session, election: elections.Election, steps: Collection[Step], own: Entries
) -> Entries:
    """Put what the Party's election has on record for the community before what is the own."""
    sister, leant = prepared_by(session, election, steps)
    theirs = _entries(session, sister, leant) if sister else {}
    both = (*theirs, *own)
    return {step: (*theirs.get(step, ()), *own.get(step, ())) for step in both}


def _outgoing(election: elections.Election) -> Outgoing | None:
    """Return the term that a renewal ends."""
    known = election.organisation
    renewal = election.kind == ElectionKind.RENEWAL
    return Outgoing(known.elected_on, known.term_years or None) if renewal else None


def _staying(session: Session, election: elections.Election) -> Staying | None:
    """Return who stays in the team while a by-election fills its vacant seats."""
    return staying_in(session, election.parent_id) if election.parent_id else None


def _entries(session: Session, election_id: UUID, steps: Collection[Step]) -> Entries:
    record = elections.Record
    rows = session.execute(
        select(record.step, record.happened_on, record.actor, record.payload)
        .where(
            record.election_id == election_id,
            record.step.in_(sorted(steps)),
            record.superseded_by.is_(None),
        )
        .order_by(record.id)
    )
    found: Entries = {}
    for name, on, actor, payload in rows:
        step = Step(name)
        entry = Entry(on, actor, read_document(step, payload))
        found[step] = (*found.get(step, ()), entry)
    return found


def _nominees(session: Session, election: elections.Election) -> tuple[Nominee, ...]:
    nominee, record = elections.Nominee, elections.Record
    rows = session.execute(
        select(
            nominee.person_number,
            nominee.age,
            nominee.status,
            nominee.sex,
            nominee.name,
            record.happened_on,
        )
        .join(record, record.id == nominee.record_id)
        .where(nominee.election_id == election.id)
        .order_by(nominee.position)
    )
    return tuple(
        Nominee(number, age, NomineeStatus(status), sex, name, on)
        for number, age, status, sex, name, on in rows
    )


def _answers(session: Session, election: elections.Election) -> tuple[ReviewAnswer, ...]:
    answer = elections.ReviewAnswer
    rows = session.execute(
        select(
            answer.person_number,
            answer.department,
            answer.answer,
            answer.item_code,
            answer.document_no,
        ).where(answer.election_id == election.id, answer.superseded_by.is_(None))
    )
    return tuple(
        ReviewAnswer(number, department, Answer(said), item, document)
        for number, department, said, item, document in rows
    )


def _holds(session: Session, election: elections.Election) -> tuple[Hold, ...]:
    hold = copies.Hold
    rows = session.execute(
        select(hold.kind, hold.placed_on).where(
            hold.division_code == election.division_code, hold.lifted_on.is_(None)
        )
    )
    return tuple(Hold(kind, placed_on) for kind, placed_on in rows)


def _prepared(
    session: Session, election: elections.Election, sources: Collection[Source]
) -> Prepared | None:
    if Part.PREPARATION in sources:
        return prepared_of(session, [election])[election.id]
    return standard_only(session, election) if Part.STANDARD in sources else None


def _working_days(session: Session, around: date | None) -> WorkingDays:
    """Return the calendar of the year and of its neighbours: periods that end here start there."""
    years: Sequence[int] = [] if around is None else range(around.year - 1, around.year + 2)
    rows = session.execute(
        select(WorkingYear.year, WorkingYear.days).where(WorkingYear.year.in_(years))
    )
    return WorkingDays({year: frozenset(days) for year, days in rows})
