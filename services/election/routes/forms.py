"""Papers made from the records, as Word documents, and the order of names on them."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.election import forms
from services.election.commands.strokes import correct_surname_strokes as correct
from services.election.domain.forms import Form
from services.election.domain.residents_forms import NAMING_VOTERS
from services.election.domain.rulebook import Body
from services.election.queries import forms as queries
from services.election.routes.answers import Reader, answer
from services.election.routes.callers import PARTY_PAPERS, VOTERS_NAMES, Clerk, FormReader
from services.election.schemas import candidates
from services.election.schemas.fields import PersonNumber
from services.election.schemas.forms import FormQuery, FormsView, FormView
from services.election.schemas.views import ElectionView
from shared.errors import Forbidden
from shared.security import Caller, Role
from shared.text import Text
from shared.web import Command, Sessions, json_response

router = APIRouter(prefix="/elections", tags=["forms"])


@router.get("/{election_id}/forms", response_model=FormsView)
def list_forms(
    election_id: UUID, sessions: Sessions, caller: FormReader, language: Reader
) -> Response:
    """List the forms of an election: which can be made now, and what is missing for the others."""
    with sessions() as session:
        found = queries.forms(session, election_id, caller.division_code)
    items = [
        FormView(
            form=each.form,
            name=each.name.in_language(language),
            ready=not each.missing,
            missing=[text.in_language(language) for text in each.missing],
        )
        for each in found
    ]
    return json_response(FormsView(items=items))


@router.get(
    "/{election_id}/forms/{form}",
    response_class=Response,
    responses={
        200: {"content": {forms.MEDIA_TYPE: {}}},
        409: {"$ref": "#/components/responses/Problem409"},  # the form is not ready
    },
)
def read_form(
    election_id: UUID,
    form: Form,
    query: Annotated[FormQuery, Query()],
    sessions: Sessions,
    caller: FormReader,
) -> Response:
    """Read a form as a Word document; the number of the record it was made from is at its foot."""
    with sessions() as session:
        found = queries.form(session, election_id, form, caller.division_code, round_no=query.round)
    _check_reader(found, caller)
    content = forms.fill(found.template, found.facts, dated=found.record.recorded_at.date())
    file_name = quote(f"{found.organisation}{found.name.zh}.docx", safe="")
    digest = b64encode(sha256(content).digest()).decode("ascii")
    return Response(
        content,
        media_type=forms.MEDIA_TYPE,
        headers={
            "Content-Disposition": f'attachment; filename="{form}.docx"; '
            f"filename*=UTF-8''{file_name}",
            "Content-Digest": f"sha-256=:{digest}:",
            "Cache-Control": "no-store",
        },
    )


def _check_reader(found: queries.FormFacts, caller: Caller) -> None:
    """Show the Party's papers to those who handle them, voters' names to whom the list is shown."""
    roles = tuple(Role)
    if found.of is Body.PARTY:
        roles = PARTY_PAPERS
    elif found.form in NAMING_VOTERS:
        roles = VOTERS_NAMES
    if not caller.may(*roles):
        names = ", ".join(roles)
        raise Forbidden(
            Text("您的角色不能查看这份表格。", "Your role may not see this form."),
            needed=Text(f"由具有以下角色之一的人员办理:{names}。", f"One of: {names}."),
        )


@router.put("/{election_id}/nominees/{person_number}/surname-strokes", response_model=ElectionView)
def correct_surname_strokes(
    election_id: UUID,
    person_number: PersonNumber,
    body: candidates.SurnameStrokes,
    work: Command,
    caller: Clerk,
    language: Reader,
) -> Response:
    """Correct where a nominee stands in the order by surname strokes; empty takes it back."""
    with work.begin() as session:
        strokes = candidates.PersonStrokes(**body.model_dump(), person_number=person_number)
        done = correct(session, election_id, strokes, caller=caller, expect=work.expect_if_given)
        return answer(work, done, language)
