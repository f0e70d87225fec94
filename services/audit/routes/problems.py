"""The problem register."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.audit import commands, queries
from services.audit.models import Problem
from services.audit.routes.callers import Keeper, Reader
from services.audit.schemas import Closure, NewProblem, ProblemsQuery, ProblemView
from shared.web import Command, PageOf, Sessions, answer_page, answer_read, page

router = APIRouter(prefix="/problems", tags=["problems"])


@router.post("", response_model=ProblemView, status_code=201)
def open_problem(body: NewProblem, work: Command, caller: Keeper) -> Response:
    """Enter a problem in the register."""
    with work.begin() as session:
        problem = commands.open_problem(
            session, Problem(**body.model_dump()), scope=caller.division_code
        )
        return work.answer(
            ProblemView.model_validate(problem),
            status=201,
            version=problem.version,
            location=f"/problems/{problem.id}",
        )


@router.post("/{problem_id}/closure", response_model=ProblemView)
def close_problem(problem_id: UUID, body: Closure, work: Command, caller: Keeper) -> Response:
    """Enter that a problem was handled."""
    with work.begin() as session:
        problem = commands.close_problem(
            session,
            problem_id,
            closed_on=body.closed_on,
            scope=caller.division_code,
            expect=work.expect_if_given,
        )
        return work.answer(ProblemView.model_validate(problem), version=problem.version)


@router.get("", response_model=PageOf[ProblemView])
def list_problems(
    query: Annotated[ProblemsQuery, Query()], request: Request, sessions: Sessions, caller: Reader
) -> Response:
    """List problems, the newest entry first."""
    with sessions() as session:
        statement = queries.entries(
            session,
            Problem,
            scope=caller.division_code,
            division_code=query.division_code,
            descendants=query.descendants,
        )
        if query.category is not None:
            statement = statement.where(Problem.category == query.category)
        if query.is_open is not None:
            statement = statement.where(Problem.closed_on.is_(None) == query.is_open)
        found = page(session, statement, order=[Problem.id.desc()], query=query)
    return answer_page(request, found, ProblemView.model_validate)


@router.get("/{problem_id}", response_model=ProblemView)
def get_problem(problem_id: UUID, request: Request, sessions: Sessions, caller: Reader) -> Response:
    """Read one problem."""
    with sessions() as session:
        problem = queries.entry(session, Problem, problem_id, scope=caller.division_code)
    return answer_read(request, ProblemView.model_validate(problem), problem.version)
