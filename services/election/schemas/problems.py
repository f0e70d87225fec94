"""A refusal as this service tells it: with every broken rule, as a verdict of the record."""

from __future__ import annotations

from pydantic import Field

from services.election.schemas.verdicts import VerdictView
from shared import web


class Problem(web.Problem):
    """Why a request was refused (RFC 9457). Codes are never translated, texts always are."""

    verdicts: list[VerdictView] | None = Field(
        default=None, description="Every rule that refuses, the one named by `code` first"
    )
