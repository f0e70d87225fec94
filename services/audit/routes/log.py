"""The log of every event of all services."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.audit import queries
from services.audit.models import LogEntry
from services.audit.routes.callers import Auditor
from services.audit.schemas import LogEntryView, LogQuery
from shared.web import PageOf, Sessions, answer_page, page

router = APIRouter(prefix="/log", tags=["log"])


@router.get("", response_model=PageOf[LogEntryView])
def list_log(
    query: Annotated[LogQuery, Query()], request: Request, sessions: Sessions, caller: Auditor
) -> Response:
    """List what happened, in the order in which it was recorded."""
    wanted = {
        LogEntry.topic: query.topic,
        LogEntry.name: query.name,
        LogEntry.actor: query.actor,
        LogEntry.correlation_id: query.correlation_id,
    }
    with sessions() as session:
        statement = queries.log_entries(
            session, scope=caller.division_code, division_code=query.division_code
        ).where(*(column == value for column, value in wanted.items() if value is not None))
        if query.since is not None:
            statement = statement.where(LogEntry.occurred_at >= query.since)
        found = page(session, statement, order=[LogEntry.sequence], query=query)
    return answer_page(request, found, LogEntryView.of)
