"""What callers of reporting send and receive."""

from services.reporting.schemas.asked import (
    BulletinRequest,
    BulletinsQuery,
    CampaignsQuery,
    CorrectionsQuery,
    DivisionQuery,
    FiguresQuery,
    OutcomesQuery,
    RowsQuery,
)
from services.reporting.schemas.bulletins import (
    BulletinSummary,
    BulletinView,
    CountyRowView,
    HeadlineView,
)
from services.reporting.schemas.campaigns import CampaignView, OutcomeView, ProgressView
from services.reporting.schemas.corrections import CorrectionView
from services.reporting.schemas.figures import (
    DefinitionsView,
    DefinitionView,
    DivisionFiguresView,
    FiguresView,
    QuotientView,
    RowView,
)

__all__ = [
    "BulletinRequest",
    "BulletinSummary",
    "BulletinView",
    "BulletinsQuery",
    "CampaignView",
    "CampaignsQuery",
    "CorrectionView",
    "CorrectionsQuery",
    "CountyRowView",
    "DefinitionView",
    "DefinitionsView",
    "DivisionFiguresView",
    "DivisionQuery",
    "FiguresQuery",
    "FiguresView",
    "HeadlineView",
    "OutcomeView",
    "OutcomesQuery",
    "ProgressView",
    "QuotientView",
    "RowView",
    "RowsQuery",
]
