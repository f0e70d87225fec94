"""The API process: uvicorn --factory services.audit.app:create_app."""

from __future__ import annotations

from fastapi import FastAPI

from services.audit.routes import ROUTERS
from shared.settings import Settings
from shared.text import Text
from shared.web import ProblemPage, create_service

PROBLEMS = {
    "ALREADY-CLOSED": ProblemPage(
        Text("已经办结", "Closed already"),
        Text("办结的记录不再改动。", "An entry that was closed stays as it was closed."),
        Text("有新情况时另行登记。", "Enter what is new as an entry of its own."),
    ),
    "CLOSED-BEFORE-FOUND": ProblemPage(
        Text("办结早于登记", "Closed before it began"),
        Text(
            "办结日期不能早于发现或收到的日期。",
            "Nothing is closed before the day on which it was found or received.",
        ),
        Text("核对两个日期。", "Check both days."),
    ),
}


def create_app() -> FastAPI:
    """Return the application."""
    return create_service(
        "audit",
        Settings.for_service("audit"),
        title=Text("监督与日志", "Audit"),
        description=Text(
            "问题台账、举报与暂停、纪律工作,以及各服务全部事件的只增日志。",
            "Problems, complaints and holds, discipline work, and the log of every event.",
        ),
        routers=ROUTERS,
        problems=PROBLEMS,
    )
