"""Imports as callers see them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import UploadFile
from pydantic import Field

from services.roster.domain.imports import ImportKind, Mode, OnError, State
from services.roster.schemas.places import Body, DivisionCode, View


class ImportForm(Body):
    """A file to import, and what is to be done with it."""

    file: Annotated[UploadFile, Field(description=".xlsx for a roster, CSV for divisions")]
    kind: ImportKind
    name: Annotated[str, Field(min_length=1, max_length=200, examples=["roster.xlsx"])]
    mode: Mode = Mode.COMMIT
    on_error: OnError = OnError.REJECT_ALL


class ImportView(View):
    """How far an import has come. read = accepted + rejected.

    Of the accepted rows, those created, changed and unchanged are counted once they are stored:
    all three are 0 while it waits, when it was rejected, and when it was only to be validated.
    """

    id: UUID
    division_code: DivisionCode
    name: str
    kind: ImportKind
    mode: Mode
    on_error: OnError
    state: State
    read: int
    accepted: int
    rejected: int
    created: int
    changed: int
    unchanged: int
    errors: Annotated[int, Field(description="mistakes found; the first 1000 are listed")]
    requested_at: datetime
    finished_at: datetime | None


class ImportErrorView(View):
    """One mistake, in the language of Accept-Language. The value itself is never repeated."""

    sheet: Annotated[str, Field(examples=["上届班子"])]
    cell: Annotated[str, Field(description="empty: not in one cell", examples=["E17"])]
    address: Annotated[str, Field(examples=["上届班子!E17"])]
    code: Annotated[str, Field(examples=["BAD-DATE"])]
    message: str
    how_to_mend: str
