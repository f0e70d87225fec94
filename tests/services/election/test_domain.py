"""The procedure as data, and the gates: pure questions to facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.election.domain.counting import count_ballot
from services.election.domain.documents import (
    Consent,
    DatedAct,
    Deliberation,
    Meeting,
    Nomination,
    Notice,
    Plan,
    RecordedException,
    Rectification,
    RectificationAcceptance,
    Reply,
    Request,
    Roll,
    RoundOpening,
    SixAnswers,
    WorkTeam,
)
from services.election.domain.facts import (
    Ballot,
    Entry,
    Facts,
    HeldRound,
    Nominee,
    NomineeStatus,
    Part,
    RoundStatus,
)
from services.election.domain.gates import GATES, gates_ahead, gates_for, sources_of
from services.election.domain.order import leads_to
from services.election.domain.party_meeting import MeetingType
from services.election.domain.procedures import PARTY
from services.election.domain.rulebook import Authority, Outcome
from services.election.domain.standing import is_overdue
from services.election.domain.states import ImpossibleMove, State, Step, move
from services.election.domain.surroundings import CampaignTerms, Hold
from services.election.domain.tally import RoundKind

DAY = date(2021, 3, 8)
TERMS = CampaignTerms(date(2021, 4, 30), 5, ("组织", "民政"))
PEOPLE = ("a", "b", "c", "d")


def facts(state: State = State.PLANNED, /, **changed) -> Facts:
    """Return an election about which nothing is recorded."""
    nothing = Facts(PARTY, state, seats=3, due_on=date(2021, 4, 24), terms=TERMS)
    return replace(nothing, **changed)


def with_entries(known: Facts, *documents, on: date | None = None, **acts: date) -> Facts:
    """Add documents, and acts of which only the day matters, to the facts."""
    entries = dict(known.entries)
    for document in documents:
        entries[document.step] = (Entry(on, "someone", document),)
    for name, day in acts.items():
        entries[Step(name)] = (Entry(day, "someone", DatedAct(day)),)
    return replace(known, entries=entries)


def broken(step: Step, known: Facts) -> list[str]:
    """Return the rules that do not let the step go on."""
    return [each.rule.id for each in gates_for(step, known) if not each.allows]


def verdict(step: Step, known: Facts, rule: str):
    """Return the verdict of one rule on a step."""
    return next(each for each in gates_for(step, known) if each.rule.id == rule)


# --- The procedure ----------------------------------------------------------------------------


def test_every_state_of_the_procedure_has_its_stage_and_what_is_ahead():
    used = {state for form in PARTY.steps.values() for state in (*form.states, *form.to)}

    assert used <= set(PARTY.stages)
    assert set(PARTY.stages) == set(PARTY.ahead)


def test_every_state_can_be_reached_and_left():
    reached = {PARTY.start}
    while True:
        further = {end for form in PARTY.steps.values() for end in form.to if form.states & reached}
        if further <= reached:
            break
        reached |= further

    assert reached == set(PARTY.stages)
    for state in reached - {State.CLOSED, State.VOIDED}:
        steps = PARTY.ahead[state]
        assert any(PARTY.steps[step].to for step in steps)
        assert all(state in PARTY.steps[step].states for step in steps)


def test_a_step_comes_after_steps_that_can_be_recorded_before_it():
    for step, form in PARTY.steps.items():
        for earlier in form.after:
            possible = PARTY.steps[earlier].states
            assert min(map(list(State).index, possible)) <= max(
                map(list(State).index, form.states)
            ), (step, earlier)


@pytest.mark.parametrize(
    ("step", "state", "to", "end"),
    [
        (Step.CLEARANCE, State.ASSESSED, None, State.CLEARED),
        (Step.PLAN, State.CLEARED, None, State.CLEARED),
        (Step.MEETING, State.READY, State.READY, State.READY),
        (Step.MEETING, State.READY, State.VOTING, State.VOTING),
        (Step.RESULT_REFUSAL, State.SUBMITTED, None, State.CERTIFIED),
        (Step.NOMINATION, State.REVIEWED, None, State.NOMINATED),
    ],
)
def test_a_step_leads_where_the_procedure_says(step, state, to, end):
    assert move(PARTY, step, state, to) is end


def test_a_move_that_the_procedure_does_not_have_is_a_mistake():
    with pytest.raises(ImpossibleMove):
        move(PARTY, Step.MEETING, State.READY, State.COUNTED)


def test_assessment_and_six_answers_lead_on_together_only():
    known = facts()
    answered = with_entries(known, SixAnswers((False,) * 6))

    assert leads_to(Step.ASSESSMENT, known) is State.PLANNED
    assert leads_to(Step.ASSESSMENT, answered) is State.ASSESSED
    assert leads_to(Step.ASSESSMENT, replace(answered, state=State.RECTIFYING)) is State.RECTIFYING


@pytest.mark.parametrize(
    ("state", "until", "postponed_to", "overdue"),
    [
        (State.READY, date(2021, 4, 24), None, False),
        (State.READY, date(2021, 4, 25), None, True),
        (State.READY, date(2021, 4, 25), date(2021, 5, 1), False),
        (State.VOTING, date(2021, 4, 25), None, False),
        (State.PLANNED, None, None, False),
    ],
)
def test_an_election_is_overdue_by_its_recorded_days(state, until, postponed_to, overdue):
    due = date(2021, 4, 24)

    assert overdue is is_overdue(state, recorded_until=until, due_on=due, postponed_to=postponed_to)


# --- The form of the gates --------------------------------------------------------------------


@pytest.mark.parametrize("step", list(PARTY.steps))
@pytest.mark.parametrize("state", [State.PLANNED, State.VOTING, State.CLOSED])
def test_every_gate_can_be_asked_when_nothing_is_recorded(step, state):
    verdicts = gates_for(step, facts(state))

    assert all(each.allows or each.needed for each in verdicts)


def test_a_gate_sees_only_what_it_says_it_reads():
    for step in PARTY.steps:
        sources = sources_of(PARTY, step)
        assert all(gate.reads <= sources for gate in GATES.get(step, ())), step
        assert Step.EXCEPTION in sources


def test_asking_lists_what_is_missing_and_what_is_broken():
    known = with_entries(facts(State.CLEARED), WorkTeam("甲", "乙", None), Plan(()))

    ahead = {each.rule.id: each for each in gates_ahead(known)}

    assert ahead["GATE-TEAM"].outcome is Outcome.REFUSED
    assert ahead["GATE-PLAN"].outcome is Outcome.REFUSED
    assert ahead["PROCEDURE-ORDER"].numbers == "PLAN_APPROVAL"


def test_nothing_is_ahead_of_a_closed_election():
    assert gates_ahead(facts(State.CLOSED)) == ()


# --- Order and separation ---------------------------------------------------------------------


def test_a_step_out_of_its_state_is_refused_with_the_next_step():
    refusal = verdict(Step.CERTIFICATION, facts(State.READY), "PROCEDURE-ORDER")

    assert "选举大会" in next(
        each.needed.zh
        for each in gates_for(Step.CERTIFICATION, facts(State.READY))
        if each.numbers == "CERTIFICATION @ READY"
    )
    assert not refusal.allows


def test_a_step_is_not_dated_before_the_one_above():
    known = with_entries(facts(State.REVIEWED), REVIEW_DECISION=DAY)
    consent = Consent(PEOPLE, "a")

    early = known.with_act(Step.CONSENT, consent, on=date(2021, 3, 7), by="x")

    assert "2021-03-07 < 2021-03-08" in {each.numbers for each in gates_for(Step.CONSENT, early)}


def test_one_person_does_not_enter_and_approve():
    plan = Plan(())
    known = with_entries(facts(State.CLEARED), plan)

    same = known.with_act(Step.PLAN_APPROVAL, DatedAct(DAY), on=DAY, by="someone")
    other = known.with_act(Step.PLAN_APPROVAL, DatedAct(DAY), on=DAY, by="else")

    assert "SEPARATION" in broken(Step.PLAN_APPROVAL, same)
    assert "SEPARATION" not in broken(Step.PLAN_APPROVAL, other)


# --- Gates of the rule book, as the procedure asks them ---------------------------------------


def test_a_listed_organisation_does_not_start():
    listed = with_entries(facts(State.RECTIFYING), Rectification("甲", "乙", "丙", "丁"))

    for step in (Step.CLEARANCE, Step.PLAN_APPROVAL, Step.REQUEST, Step.NOMINATION):
        assert broken(step, listed)[0] == "GATE-RECTIFY"


def test_an_accepted_rectification_closes_the_risks_it_names():
    answers = SixAnswers((True, False, False, False, True, False))
    risky = with_entries(facts(State.CLEARED), answers, Rectification())
    half = with_entries(risky, RectificationAcceptance((1,)))
    accepted = with_entries(risky, RectificationAcceptance((1, 5)))

    assert "GATE-SIX" in broken(Step.NOMINATION, risky)
    assert "GATE-SIX" in broken(Step.NOMINATION, half)
    assert "GATE-SIX" not in broken(Step.NOMINATION, accepted)
    assert "GATE-RECTIFY" not in broken(Step.NOMINATION, half)


def test_a_nomination_needs_a_reply_of_that_day_or_earlier():
    request = Request(3, MeetingType.MEMBERS)
    known = with_entries(facts(State.PLAN_APPROVED), request, Reply(3), on=DAY)

    before = known.with_act(Step.NOMINATION, Nomination(), on=date(2021, 3, 7), by="x")
    same_day = known.with_act(Step.NOMINATION, Nomination(), on=DAY, by="x")

    assert "PARTY-REQUEST-BEFORE" in broken(Step.NOMINATION, before)
    assert "PARTY-REQUEST-BEFORE" not in broken(Step.NOMINATION, same_day)


def test_one_who_failed_the_review_is_no_candidate():
    nominees = tuple(Nominee(each, 34, NomineeStatus.PASSED) for each in PEOPLE)
    barred = (*nominees[:3], Nominee("d", 34, NomineeStatus.BARRED))
    known = with_entries(facts(State.NOTICED, nominees=barred), Consent(PEOPLE, "a"), on=DAY)

    fixed = known.with_act(Step.DELIBERATION, Deliberation(PEOPLE), on=DAY, by="x")

    assert "PARTY-CAND-ELIGIBLE" in broken(Step.DELIBERATION, fixed)


def test_candidates_whom_the_superior_has_not_agreed_to_are_refused():
    nominees = tuple(Nominee(each, 34, NomineeStatus.PASSED) for each in (*PEOPLE, "e"))
    known = with_entries(facts(State.NOTICED, nominees=nominees), Consent(PEOPLE, "a"), on=DAY)
    known = with_entries(known, NOMINATION=DAY)

    fixed = known.with_act(Step.DELIBERATION, Deliberation(("a", "b", "c", "e")), on=DAY, by="x")

    assert "PARTY-CAND-PATH" in broken(Step.DELIBERATION, fixed)


def test_candidates_are_not_fixed_on_the_last_day_of_the_notice():
    notice = Notice(date(2021, 2, 23), date(2021, 3, 4))
    known = with_entries(facts(State.NOTICED), notice, on=notice.first_day)

    last = known.with_act(Step.DELIBERATION, Deliberation(PEOPLE), on=date(2021, 3, 4), by="x")
    after = known.with_act(Step.DELIBERATION, Deliberation(PEOPLE), on=date(2021, 3, 5), by="x")

    over = "2021-03-04 > 2021-03-04"
    assert over in {each.numbers for each in gates_for(Step.DELIBERATION, last)}
    assert over not in {each.numbers for each in gates_for(Step.DELIBERATION, after)}


def a_meeting(**changed) -> Meeting:
    """Return a meeting with its quorum."""
    numbers = {"base": 50, "present": 45, "scrutineers": 2, "tellers": 3}
    return Meeting(**({"method_adopted": True, "introduced": True} | numbers | changed))


def meeting_facts(meeting: Meeting, **changed) -> Facts:
    """Return an election in which a meeting is about to be recorded."""
    roll = Roll(50, 0, 0, 0, ())
    known = with_entries(facts(State.READY, **changed), roll, ROLL_FREEZE=DAY)
    return known.with_act(Step.MEETING, meeting, on=DAY, by="x")


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"base": 49}, "PARTY-ROLL-FREEZE"),
        ({"present": 51}, "PARTY-QUORUM-BASE"),
    ],
)
def test_the_meeting_goes_by_the_frozen_roll(changed, rule):
    assert rule in broken(Step.MEETING, meeting_facts(a_meeting(**changed)))
    assert rule not in broken(Step.MEETING, meeting_facts(a_meeting()))


def test_a_meeting_after_the_due_date_is_refused_unless_approved():
    late = meeting_facts(a_meeting(), due_on=date(2021, 3, 7))
    approval = RecordedException("PARTY-DEADLINE", Authority.STREET, "1号", DAY)

    assert "PARTY-DEADLINE" in broken(Step.MEETING, late)
    assert "PARTY-DEADLINE" not in broken(Step.MEETING, with_entries(late, approval))


def voting(meeting: Meeting, *rounds: HeldRound, opening: RoundOpening | None = None) -> Facts:
    """Return an election in which ballots are about to be handed out."""
    ballot = Ballot(count_ballot(3, PEOPLE, ()), rounds)
    known = with_entries(facts(State.VOTING, ballot=ballot), meeting, on=DAY)
    opening = opening or RoundOpening(RoundKind.FIRST, 45)
    return known.with_act(Step.ROUND, opening, on=None, by="x")


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"present": 39}, "PARTY-QUORUM"),
        ({"present": 44}, "PARTY-NO-PROXY"),
        ({"method_adopted": False}, "PARTY-METHOD-ADOPT"),
        ({"introduced": False}, "PARTY-INTRODUCE"),
        ({"scrutineers": 0}, "PARTY-SCRUTINEER"),
    ],
)
def test_ballots_go_out_in_a_proper_meeting_only(changed, rule):
    assert broken(Step.ROUND, voting(a_meeting())) == []
    assert rule in broken(Step.ROUND, voting(a_meeting(**changed)))


def test_one_short_of_the_quorum_says_so():
    needed = verdict(Step.ROUND, voting(a_meeting(present=39)), "PARTY-QUORUM").needed

    assert needed.en == "1 more voter must be present."


def test_a_round_that_is_not_due_is_refused_with_what_is():
    wrong = voting(a_meeting(), opening=RoundOpening(RoundKind.RUN_OFF, 45))

    needed = verdict(Step.ROUND, wrong, "PROCEDURE-ORDER").needed

    assert needed.en == "Due is FIRST: 3 seats, 4 candidates."


@pytest.mark.parametrize("status", [RoundStatus.OPEN, RoundStatus.DISPUTED, RoundStatus.COUNTED])
def test_no_round_follows_one_that_is_not_final(status):
    held = HeldRound(1, RoundKind.FIRST, 45, status)

    assert broken(Step.ROUND, voting(a_meeting(), held)) == ["PROCEDURE-ORDER"]


def test_a_hold_stops_certification_and_approval():
    held = facts(State.COUNTED, holds=(Hold("CANVASSING", DAY),))

    assert broken(Step.CERTIFICATION, held)[0] == "PARTY-DISCIPLINE"
    assert broken(Step.RESULT_APPROVAL, held)[0] == "PARTY-DISCIPLINE"


def test_the_parts_loaded_for_a_document_are_few():
    assert sources_of(PARTY, Step.SURVEY) == {Step.EXCEPTION, Step.SURVEY}
    assert Part.BALLOT not in sources_of(PARTY, Step.CONSENT)
    assert Step.REVIEW_ANSWERS not in sources_of(PARTY, Step.REVIEW_ANSWERS)
