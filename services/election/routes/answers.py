"""From rows to what callers are shown, in their language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import Response

from services.election.commands.act import Done
from services.election.domain.rulebook import Outcome
from services.election.domain.standing import is_overdue
from services.election.domain.states import State
from services.election.models import Election
from services.election.models.facts import procedure_of
from services.election.schemas.verdicts import VerdictView
from services.election.schemas.views import ElectionView
from shared.text import Language
from shared.web import Work, language_of


async def _language(request: Request) -> Language:
    return language_of(request)


Reader = Annotated[Language, Depends(_language)]


def election_view(
    election: Election, verdicts: Sequence[Mapping[str, Any]], language: Language
) -> ElectionView:
    """Return where an election stands, with the stored verdicts of its last step."""
    state = State(election.state)
    shown = [VerdictView.of(each, language) for each in verdicts]
    return ElectionView(
        **{name: getattr(election, name) for name in PLAIN},
        stage=procedure_of(election).stages[state],
        overdue=is_overdue(
            state,
            recorded_until=election.recorded_until,
            due_on=election.due_on,
            postponed_to=election.postponed_to,
        ),
        verdicts=shown,
        warnings=[each for each in shown if each.outcome is Outcome.WARNED],
    )


PLAIN = ElectionView.model_fields.keys() - {"stage", "overdue", "verdicts", "warnings"}


def answer(work: Work, done: Done, language: Language, *, status: int = 200) -> Response:
    """Answer a command with the election as it now stands, and the verdicts of the step."""
    view = election_view(done.election, done.record.verdicts, language)
    return work.answer(view, status=status, version=done.election.version)
