"""What the election service tells: campaigns, steps, elections and how they end, work done."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.events.event import Event


class ElectionServiceEvent(Event):
    """An event of the election service."""

    topic: ClassVar[str] = "election"


class CampaignOpened(ElectionServiceEvent):
    """A city began the re-election of all organisations of one kind below it."""

    name: ClassVar[str] = "election.campaign_opened.v1"
    campaign_id: UUID
    campaign_name: str
    organisation_kind: str
    statistics_as_of: date
    previous_statistics_as_of: date


class ElectionOpened(ElectionServiceEvent):
    """One organisation's election became part of a campaign."""

    name: ClassVar[str] = "election.election_opened.v1"
    campaign_id: UUID
    election_id: UUID
    organisation_id: UUID
    organisation_kind: str
    seats: int
    due_on: date


class StepRecorded(ElectionServiceEvent):
    """A step of an election's procedure is on record; the record itself stays with the service."""

    name: ClassVar[str] = "election.step_recorded.v1"
    campaign_id: UUID
    election_id: UUID
    step: str
    state: str
    happened_on: date | None
    record_id: UUID


class OrganisationListed(ElectionServiceEvent):
    """An organisation was put on the list of those to be rectified before their election."""

    name: ClassVar[str] = "election.organisation_listed.v1"
    campaign_id: UUID
    election_id: UUID
    listed_on: date


class OrganisationRectified(ElectionServiceEvent):
    """A listed organisation's rectification was accepted."""

    name: ClassVar[str] = "election.organisation_rectified.v1"
    campaign_id: UUID
    election_id: UUID
    accepted_on: date


class Winner(BaseModel):
    """One elected person and the post won."""

    model_config = ConfigDict(frozen=True)

    person_number: str
    post: str


class ElectionCompleted(ElectionServiceEvent):
    """The superior approved the result: the team `elected` holds office, led by its SECRETARY."""

    name: ClassVar[str] = "election.completed.v1"
    campaign_id: UUID
    election_id: UUID
    organisation_id: UUID
    organisation_kind: str
    held_on: date
    due_on: date
    approved_on: date
    on_schedule: bool
    first_ballot: bool
    elected: tuple[Winner, ...]
    statistics_as_of: date
    previous_statistics_as_of: date
    rules_version: str


class ElectionCorrected(ElectionCompleted):
    """An approved correction changed what is on record of a completed election.

    Carries the whole outcome as it is now. `corrects_id` names what it takes the place of: the
    record of the result's approval, or the correction before. `correction_no` counts from 1.
    """

    name: ClassVar[str] = "election.corrected.v1"
    correction_id: UUID
    correction_no: int
    corrects_id: UUID
    correction_kind: str
    reason_code: str
    corrected_on: date


class ElectionVoided(ElectionServiceEvent):
    """The superior set an election aside; `successor_id` names the one that takes its place."""

    name: ClassVar[str] = "election.voided.v1"
    campaign_id: UUID
    election_id: UUID
    successor_id: UUID
    voided_on: date


class SeatsFilled(ElectionServiceEvent):
    """Vacant seats were filled for the rest of the term that `renewal_id` began.

    By a by-election, or by the superior's appointment: then `election_id` is the renewal's own.
    """

    name: ClassVar[str] = "election.seats_filled.v1"
    campaign_id: UUID
    election_id: UUID
    organisation_id: UUID
    renewal_id: UUID
    held_on: date
    elected: tuple[Winner, ...]


class MemberRecalled(ElectionServiceEvent):
    """A member of the team that `renewal_id` seated left office during the term.

    By `ground` RECALL: recalled by vote; FRAUD: the election of this member was decided to be void.
    """

    name: ClassVar[str] = "election.member_recalled.v1"
    campaign_id: UUID
    election_id: UUID
    organisation_id: UUID
    renewal_id: UUID
    person_number: str
    recalled_on: date
    ground: Literal["RECALL", "FRAUD"] = "RECALL"


class MemberLeft(ElectionServiceEvent):
    """A member of the Party team that `renewal_id` seated left office during the term."""

    name: ClassVar[str] = "election.member_left.v1"
    campaign_id: UUID
    election_id: UUID
    organisation_id: UUID
    renewal_id: UUID
    person_number: str
    left_on: date


class ActivityRecorded(ElectionServiceEvent):
    """Work done for the campaign, such as talks, training or publicity, counted where done."""

    name: ClassVar[str] = "election.activity_recorded.v1"
    activity_id: UUID
    campaign_id: UUID
    kind: str
    happened_on: date
    quantity: int
