"""What reporting keeps: its tables, and the rows that its figures count."""

from services.reporting.models.corrections import Correction, FigureChange
from services.reporting.models.counting import counted_rows, grouped_rows, measures_of
from services.reporting.models.rows import Asked, below, everywhere, itself, of
from services.reporting.models.tables import (
    Activity,
    Base,
    Bulletin,
    Campaign,
    Division,
    Election,
    FirstSecretary,
    Measure,
    Member,
    Problem,
    Reserve,
    TeamChange,
)

__all__ = [
    "Activity",
    "Asked",
    "Base",
    "Bulletin",
    "Campaign",
    "Correction",
    "Division",
    "Election",
    "FigureChange",
    "FirstSecretary",
    "Measure",
    "Member",
    "Problem",
    "Reserve",
    "TeamChange",
    "below",
    "counted_rows",
    "everywhere",
    "grouped_rows",
    "itself",
    "measures_of",
    "of",
]
