"""The documents and acts on record about an election, as far as the rules look into them."""

from __future__ import annotations

from services.election.domain.documents.candidates import (
    Attestation,
    Consent,
    Deliberation,
    GivenAnswers,
    Nomination,
    Notice,
    Objection,
    ObjectionClosure,
    SurnameStrokes,
)
from services.election.domain.documents.completion import Closure, Report
from services.election.domain.documents.congress import (
    Checked,
    Credential,
    Credentials,
    DelegateElection,
    DelegateNomination,
    DelegateSeats,
    DelegateUnit,
    PreparatorySession,
)
from services.election.domain.documents.preparation import (
    Assessment,
    Exclusion,
    Plan,
    Postponement,
    RecordedException,
    Rectification,
    RectificationAcceptance,
    RectificationProgress,
    Reply,
    Request,
    RiskClosure,
    Roll,
    SixAnswers,
    Survey,
    WorkTeam,
)
from services.election.domain.documents.residents import (
    CandidateList,
    CommitteeChange,
    Delay,
    ElectionCommittee,
    KinDeclaration,
    Method,
    NewDay,
    NominationSheet,
    Representatives,
    SignedNominations,
    VoterDecision,
    VoterList,
    VoterObjection,
)
from services.election.domain.documents.residents_vote import (
    AddedCandidate,
    Certificates,
    Declaration,
    GivenProxy,
    Officials,
    RecallBallot,
    RecallProposal,
    ResultAnswer,
    ResultObjection,
    SeatVacated,
    VacancyGround,
    VoteOpening,
    WriteIn,
)
from services.election.domain.documents.voting import (
    Certification,
    DatedAct,
    DeclaredRelative,
    FurtherCandidates,
    Meeting,
    RoundOpening,
    SeatCut,
    SecretaryCandidate,
    SecretaryMeeting,
    SecretaryVotes,
    TieDecision,
)

DOCUMENTS = (
    Report, Closure,
    WorkTeam, Survey, Assessment, SixAnswers, RiskClosure, Rectification, RectificationProgress,
    RectificationAcceptance,
    Postponement, RecordedException, Plan, Request, Reply, Roll, GivenAnswers, Consent, Notice,
    Objection, ObjectionClosure, SurnameStrokes, Deliberation, Meeting, RoundOpening,
    SeatCut, SecretaryMeeting, SecretaryCandidate, Nomination, Certification,
    CandidateList, CommitteeChange, Delay, ElectionCommittee, KinDeclaration, Method, NewDay,
    Representatives, SignedNominations, VoterDecision, VoterList, VoterObjection, AddedCandidate,
    Certificates, Declaration, GivenProxy, Officials, RecallBallot, RecallProposal, ResultAnswer,
    ResultObjection, SeatVacated, VoteOpening, WriteIn, FurtherCandidates, TieDecision,
    DelegateSeats, DelegateNomination, DelegateElection, Credentials, PreparatorySession,
)  # fmt: skip

Document = (
    Report | Closure |
    WorkTeam | Survey | Assessment | SixAnswers | RiskClosure | Rectification
    | RectificationProgress | RectificationAcceptance
    | Postponement | RecordedException | Plan | Request | Reply | Roll | GivenAnswers | Consent
    | Notice | Objection | ObjectionClosure | SurnameStrokes | Deliberation | Meeting
    | RoundOpening | SeatCut | SecretaryMeeting | SecretaryCandidate | DatedAct
    | CandidateList | CommitteeChange | Delay | ElectionCommittee | KinDeclaration | Method | NewDay
    | Representatives | SignedNominations | VoterDecision | VoterList | VoterObjection |
    AddedCandidate | Certificates | Declaration | GivenProxy | Officials | RecallBallot |
    RecallProposal | ResultAnswer | ResultObjection | SeatVacated | VoteOpening | WriteIn
    | FurtherCandidates | TieDecision | DelegateSeats | DelegateNomination | DelegateElection
    | Credentials | PreparatorySession | Nomination | Certification
)  # fmt: skip

__all__ = [
    "DOCUMENTS",
    "AddedCandidate",
    "Assessment",
    "Attestation",
    "CandidateList",
    "Certificates",
    "Certification",
    "Checked",
    "Closure",
    "CommitteeChange",
    "Consent",
    "Credential",
    "Credentials",
    "DatedAct",
    "Declaration",
    "DeclaredRelative",
    "Delay",
    "DelegateElection",
    "DelegateNomination",
    "DelegateSeats",
    "DelegateUnit",
    "Deliberation",
    "Document",
    "ElectionCommittee",
    "Exclusion",
    "FurtherCandidates",
    "GivenAnswers",
    "GivenProxy",
    "KinDeclaration",
    "Meeting",
    "Method",
    "NewDay",
    "Nomination",
    "NominationSheet",
    "Notice",
    "Objection",
    "ObjectionClosure",
    "Officials",
    "Plan",
    "Postponement",
    "PreparatorySession",
    "RecallBallot",
    "RecallProposal",
    "RecordedException",
    "Rectification",
    "RectificationAcceptance",
    "RectificationProgress",
    "Reply",
    "Report",
    "Representatives",
    "Request",
    "ResultAnswer",
    "ResultObjection",
    "RiskClosure",
    "Roll",
    "RoundOpening",
    "SeatCut",
    "SeatVacated",
    "SecretaryCandidate",
    "SecretaryMeeting",
    "SecretaryVotes",
    "SignedNominations",
    "SixAnswers",
    "SurnameStrokes",
    "Survey",
    "TieDecision",
    "VacancyGround",
    "VoteOpening",
    "VoterDecision",
    "VoterList",
    "VoterObjection",
    "WorkTeam",
    "WriteIn",
]
