"""Rights by member: the roll's lines, candidates and names written in, the proposer's word."""

from __future__ import annotations

from datetime import date

import pytest

from services.election.domain.states import State
from tests.services.election.rounds import play
from tests.services.election.rounds.play import Json, done, refused, verdicts

A, B, C, D = play.people(4)
E = "2204-00005"
ROLL_DAY = "2021-02-26"
PUNISHED = {"on_probation_from": "2020-06-01", "on_probation_until": "2021-02-20"}


def line(number: str, **facts: object) -> Json:
    """Return a line of the roll."""
    return {"person_number": number, **facts}


def roll(*lines: Json, members: int = 50, **numbers: object) -> Json:
    """Return a roll of so many full members, these lines among them."""
    full = sum(each.get("status") != "PROBATIONARY" for each in lines)
    others = [line(f"2204-1{place:04}") for place in range(members - full)]
    return {"on": ROLL_DAY, "full_members": members, "lines": [*lines, *others], **numbers}


def standing(*persons: str) -> list[Json]:
    """Return a plain line for each candidate."""
    return [line(each) for each in persons or (A, B, C, D)]


def frozen(case, body: Json) -> None:
    """Put a roll on record and freeze it."""
    done(case.put("/roll", "CLERK", body))
    done(case.post("/roll/freeze", "STREET", {"on": body["on"]}))


@pytest.mark.parametrize(("lines", "stated"), [
    ([line(A, status="PROBATIONARY")], {"probationary_members": 0}),
    ([line(A, **PUNISHED)], {"on_probation_within_party": 0}),
    ([line(A, held=True, rights_suspended=True)], {"rights_suspended": 0}),
    ([line(A, relation="TRANSFERRED")], {}),
])  # fmt: skip
def test_the_numbers_of_a_roll_follow_from_its_lines(office, lines, stated):
    case = office.election(State.NOMINATED)

    with case.unchanged():
        refused(case.put("/roll", "CLERK", roll(*lines, **stated)), "PARTY-ELIGIBLE")

    right = {"probationary_members": 0} if not stated else dict.fromkeys(stated, 1)
    body = roll(*lines, **right)
    body["full_members"] -= not stated  # the one who was transferred is nobody's voter here
    assert done(case.put("/roll", "CLERK", body))


def test_no_roll_is_frozen_while_one_arrested_keeps_his_rights(office):
    case = office.election(State.NOMINATED)
    arrested = roll(line("2204-00099", held=True))
    done(case.put("/roll", "CLERK", arrested))

    with case.unchanged():
        refused(case.post("/roll/freeze", "STREET", {"on": ROLL_DAY}), "PARTY-SUSPENDED")

    suspended = roll(line("2204-00099", held=True, rights_suspended=True), rights_suspended=1)
    frozen(case, suspended)


def test_probation_that_ended_without_a_decision_is_warned_about(office):
    case = office.election(State.NOMINATED)

    view = done(case.put("/roll", "CLERK", roll(line(E, **PUNISHED), on_probation_within_party=1)))

    (warned,) = verdicts(view, "PARTY-PROBATION-END")
    assert (warned["outcome"], warned["inputs"]["eligible"]) == ("WARNED", False)
    decided = line(E, **PUNISHED, rights_restored_on="2021-02-25")
    view = done(case.put("/roll", "CLERK", roll(decided)))
    assert verdicts(view, "PARTY-PROBATION-END") == []


def test_rights_lost_before_the_meeting_make_the_roll_another(office):
    case = office.election(State.READY)
    later = line(E, on_probation_from="2021-03-01", on_probation_until="2022-02-28")
    frozen(case, roll(*standing(), later))

    with case.unchanged():
        refused(case.post("/meetings", "CLERK", play.meeting()), "PARTY-ELIGIBLE")

    frozen(case, {**roll(*standing(), later, on_probation_within_party=1), "on": "2021-03-02"})
    assert done(case.post("/meetings", "CLERK", play.meeting(49)))["state"] == "VOTING"


def test_a_candidate_who_lost_his_rights_has_the_candidates_reopened(office):
    nominees = [A, B, C, D, E]
    case = office.election(State.READY, nominees=nominees)
    closed = case.post("/deliberation", "CLERK", {"on": "2021-03-07", "candidates": nominees[1:]})
    refused(closed, "PROCEDURE-ORDER")
    punished = line(A, on_probation_from="2021-03-01", on_probation_until="2022-02-28")
    body = roll(punished, *standing(B, C, D, E), on_probation_within_party=1)
    frozen(case, {**body, "on": "2021-03-02"})

    with case.unchanged():
        problem = refused(case.post("/meetings", "CLERK", play.meeting(49)), "PARTY-CAND-ELIGIBLE")
    assert problem["needed"] == f"Fix the candidates anew: {A} may not be elected."

    fixed = {"on": "2021-03-07", "candidates": nominees}
    with case.unchanged():
        refused(case.post("/deliberation", "CLERK", fixed), "PARTY-CAND-ELIGIBLE")
    done(case.post("/deliberation", "CLERK", fixed | {"candidates": nominees[1:]}))
    assert done(case.post("/meetings", "CLERK", play.meeting(49)))["state"] == "VOTING"


def test_others_are_put_forward_where_too_few_are_left(office):
    case = office.election(State.READY)
    another = {"on": "2021-03-03", "person_numbers": [E]}
    with case.unchanged():
        refused(case.post("/nominees", "CLERK", another), "PROCEDURE-ORDER")
    punished = line(A, on_probation_from="2021-03-01", on_probation_until="2022-02-28")
    body = roll(punished, *standing(B, C, D, E), on_probation_within_party=1)
    frozen(case, {**body, "on": "2021-03-02"})

    view = done(case.post("/nominees", "CLERK", another))

    assert view["state"] == "NOMINATED"
    assert "DELIBERATION" not in {
        each["step"]
        for each in case.call("GET", "/records", "CITY_ORG").json()["items"]
        if each["superseded_by"] is None
    }


# --- Names written in --------------------------------------------------------------------------

FOR_TWO = {A: (44, 1, 0), B: (40, 5, 0), C: (10, 35, 0), D: (10, 35, 0)}


def written_in(case, number: str, votes: int = 25) -> Json:
    """Count a ballot in which so many wrote this name in."""
    done(case.post("/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45}))
    return play.count(case, 1, FOR_TWO, returned=45, written={number: votes})


def test_one_whom_roster_does_not_know_is_not_elected(office):
    case = office.election(State.VOTING)

    view = written_in(case, "9999-777", votes=30)

    assert (view["state"], view["next_round"]["kind"]) == ("VOTING", "FURTHER")
    (verdict,) = verdicts(view, "PARTY-WRITEIN")
    assert (verdict["outcome"], verdict["needed"]) == ("NOT_MET", "May not be elected.")


@pytest.mark.parametrize(("facts", "numbers", "base", "elected"), [
    ({}, {}, 50, True),
    ({"on_probation_from": "2020-06-01"}, {"on_probation_within_party": 1}, 49, False),
    ({"status": "PROBATIONARY"}, {"probationary_members": 1}, 50, False),
    (None, {}, 50, False),  # no member of this organisation
])  # fmt: skip
def test_one_without_rights_on_the_roll_is_not_elected(office, facts, numbers, base, elected):
    case = office.election(State.READY)
    own = [] if facts is None else [line(E, **facts)]
    frozen(case, roll(*standing(), *own, **numbers))
    done(case.post("/meetings", "CLERK", play.meeting(base)))

    view = written_in(case, E)

    assert view["state"] == ("COUNTED" if elected else "VOTING")


def test_an_exception_covers_the_name_that_it_names(office):
    case = office.election(State.VOTING)
    written_in(case, E)
    body = play.document() | {"rule": "PARTY-WRITEIN", "approved_by": "STREET"}
    with case.unchanged():
        nameless = case.post("/exceptions", "STREET", body)
    assert (nameless.status_code, nameless.json()["code"]) == (422, "NO-EXCEPTION")

    play.exception(case, "PARTY-WRITEIN", persons=["2204-00006"])
    with case.unchanged():
        refused(case.post("/certification", "STREET", {"on": play.DAY}), "PARTY-WRITEIN")
    play.exception(case, "PARTY-WRITEIN", persons=[E])

    assert done(case.post("/certification", "STREET", {"on": play.DAY}))["state"] == "CERTIFIED"


# --- The proposer's word -----------------------------------------------------------------------


def put_forward(case, persons: list[str], *attested: tuple[str, bool]):
    """Nominate persons with the proposer's word on some of them."""
    word = [{"person_number": who, "attested": yes} for who, yes in attested]
    body = {"on": "2021-02-11", "person_numbers": persons, "attestations": word}
    return case.post("/nominees", "CLERK", body)


def test_an_attestation_that_is_not_recorded_is_warned_about(office):
    case = office.election(State.NOMINATED)

    (warned,) = verdicts(done(put_forward(case, [E])), "PARTY-CAND-CRITERIA")
    (passed,) = verdicts(done(put_forward(case, [E], (E, True))), "PARTY-CAND-CRITERIA")

    assert (warned["outcome"], passed["outcome"]) == ("WARNED", "PASSED")


def test_one_to_whom_nobody_attests_needs_the_streets_approval(office):
    case = office.election(State.NOMINATED)
    with case.unchanged():
        refused(put_forward(case, [E], (E, False)), "PARTY-CAND-CRITERIA")

    play.exception(case, "PARTY-CAND-CRITERIA", "2021-02-11", persons=[E])

    (approved,) = verdicts(done(put_forward(case, [E], (E, False))), "PARTY-CAND-CRITERIA")
    assert approved["outcome"] == "APPROVED"


def test_nobody_attests_to_one_who_is_not_put_forward(office):
    case = office.election(State.NOMINATED)

    assert put_forward(case, [E], (A, True)).status_code == 422


def test_the_lines_of_a_roll_are_read_by_those_whose_duty_it_is(office):
    case = office.election(State.NOMINATED)
    done(case.put("/roll", "CLERK", roll(line(E, **PUNISHED), on_probation_within_party=1)))

    seen = {
        role: case.call("GET", "/records", role).json()["items"][-1]
        for role in ("CLERK", "AUDITOR")
    }

    assert date.fromisoformat(seen["CLERK"]["payload"]["lines"][0]["on_probation_from"])
    assert seen["AUDITOR"]["payload"] is None
    assert E not in str(seen["AUDITOR"]["verdicts"])
