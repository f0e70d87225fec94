"""Corrections of a completed election: what may be corrected, and what each comes to."""

from services.election.domain.corrections.correction import (
    CORRECTED,
    Elected,
    Kind,
    Proposal,
    Reason,
    RoundRecount,
    SecretaryRecount,
    Status,
    VoteRecount,
)

__all__ = [
    "CORRECTED",
    "Elected",
    "Kind",
    "Proposal",
    "Reason",
    "RoundRecount",
    "SecretaryRecount",
    "Status",
    "VoteRecount",
]
