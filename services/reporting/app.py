"""The API process: uvicorn --factory services.reporting.app:create_app."""

from __future__ import annotations

from fastapi import FastAPI

from services.reporting.queries.figures import KeptFigures
from services.reporting.routes import ROUTERS
from shared.settings import Settings
from shared.text import Text
from shared.web import create_service


def create_app() -> FastAPI:
    """Return the application."""
    app = create_service(
        "reporting",
        Settings.for_service("reporting"),
        title=Text("换届统计", "Reporting"),
        description=Text(
            "各级换届数据、数据明细、选举结果和情况通报。数据只来自各服务的事件。",
            "Figures of every level, the rows behind them, outcomes, bulletins. Fed by events.",
        ),
        routers=ROUTERS,
    )
    app.state.kept_figures = KeptFigures()
    return app
