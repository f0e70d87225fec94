"""The API process: uvicorn --factory services.roster.app:create_app."""

from __future__ import annotations

from fastapi import FastAPI

from services.roster.routes import ROUTERS
from services.roster.routes.problems import PROBLEMS
from shared.settings import Settings
from shared.text import Text
from shared.web import create_service


def create_app() -> FastAPI:
    """Return the roster's application."""
    return create_service(
        "roster",
        Settings.for_service("roster"),
        title=Text("名册", "Roster"),
        description=Text(
            "区划、党组织、任期、人员与职务、后备人才、第一书记;以工作簿导入。",
            "Divisions, organisations, terms, people and posts, reserves, first secretaries; "
            "imported from workbooks.",
        ),
        routers=ROUTERS,
        problems=PROBLEMS,
    )
