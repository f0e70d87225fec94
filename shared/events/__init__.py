"""The language between services: one file per publishing service, all names in `EVENTS`."""

from shared.events.audit import (
    DisciplineActivityRecorded,
    HoldLifted,
    HoldPlaced,
    ProblemClosed,
    ProblemOpened,
)
from shared.events.election import (
    ActivityRecorded,
    CampaignOpened,
    ElectionCompleted,
    ElectionCorrected,
    ElectionOpened,
    ElectionVoided,
    MemberLeft,
    MemberRecalled,
    OrganisationListed,
    OrganisationRectified,
    SeatsFilled,
    StepRecorded,
    Winner,
)
from shared.events.event import EVENTS, Event
from shared.events.reporting import BulletinIssued
from shared.events.roster import (
    CommitteeCorrected,
    CommitteeSeated,
    Division,
    DivisionsRegistered,
    FirstSecretaryEnded,
    FirstSecretaryPosted,
    OrganisationChanged,
    OrganisationRegistered,
    ReserveFiled,
    ReserveWithdrawn,
    TeamMember,
)

TOPICS = ("roster", "election", "audit", "reporting")

__all__ = [
    "EVENTS",
    "TOPICS",
    "ActivityRecorded",
    "BulletinIssued",
    "CampaignOpened",
    "CommitteeCorrected",
    "CommitteeSeated",
    "DisciplineActivityRecorded",
    "Division",
    "DivisionsRegistered",
    "ElectionCompleted",
    "ElectionCorrected",
    "ElectionOpened",
    "ElectionVoided",
    "Event",
    "FirstSecretaryEnded",
    "FirstSecretaryPosted",
    "HoldLifted",
    "HoldPlaced",
    "MemberLeft",
    "MemberRecalled",
    "OrganisationChanged",
    "OrganisationListed",
    "OrganisationRectified",
    "OrganisationRegistered",
    "ProblemClosed",
    "ProblemOpened",
    "ReserveFiled",
    "ReserveWithdrawn",
    "SeatsFilled",
    "StepRecorded",
    "TeamMember",
    "Winner",
]
