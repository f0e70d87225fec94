"""Commands against a database: what is recorded, refused, superseded and told."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from services.election.commands import completion, counting, nomination, preparation, voting
from services.election.commands.voiding import void_election
from services.election.domain.refusals import RuleBroken
from services.election.domain.states import State, Step
from services.election.models import Election, Nominee, Record, ReviewAnswer, Round, Tally, Winner
from services.election.schemas import candidates as candidate_bodies
from services.election.schemas import completion as completion_bodies
from services.election.schemas import preparation as bodies
from services.election.schemas import voting as voting_bodies
from shared.errors import Forbidden, NotFound
from shared.security import Role
from tests.services.election import factories
from tests.services.election.factories import Player, a_meeting, an_election, tally_of, told

READY, VOTING = State.READY, State.VOTING


def standing(player: Player, step: Step) -> list[Record]:
    """Return the records of a step that nothing has superseded."""
    return list(
        player.session.scalars(
            select(Record).where(
                Record.election_id == player.election.id,
                Record.step == step,
                Record.superseded_by.is_(None),
            )
        )
    )


def finish(player: Player, *, before=None) -> None:
    """Play from the meeting on, to the end or to the stage before this one."""
    stages = list(factories.STAGES)
    end = stages.index(before) if before else len(stages)
    for stage in stages[stages.index(factories.meet) : end]:
        stage(player)


def refused(code: str):
    """Expect a refusal by this rule."""
    return pytest.raises(RuleBroken, check=lambda refusal: refusal.code == code)


def test_an_election_goes_from_the_plan_to_the_handover(session):
    player = an_election(session, State.HANDED_OVER)

    (completed,) = told(session, "election.completed.v1", player.community)
    assert completed["on_schedule"] is True
    assert completed["first_ballot"] is True
    assert completed["held_on"] == "2021-03-08"
    assert completed["approved_on"] == "2021-03-11"
    assert completed["rules_version"].startswith("2020-07")
    assert completed["elected"] == [
        {"person_number": "2204-00001", "post": "SECRETARY"},
        {"person_number": "2204-00002", "post": "MEMBER"},
        {"person_number": "2204-00003", "post": "MEMBER"},
    ]


def test_every_step_is_told_with_the_state_it_led_to(session):
    player = an_election(session, State.CLEARED)

    steps = told(session, "election.step_recorded.v1", player.community)

    assert [(each["step"], each["state"]) for each in steps] == [
        ("WORK_TEAM", "PLANNED"),
        ("SURVEY", "PLANNED"),
        ("ASSESSMENT", "PLANNED"),
        ("SIX_ANSWERS", "ASSESSED"),
        ("CLEARANCE", "CLEARED"),
    ]


def test_a_document_may_be_replaced_and_its_old_version_stays(session):
    player = an_election(session, State.ASSESSED)
    version = player.election.version

    survey = bodies.Survey(visited_on=date(2020, 11, 4), preparations=[True] * 8)
    player.record(Step.SURVEY, Role.STREET, survey)

    versions = session.scalars(
        select(Record)
        .where(Record.election_id == player.election.id, Record.step == Step.SURVEY)
        .order_by(Record.id)
    ).all()
    assert [each.payload["visited_on"] for each in versions] == ["2020-11-03", "2020-11-04"]
    assert versions[0].superseded_by == versions[1].id
    assert versions[1].superseded_by is None
    assert player.election.version == version + 1


def test_the_assessment_of_a_later_state_does_not_move_the_election_back(session):
    player = an_election(session, State.ASSESSED)
    listed = bodies.Rectification(listed_on=date(2020, 11, 28))
    player.command(preparation.list_for_rectification, Role.COUNTY_ORG, listed)

    answers = bodies.SixAnswers(on=date(2020, 12, 1), answers=[False] * 6)
    player.record(Step.SIX_ANSWERS, Role.STREET, answers)

    assert player.election.state == State.RECTIFYING


def test_a_listed_organisation_waits_for_its_rectification(session):
    player = an_election(session, State.ASSESSED, risks=[True, *[False] * 5])
    four = dict.fromkeys(("county_leader", "department_leader", "county_department"), "某某")
    listed = bodies.Rectification(listed_on=date(2020, 11, 28), **four)
    player.command(preparation.list_for_rectification, Role.COUNTY_ORG, listed)
    progress = {"work_done": True, "tasks_done": True, "turned_round": False}
    halfway = bodies.RectificationProgress(on=date(2021, 1, 4), **progress)
    player.record(Step.RECTIFICATION_PROGRESS, Role.STREET, halfway)
    accept = bodies.RectificationAcceptance(on=date(2021, 2, 1), closed_risks=[1])

    with refused("GATE-RECTIFY"):
        player.record(Step.CLEARANCE, Role.COUNTY_ORG, player.on("2021-02-01"))
    with refused("GATE-FOUR-ONE"):
        player.command(preparation.accept_rectification, Role.COUNTY_ORG, accept)
    complete = listed.model_copy(update={"first_secretary": "某某"})
    player.command(preparation.list_for_rectification, Role.COUNTY_ORG, complete)
    with refused("GATE-RECTIFY"):
        player.command(preparation.accept_rectification, Role.COUNTY_ORG, accept)
    turned = halfway.model_copy(update={"turned_round": True})
    player.record(Step.RECTIFICATION_PROGRESS, Role.STREET, turned)
    player.command(preparation.accept_rectification, Role.COUNTY_ORG, accept)

    assert player.election.state == State.CLEARED
    assert len(told(session, "election.organisation_listed.v1", player.community)) == 1
    assert len(told(session, "election.organisation_rectified.v1", player.community)) == 1


def test_a_rectification_passed_by_exception_does_not_count_as_rectified(session):
    player = an_election(session, State.ASSESSED)
    four = ("county_leader", "department_leader", "county_department", "first_secretary")
    listed = bodies.Rectification(listed_on=date(2020, 11, 28), **dict.fromkeys(four, "某某"))
    player.command(preparation.list_for_rectification, Role.COUNTY_ORG, listed)
    exception = bodies.RuleException(
        rule="GATE-RECTIFY", approved_by="COUNTY_SC", document_no="县常1号", on=date(2021, 1, 9)
    )
    player.command(preparation.grant_exception, Role.COUNTY_SC, exception)

    accept = bodies.RectificationAcceptance(on=date(2021, 2, 1))
    player.command(preparation.accept_rectification, Role.COUNTY_ORG, accept)

    assert player.election.state == State.CLEARED
    assert told(session, "election.organisation_rectified.v1", player.community) == []


def test_an_open_risk_stops_until_it_is_closed(session):
    player = an_election(session, State.ASSESSED, risks=[False, True, *[False] * 4])

    with refused("GATE-SIX"):
        factories.clear(player)
    closed = bodies.RiskClosure(number=2, on=date(2020, 11, 28), document_no="县组1号")
    player.command(preparation.close_risk, Role.COUNTY_ORG, closed)
    factories.clear(player)

    assert player.election.state == State.CLEARED


def test_an_open_risk_may_pass_on_the_countys_approval(session):
    player = an_election(session, State.ASSESSED, risks=[False, True, *[False] * 4])
    exception = bodies.RuleException(
        rule="GATE-SIX", approved_by="COUNTY_ORG", document_no="县组2号", on=date(2020, 11, 28)
    )
    player.command(preparation.grant_exception, Role.COUNTY_ORG, exception)

    done = player.record(Step.CLEARANCE, Role.COUNTY_ORG, player.on("2020-11-28"))

    six = next(each for each in done.record.verdicts if each["rule"] == "GATE-SIX")
    assert six["outcome"] == "APPROVED"


def test_an_approval_dated_later_than_the_act_is_not_there_yet(session):
    player = an_election(session, State.ASSESSED, risks=[True, *[False] * 5])
    exception = bodies.RuleException(
        rule="GATE-SIX", approved_by="COUNTY_ORG", document_no="县组2号", on=date(2020, 12, 5)
    )
    player.command(preparation.grant_exception, Role.COUNTY_ORG, exception)

    with refused("GATE-SIX"):
        factories.clear(player)


def test_an_authority_approves_in_its_own_name_only(session):
    player = an_election(session)
    exception = bodies.RuleException(
        rule="GATE-YOUTH", approved_by="COUNTY_ORG", document_no="县组1号", on=date(2021, 1, 9)
    )

    with pytest.raises(Forbidden):
        player.command(preparation.grant_exception, Role.STREET, exception)


def test_a_risk_that_was_not_found_cannot_be_closed(session):
    player = an_election(session, State.ASSESSED)
    closed = bodies.RiskClosure(number=2, on=date(2020, 11, 28), document_no="县组1号")

    with pytest.raises(NotFound):
        player.command(preparation.close_risk, Role.COUNTY_ORG, closed)


def test_who_enters_a_document_does_not_approve_it(session):
    player = an_election(session, State.PLAN_APPROVED)
    both = factories.a_caller(Role.STREET, factories.STREET)
    request = bodies.Request(on=date(2021, 2, 6), document_no="社党1号", seats=3)
    player.command(
        lambda session, election_id, *, caller, expect: factories.record(
            session, election_id, Step.REQUEST, request, caller=caller, expect=expect
        ),
        Role.CLERK,
        caller=both,
    )
    reply = bodies.Reply(on=date(2021, 2, 9), document_no="街党1号", approved_seats=3)

    with refused("SEPARATION"):
        player.command(nomination.record_reply, Role.STREET, reply, caller=both)


def test_the_reply_fixes_the_seats(session):
    player = an_election(session, State.NOMINATED, seats=4, nominees=["a", "b", "c", "d", "e"])

    assert player.election.seats == 4


def test_a_changed_roll_must_be_frozen_anew(session):
    player = an_election(session, READY)
    player.record(Step.ROLL, Role.CLERK, bodies.Roll(on=date(2021, 3, 7), full_members=51))

    with refused("PARTY-ROLL-FREEZE"):
        factories.meet(player)


@pytest.mark.parametrize(
    ("exclusion", "code"),
    [
        (
            {"ground": "HEALTH", "superior_consent": None, "adopted_by_meeting": True},
            "PARTY-EXCLUDE",
        ),
        (
            {"ground": "AWAY", "superior_consent": "1号", "adopted_by_meeting": False},
            "PARTY-EXCLUDE",
        ),
        ({"ground": "BUSY", "superior_consent": "1号"}, "PARTY-EXCLUDE-PRIVACY"),
    ],
)
def test_an_exclusion_needs_its_ground_and_both_consents(session, exclusion, code):
    player = an_election(session, State.PLAN_APPROVED)
    roll = {"on": "2021-02-26", "full_members": 50, "exclusions": [exclusion]}

    with refused(code):
        player.record(Step.ROLL, Role.CLERK, bodies.Roll.model_validate(roll))


def test_answers_do_not_change_the_version_and_a_new_one_replaces_the_old(session):
    player = an_election(session, State.NOMINATED)
    version = player.election.version

    factories.answer_as(player, "组织")
    factories.answer_as(player, "组织", nominees=["2204-00001"])

    assert player.election.version == version
    answers = session.execute(
        select(ReviewAnswer.person_number, ReviewAnswer.superseded_by.is_(None)).where(
            ReviewAnswer.election_id == player.election.id
        )
    ).all()
    assert len(answers) == 5
    assert [number for number, stands in answers if not stands] == ["2204-00001"]


def test_the_review_is_not_decided_before_everyone_has_answered(session):
    player = an_election(session, State.NOMINATED)
    factories.answer_as(player, "组织")
    factories.answer_as(player, "民政")

    with refused("REVIEW-ALL"):
        player.command(nomination.decide_review, Role.COUNTY_SC, player.document("2021-02-22"))


def test_after_a_failed_review_others_may_be_added(session):
    player = an_election(session, State.REVIEWED, failing="2204-00004")
    with refused("PARTY-SURPLUS"):
        factories.agree(player)

    factories.put_forward(player, ["2204-00009"], day="2021-02-21")
    assert standing(player, Step.REVIEW_DECISION) == []
    for department in factories.DEPARTMENTS:
        factories.answer_as(player, department, nominees=["2204-00009"])
    player.command(nomination.decide_review, Role.COUNTY_SC, player.document("2021-02-22"))
    player.course.candidates = ["2204-00001", "2204-00002", "2204-00003", "2204-00009"]
    factories.agree(player)

    assert player.election.state == State.CANDIDATES_APPROVED
    statuses = dict(
        session.execute(
            select(Nominee.person_number, Nominee.status).where(
                Nominee.election_id == player.election.id
            )
        ).all()
    )
    assert statuses["2204-00004"] == "BARRED"
    assert statuses["2204-00009"] == "PASSED"


def test_a_meeting_without_quorum_is_kept_and_the_next_one_may_follow(session):
    player = an_election(session, READY, present=39)

    factories.meet(player)
    assert (player.election.state, player.election.meeting_no) == (READY, 2)
    opened = voting_bodies.RoundOpening(kind="FIRST", issued=39)
    with refused("PARTY-QUORUM"):
        player.command(voting.open_round, Role.SCRUTINEER, opened)
    player.course.present = 40
    player.course.votes = [(39, 1, 0), (38, 2, 0), (30, 10, 0), (5, 30, 5)]
    finish(player)

    (completed,) = told(session, "election.completed.v1", player.community)
    assert completed["first_ballot"] is False
    assert completed["on_schedule"] is True


def test_a_second_meeting_is_not_earlier_than_the_first(session):
    player = an_election(session, READY, present=39, meeting_on=date(2021, 3, 10))
    factories.meet(player)

    with refused("PROCEDURE-ORDER"):
        player.command(
            voting.record_meeting, Role.CLERK, a_meeting(player.course, on=date(2021, 3, 9))
        )


def test_after_the_due_date_a_meeting_needs_the_superiors_approval(session):
    player = an_election(session, READY, meeting_on=date(2021, 4, 25))

    with refused("PARTY-DEADLINE"):
        factories.meet(player)


@pytest.mark.parametrize(
    ("approved_on", "on_schedule"), [("2021-04-24", True), ("2021-04-25", False)]
)
def test_a_postponement_counts_as_on_schedule_only_if_approved_in_time(
    session, approved_on, on_schedule
):
    player = an_election(session, READY, meeting_on=date(2021, 4, 26))
    delay = bodies.Postponement(
        approved_by="SUPERIOR",
        approved_on=date.fromisoformat(approved_on),
        new_due=date(2021, 5, 30),
        document_no="延1号",
        reason="疫情防控",
    )
    player.command(preparation.postpone, Role.STREET, delay)

    finish(player, before=factories.report)
    player.record(Step.REPORT, Role.CLERK, player.document("2021-04-27"))
    player.command(completion.approve_result, Role.STREET, player.document("2021-04-28"))

    (completed,) = told(session, "election.completed.v1", player.community)
    assert completed["on_schedule"] is on_schedule
    assert completed["first_ballot"] is True


def test_a_void_round_is_repeated(session):
    player = an_election(session, VOTING)
    votes = dict(zip(player.course.standing, player.course.votes, strict=True))

    done = factories.vote_in_round(player, 1, "FIRST", tally_of(votes, returned=46))

    assert player.election.state == VOTING
    assert player.election.next_round["kind"] == "REPEAT"
    assert done.record.step == Step.SIGNATURE
    factories.vote_in_round(player, 2, "REPEAT", tally_of(votes, returned=45))
    assert player.election.state == State.COUNTED
    statuses = session.scalars(
        select(Round.status).where(Round.election_id == player.election.id).order_by(Round.no)
    )
    assert list(statuses) == ["VOID", "SIGNED"]


def test_equal_votes_at_the_cut_lead_to_a_run_off(session):
    player = an_election(session, VOTING)
    one, two, three, four = player.course.standing
    votes = {one: (44, 1, 0), two: (40, 5, 0), three: (25, 20, 0), four: (25, 20, 0)}

    factories.vote_in_round(player, 1, "FIRST", tally_of(votes, returned=45))

    assert player.election.next_round == {
        "kind": "RUN_OFF",
        "seats": 1,
        "candidates": [three, four],
        "fewest": 2,
    }
    with refused("PROCEDURE-ORDER"):
        opened = voting_bodies.RoundOpening(kind="FURTHER", issued=45)
        player.command(voting.open_round, Role.SCRUTINEER, opened)
    run_off = {three: (20, 25, 0), four: (25, 20, 0)}
    factories.vote_in_round(player, 2, "RUN_OFF", tally_of(run_off, returned=45))
    winners = session.scalars(
        select(Winner.person_number)
        .where(Winner.election_id == player.election.id)
        .order_by(Winner.position)
    )
    assert list(winners) == [one, two, four]


def test_missing_seats_are_voted_on_again_or_cut(session):
    player = an_election(session, VOTING, seats=4, nominees=["a", "b", "c", "d", "e"])
    votes = {"a": (44, 1, 0), "b": (40, 5, 0), "c": (30, 15, 0), "d": (22, 23, 0), "e": (9, 36, 0)}
    factories.vote_in_round(player, 1, "FIRST", tally_of(votes, returned=45))
    assert player.election.next_round["kind"] == "FURTHER"
    assert player.election.next_round["candidates"] == ["d", "e"]

    with refused("PARTY-REDUCE"):
        body = voting_bodies.SeatCut(on=date(2021, 3, 8), consenting=22)
        player.command(counting.cut_seats, Role.STREET, body)
    body = voting_bodies.SeatCut(on=date(2021, 3, 8), consenting=23)
    player.command(counting.cut_seats, Role.STREET, body)

    assert player.election.state == State.COUNTED
    assert player.election.next_round is None


def test_tallies_that_differ_wait_for_a_third_person(session):
    player = an_election(session, VOTING)
    votes = dict(zip(player.course.standing, player.course.votes, strict=True))
    right = tally_of(votes, returned=45)
    wrong = tally_of(votes | {"2204-00001": (43, 2, 0)}, returned=45)
    opened = voting_bodies.RoundOpening(kind="FIRST", issued=45)
    player.command(voting.open_round, Role.SCRUTINEER, opened)

    player.command(counting.enter_tally, Role.TELLER, 1, right, name="a")
    with refused("SEPARATION"):
        player.command(counting.enter_tally, Role.TELLER, 1, right, name="a")
    player.command(counting.enter_tally, Role.TELLER, 1, wrong, name="b")
    signature = voting_bodies.Signature(on=date(2021, 3, 8))
    with refused("PROCEDURE-ORDER"):
        player.command(counting.sign_count, Role.SCRUTINEER, 1, signature)
    second = voting_bodies.TallyNumber(round=1, tally=2)
    teller = player.caller(Role.TELLER, "b")
    with refused("SEPARATION"):
        player.command(counting.discard_tally, Role.SCRUTINEER, second, caller=teller)
    player.command(counting.discard_tally, Role.SCRUTINEER, second)
    player.command(counting.enter_tally, Role.TELLER, 1, right, name="c")
    player.command(counting.sign_count, Role.SCRUTINEER, 1, signature)

    assert player.election.state == State.COUNTED
    numbers = select(Tally.no).join(Round).where(Round.election_id == player.election.id)
    assert sorted(session.scalars(numbers)) == [1, 2, 3]


def test_a_count_with_a_signature_missing_is_not_final(session):
    player = an_election(session, VOTING)
    votes = dict(zip(player.course.standing, player.course.votes, strict=True))

    factories.vote_in_round(player, 1, "FIRST", tally_of(votes, returned=45), signatures=1)

    with refused("PARTY-SIGN"):
        factories.certify(player)
    assert player.election.state == State.VOTING
    rest = voting_bodies.Signature(on=date(2021, 3, 8), signatures=1)
    player.command(counting.sign_count, Role.SCRUTINEER, 1, rest)
    assert player.election.state == State.COUNTED


def test_without_a_young_winner_certification_only_warns(session):
    ages = {"2204-00001": 50, "2204-00002": 50, "2204-00003": 50, "2204-00004": 30}
    player = an_election(session, State.COUNTED, ages=ages)

    done = player.record(Step.CERTIFICATION, Role.STREET, player.on("2021-03-08"))

    youth = next(each for each in done.record.verdicts if each["rule"] == "GATE-YOUTH")
    assert youth["outcome"] == "WARNED"
    assert player.election.state == State.CERTIFIED


def test_without_a_young_candidate_the_county_must_approve(session):
    ages = dict.fromkeys([f"2204-0000{n}" for n in range(1, 5)], 36)
    player = an_election(session, State.NOTICED, ages=ages)

    with refused("GATE-YOUTH"):
        factories.fix(player)
    exception = bodies.RuleException(
        rule="GATE-YOUTH", approved_by="COUNTY_ORG", document_no="县组3号", on=date(2021, 3, 1)
    )
    player.command(preparation.grant_exception, Role.COUNTY_ORG, exception)
    factories.fix(player)

    assert player.election.state == READY


def test_a_secretary_who_is_not_elected_is_voted_on_again(session):
    player = an_election(session, State.CERTIFIED)
    against = {"person_number": "2204-00001", "for": 1, "against": 2, "abstain": 0}
    lost = factories.a_secretary_meeting(player.course, votes=[against])

    player.command(completion.record_secretary_meeting, Role.SCRUTINEER, lost)
    assert player.election.state == State.CERTIFIED
    player.command(completion.record_secretary_meeting, Role.SCRUTINEER, lost)
    with refused("PARTY-SEC-MAJORITY"):
        factories.elect_secretary(player)
    other = voting_bodies.SecretaryCandidate(
        on=date(2021, 3, 8), document_no="街党复2号", person_number="2204-00002"
    )
    player.record(Step.SECRETARY_CANDIDATE, Role.STREET, other)
    vote = {"person_number": "2204-00002", "for": 3, "against": 0, "abstain": 0}
    won = factories.a_secretary_meeting(player.course, votes=[vote])
    player.command(completion.record_secretary_meeting, Role.SCRUTINEER, won)
    factories.report(player)
    factories.approve(player)

    (completed,) = told(session, "election.completed.v1", player.community)
    posts = {each["person_number"]: each["post"] for each in completed["elected"]}
    assert posts["2204-00002"] == "SECRETARY"
    assert posts["2204-00001"] == "MEMBER"
    assert completed["first_ballot"] is False


def test_the_secretary_must_be_an_elected_member(session):
    votes = [(10, 30, 5), (44, 1, 0), (40, 3, 2), (35, 10, 0)]
    player = an_election(session, State.CERTIFIED, votes=votes)

    with refused("PARTY-SEC-MEMBER"):
        factories.elect_secretary(player)


def test_a_deputy_is_elected_beside_the_secretary(session):
    player = an_election(session, State.CERTIFIED, deputies=("2204-00002",))
    votes = [
        {"person_number": number, "for": 3, "against": 0, "abstain": 0}
        for number in ("2204-00001", "2204-00002")
    ]
    both = factories.a_secretary_meeting(player.course, chaired_by="2204-00003", votes=votes)

    player.command(completion.record_secretary_meeting, Role.SCRUTINEER, both)

    posts = dict(
        session.execute(
            select(Winner.person_number, Winner.post).where(
                Winner.election_id == player.election.id
            )
        ).all()
    )
    assert posts == {
        "2204-00001": "SECRETARY",
        "2204-00002": "DEPUTY_SECRETARY",
        "2204-00003": "MEMBER",
    }


def test_a_refused_result_needs_a_new_consent_and_a_new_vote(session):
    player = an_election(session, State.SUBMITTED)
    player.command(completion.refuse_result, Role.STREET, player.document("2021-03-10"))
    assert player.election.state == State.CERTIFIED

    with refused("PARTY-SEC-CAND"):
        factories.elect_secretary(player)
    again = voting_bodies.SecretaryCandidate(
        on=date(2021, 3, 10), document_no="街党复2号", person_number="2204-00001"
    )
    player.record(Step.SECRETARY_CANDIDATE, Role.STREET, again)
    won = factories.a_secretary_meeting(player.course, on=date(2021, 3, 11))
    player.command(completion.record_secretary_meeting, Role.SCRUTINEER, won)

    assert player.election.state == State.SECRETARY_ELECTED


def test_a_notice_counts_its_weekdays_without_the_first(session):
    player = an_election(session, State.CANDIDATES_APPROVED)
    four = candidate_bodies.Notice.model_validate({"from": "2021-02-23", "to": "2021-03-01"})
    five = candidate_bodies.Notice.model_validate({"from": "2021-02-23", "to": "2021-03-02"})

    with refused("GATE-NOTICE"):
        player.record(Step.NOTICE, Role.STREET, four)
    player.record(Step.NOTICE, Role.STREET, five)

    assert player.election.state == State.NOTICED


def test_an_open_objection_stops_the_candidates(session):
    player = an_election(session, State.NOTICED)
    objection = candidate_bodies.Objection(received_on=date(2021, 3, 1), kind="QUALIFICATION")
    player.command(nomination.receive_objection, Role.STREET, objection)

    with refused("GATE-NOTICE"):
        factories.fix(player)
    closed = candidate_bodies.NumberedClosure(number=1, on=date(2021, 3, 3), outcome="UNFOUNDED")
    player.command(nomination.close_objection, Role.STREET, closed)
    factories.fix(player)

    assert player.election.state == READY


@pytest.mark.parametrize(
    ("candidates", "code"),
    [
        (["2204-00001", "2204-00002", "2204-00003"], "PARTY-SURPLUS"),
        (["2204-00002", "2204-00003", "2204-00004", "2204-00005"], "PARTY-SEC-MEMBER"),
        (["2204-00001", "2204-00002", "2204-00003", "2204-00077"], "GATE-JOINT-REVIEW"),
    ],
)
def test_the_superior_agrees_to_a_proper_list_only(session, candidates, code):
    nominees = [f"2204-0000{place}" for place in range(1, 6)]
    player = an_election(session, State.REVIEWED, nominees=nominees)
    consent = candidate_bodies.Consent(
        on=date(2021, 2, 22),
        document_no="街党复1号",
        candidates=candidates,
        secretary_candidate="2204-00001",
    )

    with refused(code):
        player.record(Step.CONSENT, Role.STREET, consent)


@pytest.mark.parametrize(
    ("approved_by", "new_due", "allowed"),
    [
        ("SUPERIOR", date(2022, 4, 24), True),
        ("SUPERIOR", date(2022, 4, 25), False),
        ("COUNTY_SC", date(2022, 4, 25), True),
    ],
)
def test_a_shift_beyond_a_year_is_for_the_county_to_approve(session, approved_by, new_due, allowed):
    player = an_election(session)
    delay = bodies.Postponement(
        approved_by=approved_by,
        approved_on=date(2021, 3, 1),
        new_due=new_due,
        document_no="延1号",
        reason="疫情防控",
    )

    role = Role.COUNTY_SC if approved_by == "COUNTY_SC" else Role.STREET
    if not allowed:
        with refused("PARTY-EXTEND"):
            player.command(preparation.postpone, role, delay)
        return
    player.command(preparation.postpone, role, delay)

    assert player.election.postponed_to == new_due


@pytest.mark.parametrize(
    ("reported_on", "outcome"), [("2021-03-15", "PASSED"), ("2021-03-16", "WARNED")]
)
def test_a_late_report_is_warned_about(session, reported_on, outcome):
    player = an_election(session, State.SECRETARY_ELECTED)

    done = player.record(Step.REPORT, Role.CLERK, player.document(reported_on))

    limit = next(each for each in done.record.verdicts if each["rule"] == "PARTY-REPORT-LIMIT")
    assert limit["outcome"] == outcome


@pytest.mark.parametrize("state", [State.COUNTED, State.SUBMITTED])
def test_an_open_complaint_stops_certification_and_approval(session, state):
    player = an_election(session, state)
    factories.a_hold(session, player.community)

    with refused("PARTY-DISCIPLINE"):
        (factories.certify if state is State.COUNTED else factories.approve)(player)


def test_a_file_is_closed_when_its_papers_are_there(session):
    player = an_election(session, State.HANDED_OVER)

    closed = completion_bodies.Closure(on=date(2021, 5, 1), ballots_sealed=True)
    done = player.record(Step.CLOSURE, Role.STREET, closed)

    warned = {each["rule"] for each in done.record.verdicts if each["outcome"] == "WARNED"}
    assert warned == {"GATE-SEC-FILE", "GATE-RESERVE"}
    assert player.election.state == State.CLOSED


def test_a_void_election_is_kept_and_a_new_one_stands_ready(session):
    player = an_election(session, State.SUBMITTED)

    player.command(void_election, Role.COUNTY_ORG, player.document("2021-03-12"))

    assert player.election.state == State.VOIDED
    successor = session.scalars(
        select(Election).where(Election.predecessor_id == player.election.id)
    ).one()
    assert (successor.state, successor.attempt, successor.meeting_no) == (READY, 2, 1)
    (voided,) = told(session, "election.voided.v1", player.community)
    assert voided["successor_id"] == str(successor.id)
    again = Player(session, successor, player.course)
    again.course.meeting_on = date(2021, 3, 20)
    finish(again, before=factories.report)
    assert successor.state == State.SECRETARY_ELECTED
    assert session.scalar(select(func.count()).where(Winner.election_id == player.election.id)) == 3


def test_a_command_outside_the_callers_division_finds_nothing(session):
    player = an_election(session)
    stranger = factories.a_caller(Role.STREET, factories.OTHER_STREET)
    survey = bodies.Survey(visited_on=date(2020, 11, 3), preparations=[True] * 8)

    with pytest.raises(NotFound):
        factories.record(
            session,
            player.election.id,
            Step.SURVEY,
            survey,
            caller=stranger,
            expect=factories.anything,
        )


def test_the_days_recorded_tell_that_an_election_is_overdue(session):
    player = an_election(session, State.PLANNED)
    assert player.election.recorded_until is None

    survey = bodies.Survey(visited_on=date(2021, 4, 25), preparations=[True] * 8)
    player.record(Step.SURVEY, Role.STREET, survey)

    assert player.election.recorded_until == date(2021, 4, 25)
