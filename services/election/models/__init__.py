"""The tables of this service. What is on record is kept: rows are added, not rewritten."""

from services.election.models.ballot import MeetingHeld, Round, Tally, Vote, Winner
from services.election.models.campaigns import Activity, Campaign, WorkingYear
from services.election.models.copies import Division, Hold, Organisation
from services.election.models.elections import Election, Nominee, Record, ReviewAnswer
from services.election.models.schema import Base
from services.election.models.voters import PostCounted, PostVote, Voter

__all__ = [
    "Activity",
    "Base",
    "Campaign",
    "Division",
    "Election",
    "Hold",
    "MeetingHeld",
    "Nominee",
    "Organisation",
    "PostCounted",
    "PostVote",
    "Record",
    "ReviewAnswer",
    "Round",
    "Tally",
    "Vote",
    "Voter",
    "Winner",
    "WorkingYear",
]
