"""Imports as jobs."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from services.roster.commands.intake import take_in
from services.roster.domain.imports import ImportKind
from services.roster.models import Import, ImportRemark
from services.roster.queries import imports
from services.roster.routes.callers import CityOrganisation
from services.roster.schemas.imports import ImportErrorView, ImportForm, ImportView
from shared.context import current_cause
from shared.web import (
    Command,
    PageOf,
    PageQuery,
    Sessions,
    answer_page,
    json_response,
    language_of,
    page,
)

router = APIRouter(prefix="/imports", tags=["imports"])

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE = "text/csv; charset=utf-8"


@router.post("", response_model=ImportView, status_code=202)
def start_import(
    form: Annotated[ImportForm, Form(media_type="multipart/form-data")],
    work: Command,
    caller: CityOrganisation,
) -> Response:
    """Take in a division table or a roster workbook; it is read, checked and stored as a job.

    A workbook has the sheets 党组织, 上届班子, 提名人选, 后备人才, 第一书记, and where residents'
    committees are renewed also 居民委员会, 居民委员会上届班子, 居民委员会提名人选.
    """
    with work.begin() as session:
        cause = current_cause()
        job = Import(
            division_code=caller.division_code,
            **form.model_dump(exclude={"file"}),
            requested_by=cause.actor,
            requester_role=cause.actor_role,
            correlation_id=cause.correlation_id,
        )
        take_in(session, job, form.file.file.read())
        view = ImportView.model_validate(job)
        return work.answer(view, status=202, location=f"/imports/{job.id}")


@router.get("/{import_id}", response_model=ImportView)
def read_import(import_id: UUID, sessions: Sessions, caller: CityOrganisation) -> Response:
    """Read how far an import has come: QUEUED, RUNNING, then DONE or REJECTED."""
    with sessions() as session:
        found = imports.read_import(session, import_id, caller.division_code)
    return json_response(ImportView.model_validate(found))


@router.get("/{import_id}/errors", response_model=PageOf[ImportErrorView])
def list_import_errors(
    request: Request,
    import_id: UUID,
    query: Annotated[PageQuery, Query()],
    sessions: Sessions,
    caller: CityOrganisation,
) -> Response:
    """List what is wrong with an imported file: the cell, what is wrong, how to mend it."""
    language = language_of(request)

    def view(remark: ImportRemark) -> ImportErrorView:
        chinese = language == "zh-CN"
        return ImportErrorView(
            sheet=remark.sheet,
            cell=remark.cell,
            address="!".join(part for part in (remark.sheet, remark.cell) if part),
            code=remark.code,
            message=remark.message_zh if chinese else remark.message_en,
            how_to_mend=remark.mend_zh if chinese else remark.mend_en,
        )

    with sessions() as session:
        imports.read_import(session, import_id, caller.division_code)
        remarks = imports.remarks(import_id)
        found = page(session, remarks, order=[ImportRemark.number], query=query)
    return answer_page(request, found, view)


@router.get(
    "/{import_id}/workbook",
    response_class=Response,
    responses={200: {"content": {WORKBOOK: {}, TABLE: {}}}},
)
def read_import_workbook(import_id: UUID, sessions: Sessions, caller: CityOrganisation) -> Response:
    """Read the imported file with remarks in the wrong cells; kept for seven days."""
    with sessions() as session:
        job, content = imports.remarked_file(session, import_id, caller.division_code)
    suffix = ".xlsx" if job.kind == ImportKind.ROSTER else ".csv"
    file_name = quote(f"{job.name.removesuffix(suffix)}-导入意见{suffix}", safe="")
    return Response(
        content,
        media_type=WORKBOOK if job.kind == ImportKind.ROSTER else TABLE,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{file_name}",
            "Cache-Control": "no-store",
        },
    )
