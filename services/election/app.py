"""API process: uvicorn --factory services.election.app:create_app."""

from __future__ import annotations

from fastapi import FastAPI

from services.election.models.schema import Base
from services.election.models.secrecy import check_secrecy
from services.election.queries.people import Roster
from services.election.routes import ROUTERS
from services.election.routes.problems import problem_pages
from services.election.schemas.problems import Problem
from shared.settings import Settings
from shared.text import Text
from shared.web import create_service


def create_app() -> FastAPI:
    """Return the election service's application; none where a table would name a voter."""
    check_secrecy(Base.metadata)
    settings = Settings.for_service("election")
    app = create_service(
        "election",
        settings,
        title=Text("换届选举", "Election"),
        description=Text(
            "换届工作、社区选举各阶段的材料与关口、计票、结果。规则不通过的操作被拒绝,并说明依据和所需条件。",
            "Campaigns, the documents and gates of each community's election, counts and results. "
            "What a rule does not allow is refused, with its article and what would change it.",
        ),
        routers=ROUTERS,
        problems=problem_pages(),
    )
    app.state.problem_form = Problem
    app.state.roster = Roster(settings)
    return app
