"""Corrections of people's facts: asked for by one, approved by another."""

from __future__ import annotations

from enum import StrEnum

from shared.errors import Conflict, Invalid
from shared.text import Text

PERSON = "PERSON"  # the kind of correction that the others are told of


class Status(StrEnum):
    """How far a request has come."""

    REQUESTED = "REQUESTED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"


class Reason(StrEnum):
    """Why, coarsely: the document has the rest."""

    ENTRY_MISTAKE = "ENTRY_MISTAKE"
    DOCUMENT_MISTAKE = "DOCUMENT_MISTAKE"
    SUPERIOR_DECISION = "SUPERIOR_DECISION"


class SamePerson(Conflict):
    """Who asks for a correction does not decide it."""

    code = "SEPARATION"

    def __init__(self) -> None:
        super().__init__(
            Text("申请人不得审批本人的申请。", "Who asked for it may not decide it."),
            needed=Text("由申请人以外的人员办理。", "Someone other than who asked for it."),
        )


class AlreadyDecided(Conflict):
    """A request is decided once."""

    code = "ALREADY-DECIDED"

    def __init__(self) -> None:
        super().__init__(
            Text("该申请已办理。", "This request is decided already."),
            needed=Text("需要时重新申请。", "Ask anew if need be."),
        )


class NothingToCorrect(Invalid):
    """The roster says so already."""

    code = "NOTHING-TO-CORRECT"

    def __init__(self) -> None:
        super().__init__(
            Text("名册中的内容与所申请的相同。", "The roster says the same already."),
            needed=Text("核对应更正的内容。", "Check what is to be corrected."),
        )
