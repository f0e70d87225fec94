"""Whom the preparation reached: per organisation, and over all of them by the domain's counting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager

from services.election.domain.city_gates import work_team_named
from services.election.domain.documents import Document
from services.election.domain.prepared import Prepared, judge_leading_group, judge_talks
from services.election.domain.rulebook import Body, Verdict
from services.election.domain.states import ElectionKind, State, Step
from services.election.domain.training import (
    STAFFING,
    Expected,
    expected_people,
    judge_training,
    trained_steps,
)
from services.election.models import (
    Activity,
    Attendance,
    Division,
    Election,
    Record,
    Training,
    Winner,
)
from services.election.models.facts import read_document
from services.election.models.preparation_facts import prepared_of
from shared.divisions import inside

NEW_MEMBERS = "NEW_MEMBERS"
PUBLICITY = ("LECTURE", "BANNER", "LEAFLET")
READ = (Step.WORK_TEAM, Step.SURVEY, Step.ASSESSMENT, Step.REHEARSAL)
NOTHING: Mapping[str, Any] = {}

Recorded = Mapping[Step, tuple[date | None, Mapping[str, Any]]]
Attended = Mapping[str, Mapping[str, bool]]  # by community: who was trained, and who passed


@dataclass(frozen=True, slots=True)
class Reached:
    """One organisation with what was done for it."""

    election: Election
    prepared: Prepared
    recorded: Recorded
    publicity: Mapping[str, int] = field(default_factory=dict)
    elected: tuple[str, ...] = ()
    taught: Mapping[str, bool] = field(default_factory=dict)
    expected: Expected = field(default_factory=dict)

    @property
    def trained_steps(self) -> frozenset[str]:
        """Return the steps for which those expected were trained and have passed."""
        return trained_steps(self.prepared.held_by(), self.expected)

    @property
    def body(self) -> Body:
        """Return whose election it is."""
        return Body(self.election.campaign.organisation_kind)

    @property
    def preparations(self) -> Sequence[bool]:
        """Return the checklist as far as it was answered."""
        answered: Sequence[bool] = self._payload(Step.SURVEY).get("preparations", ())
        return answered

    @property
    def members(self) -> int:
        """Return how many sit in the outgoing team; if unknown, those assessed, or the seats."""
        assessed = len(self._payload(Step.ASSESSMENT).get("members", ()))
        return self.election.organisation.team_members or assessed or self.election.seats

    @property
    def visited_rounds(self) -> tuple[int, ...]:
        """Return the rounds in which it was visited; the survey is a visit of the first."""
        surveyed = (1,) if Step.SURVEY in self.recorded else ()
        return tuple(sorted({*surveyed, *self.prepared.visited_rounds}))

    @property
    def rehearsed_on(self) -> tuple[date, ...]:
        """Return the days of its rehearsals: the step on record, and those proven otherwise."""
        return (*self._rehearsed(), *self.prepared.rehearsed_on)

    def verdicts(self) -> Iterator[Verdict]:
        """Ask the city's gates that count preparation."""
        team = self._payload(Step.WORK_TEAM)
        yield judge_leading_group(self.prepared)
        yield work_team_named(
            leader=team.get("leader"),
            responsible_leader=team.get("responsible_leader"),
            department=team.get("department"),
        )
        yield judge_talks(self.prepared, members=self.members)
        yield judge_training(
            self.prepared,
            self.body,
            expected=self.expected,
            rehearsed_on=self._rehearsed(),
        )

    def _rehearsed(self) -> tuple[date, ...]:
        day, _ = self.recorded.get(Step.REHEARSAL, (None, NOTHING))
        return (day,) if day else ()

    def _payload(self, step: Step) -> Mapping[str, Any]:
        return self.recorded.get(step, (None, NOTHING))[1]


def taking_part(campaign_id: UUID, code: str, scope: str) -> Select[Election]:
    """Select the elections of a division that stand, with campaign and organisation."""
    return (
        select(Election)
        .join(Election.campaign)
        .join(Election.organisation)
        .options(contains_eager(Election.campaign), contains_eager(Election.organisation))
        .where(
            Election.campaign_id == campaign_id,
            Election.kind == ElectionKind.RENEWAL,
            Election.state != State.VOIDED,
            inside(Election.division_code, scope, table=Division),
            inside(Election.division_code, code, table=Division),
        )
    )


def reached(session: Session, elections: Sequence[Election]) -> list[Reached]:
    """Return what was done for each of these elections of one campaign."""
    if not elections:
        return []
    campaign_id = elections[0].campaign_id
    ids = [election.id for election in elections]
    codes = [election.division_code for election in elections]
    prepared = prepared_of(session, elections)
    recorded = _recorded(session, ids)
    publicity = _publicity(session, campaign_id, codes)
    elected = _elected(session, ids)
    taught = attended(session, campaign_id, codes, NEW_MEMBERS)
    named = _named(session, ids)
    body = Body(elections[0].campaign.organisation_kind)
    return [
        Reached(
            election,
            prepared[election.id],
            recorded[election.id],
            publicity[election.division_code],
            tuple(elected[election.id]),
            taught.get(election.division_code, {}),
            expected_people(body, named[election.id]),
        )
        for election in elections
    ]


def attended(session: Session, campaign_id: UUID, codes: Sequence[str], step: str) -> Attended:
    """Return who of each community was trained for a step, and whether the test was passed."""
    rows = session.execute(
        select(Attendance.division_code, Attendance.person_number, func.bool_or(Attendance.passed))
        .join(Training, Training.id == Attendance.training_id)
        .where(
            Training.campaign_id == campaign_id,
            Training.step == step,
            Attendance.division_code.in_(codes),
        )
        .group_by(Attendance.division_code, Attendance.person_number)
    )
    found: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for code, person, passed in rows:
        found[code][person] = passed
    return found


def _recorded(session: Session, elections: Sequence[UUID]) -> defaultdict[UUID, dict[Step, Any]]:
    rows = session.execute(
        select(Record.election_id, Record.step, Record.happened_on, Record.payload)
        .where(
            Record.election_id.in_(elections),
            Record.step.in_(READ),
            Record.superseded_by.is_(None),
        )
        .order_by(Record.id)
    )
    found: defaultdict[UUID, dict[Step, Any]] = defaultdict(dict)
    for election_id, step, day, payload in rows:
        found[election_id][Step(step)] = (day, payload)
    return found


def _named(session: Session, elections: Sequence[UUID]) -> defaultdict[UUID, list[Document]]:
    """Return the records that name who conducts each election, oldest first."""
    rows = session.execute(
        select(Record.election_id, Record.step, Record.payload)
        .where(
            Record.election_id.in_(elections),
            Record.step.in_(STAFFING),
            Record.superseded_by.is_(None),
        )
        .order_by(Record.id)
    )
    found: defaultdict[UUID, list[Document]] = defaultdict(list)
    for election_id, step, payload in rows:
        found[election_id].append(read_document(Step(step), payload))
    return found


def _publicity(
    session: Session, campaign_id: UUID, codes: Sequence[str]
) -> defaultdict[str, dict[str, int]]:
    """Return what was published in each community, as far as a document proves it."""
    rows = session.execute(
        select(Activity.division_code, Activity.kind, func.sum(Activity.quantity))
        .where(
            Activity.campaign_id == campaign_id,
            Activity.division_code.in_(codes),
            Activity.kind.in_(PUBLICITY),
            Activity.document_no.is_not(None),
        )
        .group_by(Activity.division_code, Activity.kind)
    )
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for code, kind, quantity in rows:
        found[code][kind] = int(quantity)
    return found


def _elected(session: Session, elections: Sequence[UUID]) -> defaultdict[UUID, list[str]]:
    rows = session.execute(
        select(Winner.election_id, Winner.person_number)
        .where(Winner.election_id.in_(elections))
        .order_by(Winner.election_id, Winner.position)
    )
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for election_id, person in rows:
        found[election_id].append(person)
    return found
