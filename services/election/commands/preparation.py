"""Commands of the stages P0 to P3: exceptions, risks, rectification, clearance."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.election.commands.act import Done, Expect, open_act
from services.election.domain.city_gates import rectified
from services.election.domain.documents import SixAnswers
from services.election.domain.gates.terms import SUPERIOR
from services.election.domain.party_deadline import shift_allowed
from services.election.domain.preparation_refusals import NoSuchRisk
from services.election.domain.refusals import NoExceptionPossible
from services.election.domain.rulebook import Outcome
from services.election.domain.ruleset import all_rules
from services.election.domain.states import Step
from services.election.schemas import preparation
from shared.errors import Forbidden, NotFound
from shared.events import OrganisationListed, OrganisationRectified
from shared.messaging.outbox import publish
from shared.security import Caller, Role
from shared.text import Text


def close_risk(
    session: Session,
    election_id: UUID,
    body: preparation.RiskClosure,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record that the action on one of the six risks is closed; refused where there is no risk."""
    act = open_act(
        session, election_id, Step.RISK_CLOSURE, on=body.on, caller=caller, expect=expect
    )
    six = act.facts.document(SixAnswers)
    if six and not six.answers[body.number - 1]:
        raise NotFound
    return act.perform(body)


def list_for_rectification(
    session: Session,
    election_id: UUID,
    body: preparation.Rectification,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Put the organisation on the list; listing it again fills in or changes the four ones."""
    act = open_act(
        session, election_id, Step.RECTIFICATION, on=body.listed_on, caller=caller, expect=expect
    )
    done = act.perform(body)
    if Step.RECTIFICATION not in act.standing:
        publish(
            session,
            OrganisationListed(
                division_code=done.election.division_code,
                campaign_id=done.election.campaign_id,
                election_id=election_id,
                listed_on=body.listed_on,
            ),
        )
    return done


def accept_rectification(
    session: Session,
    election_id: UUID,
    body: preparation.RectificationAcceptance,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Accept a rectification. Passed by an exception only, it does not count as rectified."""
    step = Step.RECTIFICATION_ACCEPTANCE
    act = open_act(session, election_id, step, on=body.on, caller=caller, expect=expect)
    _check_are_risks(body, act.facts.document(SixAnswers))
    done = act.perform(body)
    verdict = next(each for each in act.verdicts if each.rule.id == rectified.rule.id)
    if verdict.outcome is Outcome.PASSED:
        publish(
            session,
            OrganisationRectified(
                division_code=done.election.division_code,
                campaign_id=done.election.campaign_id,
                election_id=election_id,
                accepted_on=body.on,
            ),
        )
    return done


def postpone(
    session: Session,
    election_id: UUID,
    body: preparation.Postponement,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record the approval of another date; only the one who is said to have approved may do it."""
    by = Role.STREET if body.approved_by == SUPERIOR else Role(body.approved_by)
    _check_own_name(by, caller)
    act = open_act(
        session, election_id, Step.POSTPONEMENT, on=body.approved_on, caller=caller, expect=expect
    )
    act.election.postponed_to, act.election.postponed_on = body.new_due, body.approved_on
    return act.perform(body)


def grant_exception(
    session: Session,
    election_id: UUID,
    body: preparation.RuleException,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Attach an approval for a rule that knows one; only the authority that is named may do it."""
    _check_own_name(Role(body.approved_by), caller)
    _check_exception_possible(body)
    if body.rule == shift_allowed.rule.id and body.reason is None:
        raise NoExceptionPossible(Text("须说明理由。", "Give the reason for so long a shift."))
    act = open_act(session, election_id, Step.EXCEPTION, on=body.on, caller=caller, expect=expect)
    return act.perform(body)


def _check_are_risks(body: preparation.RectificationAcceptance, six: SixAnswers | None) -> None:
    answers = six.answers if six else ()
    risks = {number for number, risk in enumerate(answers, start=1) if risk}
    strangers = [
        f"/closed_risks/{place}"
        for place, number in enumerate(body.closed_risks)
        if number not in risks
    ]
    if strangers:
        raise NoSuchRisk(strangers)


def _check_own_name(by: Role, caller: Caller) -> None:
    if not caller.may(by):
        raise Forbidden(
            Text("只能以本单位的名义批准。", "An authority approves in its own name only."),
            needed=Text(f"由 {by} 的账号办理。", f"An account of {by} must do it."),
        )


def _check_exception_possible(body: preparation.RuleException) -> None:
    versions = all_rules().get(body.rule, ())
    authorities = {each.rule.authority for each in versions} - {None}
    if not authorities:
        raise NoExceptionPossible(
            Text("这条规则不接受例外批准。", "No approval lets anyone pass this rule.")
        )
    if not any(each and body.approved_by.covers(each) for each in authorities):
        raise NoExceptionPossible(
            Text("该单位无权批准这条规则的例外。", "This authority may not approve it.")
        )
    if any(each.rule.per_person for each in versions) and not body.persons:
        raise NoExceptionPossible(
            Text("这条规则的例外须在 persons 中指明人员。", "Name in `persons` whom it is for.")
        )
