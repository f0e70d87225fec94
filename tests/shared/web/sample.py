"""A service as small as one can be: notes, to try what every service is given."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, FastAPI, File, Form, Query, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Date, Integer, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.context import current_cause
from shared.database import lock, new_id
from shared.errors import Basis, Conflict, FieldError, Invalid, NotFound
from shared.security import Caller, Role, allowed
from shared.settings import Settings
from shared.text import Text
from shared.web import (
    Command,
    PageOf,
    PageQuery,
    ProblemPage,
    Sessions,
    answer_page,
    answer_read,
    create_service,
    page,
)

Clerk = Annotated[Caller, allowed(Role.CLERK)]
Anyone = Annotated[Caller, allowed(*Role)]


class Tables(DeclarativeBase):
    """The tables of the sample."""


class Note(Tables):
    __tablename__ = "notes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    title: Mapped[str] = mapped_column(String(100))
    rank: Mapped[int] = mapped_column(Integer)
    written_on: Mapped[date] = mapped_column(Date)
    version: Mapped[int] = mapped_column(default=1)


class Label(Tables):
    __tablename__ = "labels"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)


class Colour(StrEnum):
    RED = "RED"
    BLUE = "BLUE"


class NewNote(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(min_length=1, max_length=100)]
    rank: Annotated[int, Field(ge=0, le=1000)] = 0
    written_on: date = date(2021, 3, 1)
    colour: Colour = Colour.RED
    votes: list[dict[str, int]] = []


class NoteView(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    title: str
    rank: int
    written_on: date
    version: int


class NotesQuery(PageQuery):
    rank: int | None = None


class CauseView(BaseModel):
    actor: str
    role: str
    correlation_id: str


router = APIRouter(prefix="/notes", tags=["notes"])


@router.post("", response_model=NoteView, status_code=201)
def write_note(body: NewNote, work: Command, caller: Clerk) -> Response:
    """Write a note."""
    with work.begin() as session:
        note = Note(id=new_id(), title=body.title, rank=body.rank, written_on=body.written_on)
        note.version = 1
        session.add(note)
        session.flush()
        return work.answer(
            NoteView.model_validate(note), status=201, version=1, location=f"/notes/{note.id}"
        )


@router.get("", response_model=PageOf[NoteView])
def list_notes(
    request: Request, query: Annotated[NotesQuery, Query()], sessions: Sessions, _: Anyone
) -> Response:
    """List the notes, those of the highest rank first."""
    statement = select(Note)
    if query.rank is not None:
        statement = statement.where(Note.rank == query.rank)
    with sessions() as session:
        found = page(session, statement, order=[Note.rank.desc(), Note.id], query=query)
    return answer_page(request, found, NoteView.model_validate)


@router.get("/columns", response_model=PageOf[NoteView])
def list_columns(
    request: Request, query: Annotated[PageQuery, Query()], sessions: Sessions, _: Anyone
) -> Response:
    """List columns of notes by title."""
    columns = select(Note.id, Note.title, Note.rank, Note.written_on, Note.version)
    with sessions() as session:
        found = page(session, columns, order=[Note.title, Note.id], query=query)
    return answer_page(request, found, NoteView.model_validate)


@router.get("/{note_id}", response_model=NoteView)
def read_note(request: Request, note_id: UUID, sessions: Sessions, _: Anyone) -> Response:
    """Read one note."""
    with sessions() as session:
        note = session.get(Note, note_id)
    if note is None:
        raise NotFound
    return answer_read(request, NoteView.model_validate(note), note.version)


@router.put("/{note_id}", response_model=NoteView)
def replace_note(note_id: UUID, body: NewNote, work: Command, _: Clerk) -> Response:
    """Replace a note. Only the version that was read can be replaced."""
    with work.begin() as session:
        note = lock(session, Note, note_id)
        work.expect(note.version)
        note.title, note.rank, note.version = body.title, body.rank, note.version + 1
        return work.answer(NoteView.model_validate(note), version=note.version)


@router.patch("/{note_id}", response_model=NoteView)
def rename_note(note_id: UUID, body: NewNote, work: Command, _: Clerk) -> Response:
    """Rename a note, whatever its version unless one is named."""
    with work.begin() as session:
        note = lock(session, Note, note_id)
        work.expect_if_given(note.version)
        note.title, note.version = body.title, note.version + 1
        return work.answer(NoteView.model_validate(note), version=note.version)


@router.post("/labels", response_model=NoteView)
def stick_label(name: str, work: Command, _: Clerk) -> Response:
    """Stick a label that may exist once."""
    with work.begin() as session:
        session.add(Label(name=name))
        session.flush()
        return work.answer(CauseView(actor="", role="", correlation_id=""))


@router.post("/refusals", response_model=NoteView)
def refuse_note(work: Command, _: Clerk) -> Response:
    """Refuse by a rule, after having written something."""
    with work.begin() as session:
        session.add(Note(id=new_id(), title="never", rank=0, written_on=date(2021, 3, 1)))
        session.flush()
        raise Conflict(
            Text("到会人数不足。", "Too few are present."),
            code="PARTY-QUORUM",
            basis=Basis(
                Text("到会人数须超过五分之四。", "Four fifths must be present."),
                article="ER2020 Art. 13",
                label="VERIFIED",
            ),
            needed=Text("还需 2 人到会。", "2 more members present."),
            errors=(FieldError("/present", "too_few", Text("不足。", "Too few.")),),
        )


@router.post("/breakdowns", response_model=NoteView)
def break_note(work: Command, _: Clerk) -> Response:
    """Break down with a secret in the message."""
    with work.begin():
        raise RuntimeError("220402199001011234 is a secret")


@router.post("/forgotten", response_model=NoteView)
def forget_answer(work: Command, _: Clerk) -> dict[str, str]:
    """Forget to answer through the work."""
    with work.begin() as session:
        session.add(Label(name="forgotten"))
    return {}


@router.post("/oversized", response_model=NoteView)
def overflow_note(work: Command, _: Clerk) -> Response:
    """Give the database a number that it cannot hold."""
    with work.begin() as session:
        session.add(Note(title="x", rank=1 << 40, written_on=date(2021, 3, 1)))
        session.flush()
        raise Invalid(Text("", ""))


@router.post("/causes", response_model=CauseView)
def tell_cause(work: Command, _: Anyone) -> Response:
    """Tell who is acting inside the work."""
    with work.begin():
        cause = current_cause()
        view = CauseView(
            actor=cause.actor, role=cause.actor_role, correlation_id=cause.correlation_id
        )
        return work.answer(view)


@router.post("/uploads", response_model=NoteView, status_code=202)
def upload_note(
    file: Annotated[UploadFile, File()], title: Annotated[str, Form()], work: Command, _: Clerk
) -> Response:
    """Write a note from a file."""
    with work.begin() as session:
        note = Note(id=new_id(), title=title, rank=len(file.file.read()) % 1000)
        note.written_on, note.version = date(2021, 3, 1), 1
        session.add(note)
        session.flush()
        return work.answer(NoteView.model_validate(note), status=202)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the sample service, with the settings of its environment unless they are given."""
    return create_service(
        "sample",
        settings or Settings(service="sample"),
        title=Text("样例", "Sample"),
        description=Text("样例服务。", "A sample service."),
        routers=[router],
        problems=PROBLEMS,
    )


PROBLEMS = {
    "PARTY-QUORUM": ProblemPage(
        Text("到会人数不足", "No quorum"),
        Text("到会人数须超过五分之四。", "Four fifths must be present."),
        Text("改期另行召开。", "Call another meeting."),
        article="ER2020 Art. 13 [VERIFIED]",
    )
}
