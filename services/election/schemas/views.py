"""What readers are shown."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.election.schemas.verdicts import VerdictView


class View(BaseModel):
    """A view that is read off a row."""

    model_config = ConfigDict(from_attributes=True)


class ContestView(View):
    """One post of a residents' vote: its open seats, and who may stand."""

    post: str
    seats: int
    candidates: list[str]


class NextRoundView(View):
    """The round that is due: computed, never entered. `fewest` of the candidates must stand."""

    kind: str
    seats: int
    candidates: list[str]
    fewest: int
    contests: list[ContestView] = []


class ElectionSummary(View):
    """One line of a list of elections."""

    id: UUID
    campaign_id: UUID
    organisation_id: UUID
    division_code: str
    kind: str
    parent_id: UUID | None
    attempt: int
    predecessor_id: UUID | None
    state: str
    version: int
    seats: int
    due_on: date
    postponed_to: date | None
    meeting_no: int


class ElectionView(ElectionSummary):
    """Where an election stands, with the verdicts of the step recorded last."""

    stage: str
    overdue: bool
    next_round: NextRoundView | None
    verdicts: list[VerdictView]
    warnings: list[VerdictView]


class GatesView(BaseModel):
    """What stands between an election and its next stage on a day; `next_steps` lead there."""

    id: UUID
    state: str
    stage: str
    version: int
    on: date
    next_steps: list[str]
    items: list[VerdictView]


class RecordView(View):
    """One version of one document or act; `payload` is null to whom it is no concern."""

    id: UUID
    step: str
    version: int
    happened_on: date | None
    state: str
    actor_role: str
    recorded_at: datetime
    superseded_by: UUID | None
    payload: dict[str, Any] | None
    verdicts: list[VerdictView]


class RecordsView(BaseModel):
    """The records of an election, oldest first, with those that were superseded."""

    items: list[RecordView]


class VotesView(View):
    """One person's numbers in a round."""

    person_number: str
    written_in: bool
    votes_for: int
    votes_against: int
    votes_abstain: int


class RoundView(BaseModel):
    """A round: what was handed out, what the agreed count says, and what it came to."""

    no: int
    meeting_no: int
    held_on: date
    base: int
    present: int
    kind: str
    seats: int
    candidates: list[str]
    issued: int
    status: str
    returned: int | None
    invalid: int | None
    votes: list[VotesView]
    elected: list[str]
    verdicts: list[VerdictView]


class RoundsView(BaseModel):
    """The rounds of an election, void ones among them."""

    items: list[RoundView]


class HoldView(View):
    """A complaint or case of the community."""

    id: UUID
    kind: str
    placed_on: date
    lifted_on: date | None
    finding: str | None


class HoldsView(BaseModel):
    """The holds of an election's community, lifted ones among them."""

    items: list[HoldView]


class NomineeView(View):
    """A person put forward and how far the person has come."""

    person_number: str
    name: str
    age: int
    status: str


class NomineesView(BaseModel):
    """Those put forward, in the order of nomination."""

    items: list[NomineeView]


class WinnerView(View):
    """A person elected."""

    person_number: str
    post: str
    votes_for: int


class ResultView(BaseModel):
    """Who was elected, in the order of election; the secretary is named from the approval on.

    `verdicts` say whether the secretary of a Party organisation may be named.
    """

    id: UUID
    state: str
    winners: list[WinnerView]
    verdicts: list[VerdictView] = []


class CampaignView(View):
    """A campaign."""

    id: UUID
    name: str
    division_code: str
    organisation_kind: str
    statistics_as_of: date
    previous_statistics_as_of: date
    notice_working_days: int
    departments: list[str]
    opened_at: datetime


class CampaignCounts(CampaignView):
    """A campaign with how many of its elections are in each state."""

    elections: dict[str, int]


class ActivityView(View):
    """Work counted for a campaign."""

    id: UUID
    campaign_id: UUID
    division_code: str
    kind: str
    happened_on: date
    quantity: int
    document_no: str | None
    recorded_at: datetime
