"""What the roster service tells: divisions, organisations, teams, reserves, secretaries."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.events.event import Event


class RosterEvent(Event):
    """An event of the roster service."""

    topic: ClassVar[str] = "roster"


class Division(BaseModel):
    """One row of the division table."""

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    level: str
    parent_code: str | None
    path: str


class DivisionsRegistered(RosterEvent):
    """Up to 200 divisions of a province are on the table; `division_code` is the province."""

    name: ClassVar[str] = "roster.divisions_registered.v1"
    divisions: tuple[Division, ...]


class OrganisationRegistered(RosterEvent):
    """A community's Party organisation or residents' committee is on the roster.

    `team_members` sit in its present team; 0 where that is not known.
    """

    name: ClassVar[str] = "roster.organisation_registered.v1"
    organisation_id: UUID
    division_path: str
    division_name: str
    organisation_kind: str
    organisation_type: str
    organisation_name: str
    full_members: int
    seats: int
    elected_on: date
    term_years: int
    due_on: date
    team_members: int = 0


class OrganisationChanged(OrganisationRegistered):
    """The roster's entry of an organisation was corrected; carries the whole entry."""

    name: ClassVar[str] = "roster.organisation_changed.v1"


class TeamMember(BaseModel):
    """The statistical facts of one team member on the date stated by the event."""

    model_config = ConfigDict(frozen=True)

    person_number: str
    post: str
    age: int
    sex: str
    education: str
    bachelor_or_above: bool
    social_work: bool


class CommitteeSeated(RosterEvent):
    """A new team holds office; the outgoing one is given as it was on its own date."""

    name: ClassVar[str] = "roster.committee_seated.v1"
    organisation_id: UUID
    campaign_id: UUID
    election_id: UUID
    elected_on: date
    due_on: date
    as_of: date
    previous_as_of: date
    incoming: tuple[TeamMember, ...]
    outgoing: tuple[TeamMember, ...]


class CommitteeCorrected(CommitteeSeated):
    """A team, or what statistics know of its members, was corrected after it was seated.

    Carries both teams as they are now, in place of what `committee_seated` or the correction before
    told of the same election: `revision` counts from 1. `correction_id` names the election's
    correction (`correction_kind` is then that one's) or the roster's own (PERSON).
    """

    name: ClassVar[str] = "roster.committee_corrected.v1"
    revision: int
    correction_id: UUID
    correction_kind: str
    reason_code: str
    corrected_on: date


class ReserveFiled(RosterEvent):
    """A person entered the reserve pool for a post."""

    name: ClassVar[str] = "roster.reserve_filed.v1"
    person_number: str
    post: str
    filed_on: date


class ReserveWithdrawn(RosterEvent):
    """A person left the reserve pool."""

    name: ClassVar[str] = "roster.reserve_withdrawn.v1"
    person_number: str
    post: str
    withdrawn_on: date


class FirstSecretaryPosted(RosterEvent):
    """An official was seconded to a street or community as first secretary."""

    name: ClassVar[str] = "roster.first_secretary_posted.v1"
    person_number: str
    posted_on: date


class FirstSecretaryEnded(RosterEvent):
    """A first secretary's secondment ended."""

    name: ClassVar[str] = "roster.first_secretary_ended.v1"
    person_number: str
    ended_on: date
