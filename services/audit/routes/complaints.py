"""Complaints, and the holds that they place and lift."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.audit import commands, queries
from services.audit.models import Complaint
from services.audit.routes.callers import Confidant, Keeper
from services.audit.schemas import ComplaintsQuery, ComplaintView, Finding, NewComplaint
from shared.web import Command, PageOf, Sessions, answer_page, answer_read, page

router = APIRouter(prefix="/complaints", tags=["complaints"])


@router.post("", response_model=ComplaintView, status_code=201)
def receive_complaint(body: NewComplaint, work: Command, caller: Keeper) -> Response:
    """Enter a complaint; until it is closed, the community's result cannot be certified."""
    with work.begin() as session:
        complaint = commands.receive_complaint(
            session, Complaint(**body.model_dump()), scope=caller.division_code
        )
        return work.answer(
            ComplaintView.model_validate(complaint),
            status=201,
            version=complaint.version,
            location=f"/complaints/{complaint.id}",
        )


@router.post("/{complaint_id}/closure", response_model=ComplaintView)
def close_complaint(complaint_id: UUID, body: Finding, work: Command, caller: Keeper) -> Response:
    """Close a complaint with what was found, which lifts its hold."""
    with work.begin() as session:
        complaint = commands.close_complaint(
            session,
            complaint_id,
            finding=body.finding,
            closed_on=body.closed_on,
            scope=caller.division_code,
            expect=work.expect_if_given,
        )
        return work.answer(ComplaintView.model_validate(complaint), version=complaint.version)


@router.get("", response_model=PageOf[ComplaintView])
def list_complaints(
    query: Annotated[ComplaintsQuery, Query()],
    request: Request,
    sessions: Sessions,
    caller: Confidant,
) -> Response:
    """List complaints, the newest entry first."""
    with sessions() as session:
        statement = queries.entries(
            session,
            Complaint,
            scope=caller.division_code,
            division_code=query.division_code,
            descendants=query.descendants,
        )
        if query.is_open is not None:
            statement = statement.where(Complaint.closed_on.is_(None) == query.is_open)
        found = page(session, statement, order=[Complaint.id.desc()], query=query)
    return answer_page(request, found, ComplaintView.model_validate)


@router.get("/{complaint_id}", response_model=ComplaintView)
def get_complaint(
    complaint_id: UUID, request: Request, sessions: Sessions, caller: Confidant
) -> Response:
    """Read one complaint."""
    with sessions() as session:
        complaint = queries.entry(session, Complaint, complaint_id, scope=caller.division_code)
    return answer_read(request, ComplaintView.model_validate(complaint), complaint.version)
