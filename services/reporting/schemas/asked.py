"""What callers of reporting ask for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from shared.web import PageQuery

DivisionCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{12}$"), Field(examples=["220402000000"])
]


class DivisionQuery(BaseModel):
    """Which division's part is asked for; without one, all that the caller may see."""

    model_config = ConfigDict(extra="forbid")

    division_code: DivisionCode | None = None


class FiguresQuery(DivisionQuery):
    """Which divisions' figures are asked for."""

    descendants: Annotated[
        bool, Field(description="是否包括下级县区和街道 with the counties and streets below")
    ] = True


class CampaignsQuery(PageQuery):
    """Which campaigns are asked for."""

    organisation_kind: Literal["PARTY", "RESIDENTS"] | None = None


class OutcomesQuery(PageQuery):
    """Which elections are asked for."""

    division_code: DivisionCode | None = None
    completed: bool | None = None


class CorrectionsQuery(PageQuery):
    """Which corrections are asked for."""

    division_code: DivisionCode | None = None


class RowsQuery(PageQuery):
    """Whose rows are asked for, and of which term's teams."""

    division_code: DivisionCode | None = None
    term: Annotated[
        Literal["incoming", "outgoing"],
        Field(description="新一届或上一届班子 the new teams or those before them"),
    ] = "incoming"


class BulletinsQuery(PageQuery):
    """Which bulletins are asked for."""

    division_code: DivisionCode | None = None


class BulletinRequest(BaseModel):
    """Whose bulletin is to be issued; without a division, the campaign's own."""

    model_config = ConfigDict(extra="forbid")

    division_code: DivisionCode | None = None
