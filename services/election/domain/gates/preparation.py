"""The gates of the stages P0 to P6: what must be ready before anyone is put forward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from services.election.domain.city_gates import (
    four_ones_assigned,
    plan_complete,
    rectified,
    six_questions_answered,
    work_team_named,
)
from services.election.domain.comparison import compare
from services.election.domain.documents import (
    Plan,
    Rectification,
    RectificationAcceptance,
    RectificationProgress,
    Request,
    RiskClosure,
    Roll,
    SixAnswers,
    Survey,
    WorkTeam,
)
from services.election.domain.facts import Facts
from services.election.domain.gates.gate import gate
from services.election.domain.order import out_of_order
from services.election.domain.party_meeting import meeting_type_allowed
from services.election.domain.party_office import replied_before
from services.election.domain.party_roll import Roll as RollNumbers
from services.election.domain.party_roll import exclusion_allowed, ground_is_a_code, roll_frozen
from services.election.domain.plan_offsets import OFFSETS
from services.election.domain.preparation import PREPARATIONS, open_preparations
from services.election.domain.rulebook import Body, Outcome, Verdict
from services.election.domain.states import Step
from shared.text import Text

RESIDENTS_STEPS = tuple(row.step for row in OFFSETS[Body.RESIDENTS])


@gate(Step.RECTIFICATION, Step.RECTIFICATION_PROGRESS, Step.RECTIFICATION_ACCEPTANCE)
def rectified_first(facts: Facts) -> Iterator[Verdict]:
    """Let a listed organisation start only once its rectification is accepted."""
    if facts.entry(Step.RECTIFICATION_ACCEPTANCE) is None:
        yield _three_conditions(facts)


@gate(Step.RECTIFICATION, Step.RECTIFICATION_PROGRESS)
def rectification_done(facts: Facts) -> Iterator[Verdict]:
    """Accept a rectification only when its three conditions are met."""
    yield _three_conditions(facts)


@gate(Step.RECTIFICATION)
def four_ones(facts: Facts) -> Iterator[Verdict]:
    """Ask for the four who stand for a listed organisation."""
    listed = facts.document(Rectification) or Rectification()
    yield four_ones_assigned(
        county_leader=listed.county_leader,
        department_leader=listed.department_leader,
        county_department=listed.county_department,
        first_secretary=listed.first_secretary,
    )


@gate(Step.SIX_ANSWERS, Step.RISK_CLOSURE, Step.RECTIFICATION_ACCEPTANCE)
def six_answered(facts: Facts) -> Iterator[Verdict]:
    """Ask for the six answers, and for each risk its closure.

    An accepted rectification closes the risks that were its tasks, and no others.
    """
    answers = (facts.document(SixAnswers) or SixAnswers()).answers
    closed = {each.number for each in facts.documents(RiskClosure)}
    accepted = facts.document(RectificationAcceptance)
    closed.update(accepted.closed_risks if accepted else ())
    yield six_questions_answered(answers, closed=closed)


@gate(Step.SURVEY)
def checklist_done(facts: Facts) -> Iterator[Verdict]:
    """Ask for the eight items of the checklist, each of them done."""
    survey = facts.document(Survey)
    still_open = open_preparations([bool(each) for each in survey.preparations]) if survey else ()
    if still_open:
        yield out_of_order(
            compare(len(PREPARATIONS) - len(still_open), "=", len(PREPARATIONS)),
            Text(
                f"准备清单待完成:{'、'.join(item.zh for item in still_open)}。",
                f"Still open on the checklist: {', '.join(item.en for item in still_open)}.",
            ),
        )


@gate(Step.WORK_TEAM)
def work_team(facts: Facts) -> Iterator[Verdict]:
    """Ask for the three places of the work team."""
    team = facts.document(WorkTeam) or WorkTeam()
    yield work_team_named(
        leader=team.leader,
        responsible_leader=team.responsible_leader,
        department=team.department,
    )


@gate(Step.PLAN, Step.PLAN_VETTING)
def plan(facts: Facts) -> Iterator[Verdict]:
    """Ask for a day and a name for each step; only warn where civil affairs has not vetted it.

    The folders of Party elections do not tell who in civil affairs saw the plan, and when.
    """
    document = facts.document(Plan)
    vetted = facts.entry(Step.PLAN_VETTING) is not None
    verdict = plan_complete(document.steps if document else (), vetted=vetted)
    complete = not verdict.inputs["missing"]
    warned = complete and not verdict.allows
    yield replace(verdict, outcome=Outcome.WARNED) if warned else verdict


@gate(Step.PLAN, Step.PLAN_VETTING, Step.PLAN_APPROVAL)
def residents_plan(facts: Facts) -> Iterator[Verdict]:
    """Ask for a day and a name for each step of the residents' election, vetted by both."""
    document = facts.document(Plan)
    vetted = all(facts.entry(step) for step in (Step.PLAN_VETTING, Step.PLAN_APPROVAL))
    yield plan_complete(document.steps if document else (), required=RESIDENTS_STEPS, vetted=vetted)


@gate(Step.REQUEST, Step.REPLY)
def request_answered(facts: Facts) -> Iterator[Verdict]:
    """Ask for a request and a reply, in this order, neither later than the act itself."""
    yield replied_before(
        requested_on=facts.not_later(facts.date_of(Step.REQUEST)),
        replied_on=facts.not_later(facts.date_of(Step.REPLY)),
        meeting_on=None,
    )


@gate(Step.REQUEST, Step.REPLY)
def meeting_type_granted(facts: Facts) -> Iterator[Verdict]:
    """Allow a congress only where there is cause for one; the reply is the superior's approval."""
    request = facts.document(Request)
    if request:
        yield meeting_type_allowed(
            request.meeting_type,
            members=facts.full_members,
            scattered=request.scattered,
            approved=facts.entry(Step.REPLY) is not None,
        )


@gate(Step.ROLL)
def exclusions_allowed(facts: Facts) -> Iterator[Verdict]:
    """Take each member left out of the base: a coarse code, on a listed ground, with consents."""
    roll = facts.document(Roll)
    for each in roll.exclusions if roll else ():
        yield ground_is_a_code(each.ground)
        yield exclusion_allowed(
            each.ground,
            superior_consent=each.superior_consent is not None,
            adopted_by_meeting=each.adopted_by_meeting,
        )


@gate(Step.ROLL, Step.ROLL_FREEZE)
def roll_is_frozen(facts: Facts) -> Iterator[Verdict]:
    """Ask for a frozen roll."""
    roll = facts.document(Roll)
    numbers = roll.numbers if roll else RollNumbers(0)
    yield roll_frozen(numbers, frozen=facts.entry(Step.ROLL_FREEZE) is not None)


def _three_conditions(facts: Facts) -> Verdict:
    progress = facts.document(RectificationProgress) or RectificationProgress()
    return rectified(
        backward=facts.entry(Step.RECTIFICATION) is not None,
        work_done=progress.work_done,
        tasks_done=progress.tasks_done,
        turned_round=progress.turned_round,
    )
