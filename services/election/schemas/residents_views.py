"""What readers are shown of a residents' election."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from services.election.schemas.verdicts import VerdictView
from services.election.schemas.views import View


class VoterView(View):
    """A registered voter: what the list shows, and nothing of the identity number."""

    id: UUID
    name: str
    sex: str
    born_on: date
    ground: str
    registered_on: date


class RegistrationView(BaseModel):
    """Those who were registered together, with their numbers on the list."""

    version: int
    items: list[VoterView]


class PostVotesView(BaseModel):
    """One post in a vote: parts that chose too many, and the votes by person."""

    post: str
    invalid: int
    votes: dict[str, int]


class VoteView(BaseModel):
    """A vote: what was handed out, what the agreed count says, and what it came to."""

    no: int
    kind: str
    held_on: date
    base: int
    issued: int
    status: str
    returned: int | None
    invalid: int | None
    posts: list[PostVotesView]
    elected: dict[str, str]
    verdicts: list[VerdictView]


class VotesHeldView(BaseModel):
    """The votes of an election, void ones among them."""

    items: list[VoteView]
