"""Who enters is not who approves (procedure, section 2), whatever roles one account has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest

from services.election.domain.facts import Entry, Facts
from services.election.domain.order import order_verdicts
from services.election.domain.procedures import A_RECALL, PARTY, RESIDENTS
from services.election.domain.states import Procedure, State, Step
from services.election.domain.surroundings import CampaignTerms
from tests.services.election.acts import COURSE, PEOPLE, VOTES, Move, document, tally
from tests.services.election.http import Case, Office
from tests.services.election.rounds.play import done, refused

NOMINATED, COUNTED = (Step.NOMINATION, Step.REVIEW_ANSWERS), (Step.TALLY, Step.SIGNATURE)
NOMINATED_BY_VOTERS = (Step.SIGNED_NOMINATION, Step.REVIEW_ANSWERS)
VOTES_COUNTED = (Step.VOTE_TALLY, Step.VOTE_SIGNATURE)
RESULT = (*COUNTED, Step.SECRETARY_MEETING, Step.REPORT)
APART = [
    # The Party organisation, P2 to P15.
    (PARTY, Step.RISK_CLOSURE, (Step.SIX_ANSWERS,)),
    (PARTY, Step.CLEARANCE, (Step.SURVEY, Step.SIX_ANSWERS)),
    (PARTY, Step.RECTIFICATION_ACCEPTANCE, (Step.RECTIFICATION_PROGRESS,)),
    (PARTY, Step.PLAN_APPROVAL, (Step.PLAN,)),
    (PARTY, Step.REPLY, (Step.REQUEST,)),
    (PARTY, Step.ROLL_FREEZE, (Step.ROLL,)),
    (PARTY, Step.REVIEW_ANSWERS, (Step.NOMINATION,)),
    (PARTY, Step.REVIEW_DECISION, NOMINATED),
    (PARTY, Step.CONSENT, NOMINATED),
    (PARTY, Step.TIE_DECISION, COUNTED),
    (PARTY, Step.FURTHER_CANDIDATES, COUNTED),
    (PARTY, Step.SEAT_CUT, COUNTED),
    (PARTY, Step.CERTIFICATION, (Step.MEETING, *COUNTED)),
    (PARTY, Step.SECRETARY_CANDIDATE, (Step.SECRETARY_MEETING,)),
    (PARTY, Step.RESULT_APPROVAL, RESULT),
    (PARTY, Step.RESULT_REFUSAL, RESULT),
    (PARTY, Step.COUNTY_FILING, (Step.REPORT, Step.RESULT_APPROVAL)),
    # The residents' committee, R3 to R12.
    (RESIDENTS, Step.METHOD_APPROVAL, (Step.METHOD,)),
    (RESIDENTS, Step.REVIEW_ANSWERS, (Step.SIGNED_NOMINATION,)),
    (RESIDENTS, Step.REVIEW_DECISION, NOMINATED_BY_VOTERS),
    (RESIDENTS, Step.SEAT_VACATED, VOTES_COUNTED),
    (RESIDENTS, Step.DECLARATION, VOTES_COUNTED),
    (RESIDENTS, Step.CERTIFICATES, (*VOTES_COUNTED, Step.DECLARATION, Step.FILING)),
    (A_RECALL, Step.RECALL_CONFIRMATION, (Step.RECALL_PROPOSAL, Step.RECALL_VOTE)),
]


@pytest.mark.parametrize(
    ("procedure", "step", "earlier"),
    [(procedure, step, each) for procedure, step, entered in APART for each in entered],
)
def test_who_entered_one_of_several_records_does_not_decide(procedure, step, earlier):
    day = date(2021, 3, 8)
    entered = {earlier: tuple(Entry(day, name, None) for name in ("one", "two"))}
    known = an_election(procedure, entries=entered, on=day)

    def broken(by: str) -> set[str]:
        return {each.rule.id for each in order_verdicts(step, replace(known, by=by))}

    assert "SEPARATION" in broken("one")
    assert "SEPARATION" in broken("two")
    assert "SEPARATION" not in broken("three")


def an_election(procedure: Procedure, **changed: object) -> Facts:
    """Return an election of which nothing is known but what a test names."""
    terms = CampaignTerms(date(2021, 4, 30), 5, ())
    return replace(Facts(procedure, State.PLANNED, 3, date(2021, 4, 24), terms), **changed)


@pytest.fixture(scope="module")
def office(client_for, database):
    """Return the service with a roster that knows everyone."""
    opened = Office(client_for, database.settings("election"))
    yield opened
    opened.close()


TALLIES, SIGNED = "/rounds/1/tallies", "/rounds/1/signature"
NOT_BY_WHO_DID = {
    "/clearance": ("/survey", "/six-answers"),
    "/plan/approval": ("/plan",),
    "/reply": ("/request",),
    "/roll/freeze": ("/roll",),
    "/review-answers": ("/nominees",),
    "/review-decision": ("/nominees", "/review-answers"),
    "/consent": ("/nominees", "/review-answers"),
    TALLIES: (TALLIES,),
    SIGNED: (TALLIES,),
    "/certification": ("/meetings", TALLIES, SIGNED),
    "/result-approval": (TALLIES, SIGNED, "/secretary-meeting", "/report"),
    "/county-filing": ("/report", "/result-approval"),
}


def send(case: Case, move: Move, subject: str):
    """Make one move in the name of an account."""
    call = case.put if move.method == "PUT" else case.post
    return call(move.path, move.role, move.body, department=move.department, subject=subject)


def test_no_gate_of_a_whole_election_opens_to_who_stands_before_it(office):
    case, acted = office.election(), defaultdict(set)
    tried = 0

    for place, move in enumerate(COURSE):
        for subject in {each for path in NOT_BY_WHO_DID.get(move.path, ()) for each in acted[path]}:
            with case.unchanged():
                refused(send(case, move, subject), "SEPARATION")
            tried += 1
        done(send(case, move, f"account-{place}"))
        acted[move.path].add(f"account-{place}")

    assert case.view()["state"] == "CLOSED"
    assert tried > len(NOT_BY_WHO_DID)


def dispute(office) -> Case:
    """Return an election whose first round was counted by two who differ."""
    case = office.election(State.VOTING)
    done(case.post("/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45}))
    for name, votes in (("a", VOTES), ("b", [(43, 2, 0), *VOTES[1:]])):
        done(case.post(TALLIES, "TELLER", tally(votes, PEOPLE, 45), subject=name))
    return case


@pytest.mark.parametrize("subject", ["a", "b", "watcher"])
def test_the_place_of_a_discarded_tally_is_taken_by_a_third_person(office, subject):
    case = dispute(office)
    done(case.post(f"{TALLIES}/2/discard", "SCRUTINEER", {}, subject="watcher"))
    right = tally(VOTES, PEOPLE, 45)

    with case.unchanged():
        refused(case.post(TALLIES, "TELLER", right, subject=subject), "SEPARATION")

    done(case.post(TALLIES, "TELLER", right, subject="c"))
    signed = {"on": "2021-03-08"}
    with case.unchanged():
        refused(case.post(SIGNED, "SCRUTINEER", signed, subject="b"), "SEPARATION")
    done(case.post(SIGNED, "SCRUTINEER", signed, subject="watcher"))


def test_who_recorded_the_committees_vote_does_not_refuse_its_result(office):
    case = office.election(State.SUBMITTED)
    refusal = document("2021-03-10")

    with case.unchanged():
        for role in ("TELLER", "SCRUTINEER", "CLERK"):
            entered_by = case.player.caller(role, "a" if role == "TELLER" else "").subject
            answer = case.post("/result-refusal", "STREET", refusal, subject=entered_by)
            refused(answer, "SEPARATION")

    done(case.post("/result-refusal", "STREET", refusal))
