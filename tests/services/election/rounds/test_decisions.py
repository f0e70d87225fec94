"""Ties, write-ins, preliminary ballots, further candidates: rounds to the end over HTTP."""

from __future__ import annotations

from services.election.domain.states import State
from tests.services.election.rounds import play
from tests.services.election.rounds.play import done, refused, verdicts

A, B, C, D = play.people(4)
LEVEL = {C: (20, 25, 0), D: (20, 25, 0)}
FIRST = {A: (44, 1, 0), B: (40, 5, 0), C: (24, 21, 0), D: (24, 21, 0)}
ELECTED = {A: (44, 1, 0), B: (40, 5, 0), C: (35, 10, 0), D: (10, 35, 0)}


def tied_twice(office):
    """Return an election in which the third seat is tied in the ballot and in the run-off."""
    case = office.election(State.VOTING)
    assert play.vote(case, 1, "FIRST", FIRST)["next_round"]["kind"] == "RUN_OFF"
    view = play.vote(case, 2, "RUN_OFF", LEVEL)
    assert view["next_round"] == {
        "kind": "RUN_OFF",
        "seats": 1,
        "candidates": [C, D],
        "fewest": 2,
        "contests": [],
    }
    return case


def test_after_a_second_tie_the_superior_names_the_winner(office):
    case = tied_twice(office)
    run_off = {"kind": "RUN_OFF", "issued": 45}
    with case.unchanged():
        refused(case.post("/rounds", "SCRUTINEER", run_off), "PARTY-TIE-AGAIN")
        refused(
            case.post("/tie-decision", "STREET", play.document() | {"named": [A]}),
            "PARTY-TIE-AGAIN",
        )

    view = done(case.post("/tie-decision", "STREET", play.document() | {"named": [D]}))

    assert (view["state"], view["next_round"]) == ("COUNTED", None)
    (verdict,) = verdicts(view, "PARTY-TIE-AGAIN")
    assert verdict["outcome"] == "APPROVED"
    done(case.post("/certification", "STREET", {"on": play.DAY}))
    winners = case.call("GET", "/result", "CITY_ORG").json()["winners"]
    assert [each["person_number"] for each in winners] == [A, B, D]
    assert len(case.call("GET", "/rounds", "CITY_ORG").json()["items"]) == 2


def test_after_a_second_tie_the_superior_may_order_another_run_off(office):
    case = tied_twice(office)

    view = done(case.post("/tie-decision", "STREET", play.document()))
    assert view["state"] == "VOTING"
    play.vote(case, 3, "RUN_OFF", LEVEL)
    with case.unchanged():
        again = case.post("/rounds", "SCRUTINEER", {"kind": "RUN_OFF", "issued": 45})
        refused(again, "PARTY-TIE-AGAIN")
    done(case.post("/tie-decision", "STREET", play.document()))

    view = play.vote(case, 4, "RUN_OFF", {C: (20, 25, 0), D: (25, 20, 0)})
    assert view["state"] == "COUNTED"


def test_there_is_no_decision_before_a_second_tie(office):
    case = office.election(State.VOTING)
    play.vote(case, 1, "FIRST", FIRST)

    with case.unchanged():
        early = case.post("/tie-decision", "STREET", play.document() | {"named": [C]})
        refused(early, "PROCEDURE-ORDER")
        clerk = case.post("/tie-decision", "CLERK", play.document())
    assert clerk.status_code == 403


def test_a_winner_on_no_list_is_announced_with_the_streets_approval(office):
    case = office.election(State.VOTING)
    done(case.post("/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45}))
    votes = {A: (44, 1, 0), B: (40, 5, 0), C: (10, 35, 0), D: (10, 35, 0)}
    view = play.count(case, 1, votes, returned=45, written={"2204-00077": 25})
    assert view["state"] == "COUNTED"

    with case.unchanged():
        problem = refused(case.post("/certification", "STREET", {"on": play.DAY}), "PARTY-WRITEIN")
    assert problem["needed"] == "The street agrees before the announcement."
    play.exception(case, "PARTY-WRITEIN", persons=["2204-00077"])

    assert done(case.post("/certification", "STREET", {"on": play.DAY}))["state"] == "CERTIFIED"


def test_votes_for_one_whom_the_review_barred_elect_nobody(office):
    nominees = [A, B, C, D, "2204-00005"]
    case = office.election(State.VOTING, nominees=nominees, failing="2204-00005")
    done(case.post("/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45}))
    votes = {A: (44, 1, 0), B: (40, 5, 0), C: (10, 35, 0), D: (10, 35, 0)}

    view = play.count(case, 1, votes, returned=45, written={"2204-00005": 30})

    assert (view["state"], view["next_round"]["kind"]) == ("VOTING", "FURTHER")


def test_a_further_ballot_may_have_candidates_deliberated_anew(office):
    nominees = [A, B, C, D, "2204-00005"]
    case = office.election(State.VOTING, nominees=nominees, candidates=[A, B, C, D])
    added = play.document() | {"candidates": ["2204-00005"]}
    refused(case.post("/further-candidates", "STREET", added), "PROCEDURE-ORDER")
    few = {A: (44, 1, 0), B: (40, 5, 0), C: (20, 25, 0), D: (10, 35, 0)}
    assert play.vote(case, 1, "FIRST", few)["next_round"]["candidates"] == [C, D]

    stranger = play.document() | {"candidates": ["2204-00099"]}
    refused(case.post("/further-candidates", "STREET", stranger), "PARTY-CAND-ELIGIBLE")
    view = done(case.post("/further-candidates", "STREET", added))

    assert view["next_round"]["candidates"] == [C, D, "2204-00005"]
    assert view["next_round"]["fewest"] == 2
    listed = {"kind": "FURTHER", "issued": 45, "candidates": [C]}
    refused(case.post("/rounds", "SCRUTINEER", listed), "PROCEDURE-ORDER")
    listed["candidates"] = [C, "2204-00005"]
    done(case.post("/rounds", "SCRUTINEER", listed))
    view = play.count(case, 2, {C: (10, 35, 0), "2204-00005": (30, 15, 0)}, returned=45)
    assert view["state"] == "COUNTED"


def test_the_count_of_a_further_ballot_tells_who_stood_in_it(office):
    persons = play.people(5)
    case = office.election(State.VOTING, nominees=persons, candidates=persons)
    done(case.post("/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45}))
    first = dict(zip(persons, [(44, 1, 0), (40, 5, 0), *[(10, 35, 0)] * 3], strict=True))
    unfinished = [
        {"person_number": each, "for": y, "against": n, "abstain": a}
        for each, (y, n, a) in list(first.items())[:-1]
    ]
    tally = {"returned": 45, "invalid": 0, "votes": unfinished}
    with case.unchanged():
        refused(case.post("/rounds/1/tallies", "TELLER", tally, subject="a"), "PARTY-ANNOUNCE")
    due = play.count(case, 1, first, returned=45)["next_round"]
    assert (due["kind"], due["seats"], due["candidates"]) == ("FURTHER", 1, persons[2:])

    stood = {persons[3]: (30, 15, 0), persons[2]: (15, 30, 0)}
    assert play.vote(case, 2, "FURTHER", stood)["state"] == "COUNTED"

    rounds = case.call("GET", "/rounds", "STREET").json()["items"]
    assert [each["candidates"] for each in rounds] == [persons, persons[2:4]]


def test_a_preliminary_ballot_lets_the_final_one_be_one_to_one(office):
    case = office.election(State.NOTICED)
    fixed = {"on": "2021-03-06", "candidates": [A, B, C, D], "preliminary": True}
    done(case.post("/deliberation", "CLERK", fixed))
    view = done(case.post("/meetings", "CLERK", play.meeting()))
    assert view["next_round"]["kind"] == "PRELIMINARY"
    with case.unchanged():
        early = case.post("/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45})
        refused(early, "PROCEDURE-ORDER")

    view = play.vote(case, 1, "PRELIMINARY", ELECTED)
    assert view["state"] == "VOTING"
    due = view["next_round"]
    assert (due["kind"], due["seats"], due["candidates"]) == ("FIRST", 3, [A, B, C])
    final = {A: (40, 5, 0), B: (40, 5, 0), C: (30, 15, 0)}
    assert play.vote(case, 2, "FIRST", final)["state"] == "COUNTED"

    rounds = case.call("GET", "/rounds", "CITY_ORG").json()["items"]
    assert [(each["kind"], each["elected"]) for each in rounds] == [
        ("PRELIMINARY", []),
        ("FIRST", [A, B, C]),
    ]
    (used,) = [each for each in rounds[0]["verdicts"] if each["rule"] == "PARTY-PRELIM"]
    assert used["outcome"] == "PASSED"


def test_a_void_preliminary_ballot_is_repeated(office):
    case = office.election(State.NOTICED)
    fixed = {"on": "2021-03-06", "candidates": [A, B, C, D], "preliminary": True}
    done(case.post("/deliberation", "CLERK", fixed))
    done(case.post("/meetings", "CLERK", play.meeting()))
    done(case.post("/rounds", "SCRUTINEER", {"kind": "PRELIMINARY", "issued": 45}))
    view = play.count(case, 1, ELECTED, returned=46)
    assert view["next_round"]["kind"] == "REPEAT"

    view = play.vote(case, 2, "REPEAT", dict.fromkeys((A, B, C, D), (20, 25, 0)))
    assert view["next_round"]["kind"] == "PRELIMINARY"  # nobody has the majority
    view = play.vote(case, 3, "PRELIMINARY", ELECTED)
    assert view["next_round"]["kind"] == "FIRST"
