"""The documents and acts on record about an election, as far as the rules look into them."""

from __future__ import annotations

from services.election.domain.documents.candidates import (
    Consent,
    Deliberation,
    GivenAnswers,
    Notice,
    Objection,
    ObjectionClosure,
)
from services.election.domain.documents.preparation import (
    Assessment,
    Exclusion,
    Plan,
    Postponement,
    RecordedException,
    Rectification,
    RectificationProgress,
    Reply,
    Request,
    RiskClosure,
    Roll,
    SixAnswers,
    WorkTeam,
)
from services.election.domain.documents.voting import (
    DatedAct,
    Meeting,
    RoundOpening,
    SeatCut,
    SecretaryCandidate,
    SecretaryMeeting,
    SecretaryVotes,
)

DOCUMENTS = (
    WorkTeam, Assessment, SixAnswers, RiskClosure, Rectification, RectificationProgress,
    Postponement, RecordedException, Plan, Request, Reply, Roll, GivenAnswers, Consent, Notice,
    Objection, ObjectionClosure, Deliberation, Meeting, RoundOpening, SeatCut, SecretaryMeeting,
    SecretaryCandidate,
)  # fmt: skip

Document = (
    WorkTeam | Assessment | SixAnswers | RiskClosure | Rectification | RectificationProgress
    | Postponement | RecordedException | Plan | Request | Reply | Roll | GivenAnswers | Consent
    | Notice | Objection | ObjectionClosure | Deliberation | Meeting | RoundOpening | SeatCut
    | SecretaryMeeting | SecretaryCandidate | DatedAct
)  # fmt: skip

__all__ = [
    "DOCUMENTS",
    "Assessment",
    "Consent",
    "DatedAct",
    "Deliberation",
    "Document",
    "Exclusion",
    "GivenAnswers",
    "Meeting",
    "Notice",
    "Objection",
    "ObjectionClosure",
    "Plan",
    "Postponement",
    "RecordedException",
    "Rectification",
    "RectificationProgress",
    "Reply",
    "Request",
    "RiskClosure",
    "Roll",
    "RoundOpening",
    "SeatCut",
    "SecretaryCandidate",
    "SecretaryMeeting",
    "SecretaryVotes",
    "SixAnswers",
    "WorkTeam",
]
