"""Discipline work."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.audit import commands, queries
from services.audit.models import Activity
from services.audit.routes.callers import Keeper, Reader
from services.audit.schemas import ActivitiesQuery, ActivityView, NewActivity
from shared.web import Command, PageOf, Sessions, answer_page, answer_read, page

router = APIRouter(prefix="/activities", tags=["activities"])


@router.post("", response_model=ActivityView, status_code=201)
def record_activity(body: NewActivity, work: Command, caller: Keeper) -> Response:
    """Enter discipline work: reminders pushed, videos made and shown."""
    with work.begin() as session:
        activity = commands.record_activity(
            session, Activity(**body.model_dump()), scope=caller.division_code
        )
        return work.answer(
            ActivityView.model_validate(activity),
            status=201,
            location=f"/activities/{activity.id}",
        )


@router.get("", response_model=PageOf[ActivityView])
def list_activities(
    query: Annotated[ActivitiesQuery, Query()],
    request: Request,
    sessions: Sessions,
    caller: Reader,
) -> Response:
    """List discipline work, the newest entry first."""
    with sessions() as session:
        statement = queries.entries(
            session,
            Activity,
            scope=caller.division_code,
            division_code=query.division_code,
            descendants=query.descendants,
        )
        if query.kind is not None:
            statement = statement.where(Activity.kind == query.kind)
        found = page(session, statement, order=[Activity.id.desc()], query=query)
    return answer_page(request, found, ActivityView.model_validate)


@router.get("/{activity_id}", response_model=ActivityView)
def get_activity(
    activity_id: UUID, request: Request, sessions: Sessions, caller: Reader
) -> Response:
    """Read one entry of discipline work."""
    with sessions() as session:
        activity = queries.entry(session, Activity, activity_id, scope=caller.division_code)
    return answer_read(request, ActivityView.model_validate(activity), 1)
