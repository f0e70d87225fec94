"""The tables of this service. What is on record is kept: rows are added, not rewritten."""

from services.election.models.ballot import MeetingHeld, Round, Tally, Vote, Winner
from services.election.models.campaigns import Activity, Campaign, ReviewList, WorkingYear
from services.election.models.copies import Division, Hold, Organisation, Reserve
from services.election.models.corrections import Correction, FormerWinner
from services.election.models.deadlines import (
    PlannedCalendar,
    Reminder,
    ReminderRun,
    WorkingYearNotice,
)
from services.election.models.elections import Election, Nominee, Record, ReviewAnswer
from services.election.models.preparation import (
    Attendance,
    LeadingGroup,
    RegionStandard,
    ResponsibilityChain,
    StarRating,
    Talk,
    Training,
    Visit,
)
from services.election.models.schema import Base
from services.election.models.voters import PostCounted, PostVote, Voter

__all__ = [
    "Activity",
    "Attendance",
    "Base",
    "Campaign",
    "Correction",
    "Division",
    "Election",
    "FormerWinner",
    "Hold",
    "LeadingGroup",
    "MeetingHeld",
    "Nominee",
    "Organisation",
    "PlannedCalendar",
    "PostCounted",
    "PostVote",
    "Record",
    "RegionStandard",
    "Reminder",
    "ReminderRun",
    "Reserve",
    "ResponsibilityChain",
    "ReviewAnswer",
    "ReviewList",
    "Round",
    "StarRating",
    "Talk",
    "Tally",
    "Training",
    "Visit",
    "Vote",
    "Voter",
    "Winner",
    "WorkingYear",
    "WorkingYearNotice",
]
