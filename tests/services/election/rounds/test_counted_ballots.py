"""Counts from their ballots, signatures, a second preliminary ballot, rivals, announcements."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, ForeignKey, MetaData, String, Table, Uuid

from services.election.domain.rulebook import Outcome
from services.election.domain.states import State
from services.election.models.schema import Base
from services.election.models.secrecy import (
    VoterNamed,
    check_secrecy,
    keeping_choices,
    secrecy_verdicts,
)
from tests.services.election.rounds import play
from tests.services.election.rounds.play import Json, done, refused, verdicts

A, B, C, D = play.people(4)
OPENING = {"kind": "FIRST", "issued": 45}
VOTES = {A: (44, 1, 0), B: (40, 5, 0), C: (35, 10, 0), D: (10, 35, 0)}
W = "2204-00077"


def reading(ballots: int, yes: list[str], no: list[str] = (), written: list[str] = ()) -> Json:
    """Return so many ballots that are marked alike."""
    return {"ballots": ballots, "for": yes, "against": list(no), "written_in": list(written)}


def tally(votes: dict[str, tuple[int, int, int]], *readings: Json, **changed: object) -> Json:
    """Return a count with its ballots."""
    lines = [
        {"person_number": person, "for": y, "against": n, "abstain": a}
        for person, (y, n, a) in votes.items()
    ]
    return {"returned": 45, "invalid": 0, "votes": lines, "readings": readings, **changed}


RIGHT = {A: (40, 0, 0), B: (40, 0, 0), C: (40, 0, 0), D: (0, 30, 10)}
TOO_MANY = reading(5, [A, B, C, D])
THREE, FEWER = reading(30, [A, B, C], [D]), reading(10, [A, B, C])


def enter(case, body: Json, teller: str = "a"):
    """Enter a count of the first round."""
    return case.post("/rounds/1/tallies", "TELLER", body, subject=teller)


@pytest.fixture
def counting(office):
    """Return an election in which ballots are out."""
    case = office.election(State.VOTING)
    done(case.post("/rounds", "SCRUTINEER", OPENING))
    return case


def test_a_ballot_that_chooses_too_many_is_invalid(counting):
    with counting.unchanged():
        valid = tally({A: (45, 0, 0), B: (45, 0, 0), C: (45, 0, 0), D: (0, 30, 15)},
                      THREE, FEWER, TOO_MANY)  # fmt: skip
        refused(enter(counting, valid), "PARTY-BALLOT-VALID")

    view = done(enter(counting, tally(RIGHT, THREE, FEWER, TOO_MANY, invalid=5)))

    (verdict,) = verdicts(view, "PARTY-BALLOT-VALID")
    assert (verdict["outcome"], verdict["numbers"]) == ("NOT_MET", "4 > 3")


def test_a_name_written_in_without_a_vote_against_does_not_count(counting):
    votes = {A: (45, 0, 0), B: (45, 0, 0), C: (0, 20, 25), D: (0, 20, 25)}
    readings = [reading(20, [A, B], [C, D], [W]), reading(25, [A, B], written=[W])]
    counted = [{"person_number": W, "for": 45}]
    with counting.unchanged():
        refused(enter(counting, tally(votes, *readings, write_ins=counted)), "PARTY-COUNT-IDENTITY")
        counted[0]["for"] = 40
        refused(enter(counting, tally(votes, *readings, write_ins=counted)), "PARTY-BALLOT-CHOICES")

    counted[0]["for"] = 20
    view = done(enter(counting, tally(votes, *readings, write_ins=counted)))

    (verdict,) = verdicts(view, "PARTY-BALLOT-CHOICES")
    assert (verdict["outcome"], verdict["inputs"]) == ("NOT_MET", {"against": 0, "write_ins": 1})


@pytest.mark.parametrize("readings", [
    [THREE, FEWER],  # five ballots fewer than came back
    [THREE, reading(10, [A, B], [C]), TOO_MANY],
    [THREE, reading(10, [A, B, W]), TOO_MANY],
])  # fmt: skip
def test_a_count_follows_from_its_ballots(counting, readings):
    with counting.unchanged():
        refused(enter(counting, tally(RIGHT, *readings, invalid=5)), "PARTY-COUNT-IDENTITY")


def test_the_marks_on_ballots_are_not_kept(counting):
    done(enter(counting, tally(RIGHT, THREE, FEWER, TOO_MANY, invalid=5)))

    kept = counting.call("GET", "/records", "CITY_ORG").json()["items"][-1]["payload"]

    assert kept == {"round": 1, "returned": 45, "invalid": 5}


# --- PARTY-SECRET ------------------------------------------------------------------------------


def test_no_table_that_keeps_choices_names_a_voter():
    tables = keeping_choices(Base.metadata.tables.values())

    assert {table.name for table in tables} >= {
        "rounds", "tallies", "votes", "post_counts", "post_votes", "winners", "former_winners",
    }  # fmt: skip
    judged = list(secrecy_verdicts(Base.metadata))
    assert len(judged) == len(tables)
    assert {each.outcome for each in judged} == {Outcome.PASSED}


@pytest.mark.parametrize(("name", "points_to"), [("voter_id", ()), ("told_by", ("voters.id",))])
@pytest.mark.parametrize("kept_in", ["tallies", "ballots"])
def test_nothing_starts_with_a_column_that_names_a_voter(name, points_to, kept_in):
    metadata = MetaData()
    for table in Base.metadata.tables.values():
        table.to_metadata(metadata, schema=None)
    column = Column(name, Uuid, *(ForeignKey(each) for each in points_to))
    if kept_in == "ballots":
        Table(kept_in, metadata, Column("choice", String), column)
    else:
        metadata.tables[kept_in].append_column(column)

    with pytest.raises(VoterNamed, match=name):
        check_secrecy(metadata)


# --- PARTY-SIGN --------------------------------------------------------------------------------


def counted(case) -> None:
    """Have two tellers agree on the round."""
    for teller in ("a", "b"):
        done(enter(case, tally(VOTES), teller))


def sign(case, **signatures: int) -> Json:
    """Have scrutineers sign the first round."""
    body = {"on": play.DAY, **signatures}
    return done(case.post("/rounds/1/signature", "SCRUTINEER", body))


def test_the_missing_signature_is_added(counting):
    counted(counting)

    view = sign(counting, signatures=1)
    assert (view["state"], verdicts(view, "PARTY-SIGN")[0]["outcome"]) == ("VOTING", "WARNED")
    assert verdicts(view, "PARTY-SIGN")[0]["needed"] == "1 more must sign."
    assert counting.call("GET", "/result", "CITY_ORG").json()["winners"] == []
    view = sign(counting, signatures=1)

    assert (view["state"], verdicts(view, "PARTY-SIGN")[0]["outcome"]) == ("COUNTED", "PASSED")
    view = done(counting.post("/certification", "STREET", {"on": play.DAY}))
    assert verdicts(view, "PARTY-SIGN")[0]["outcome"] == "PASSED"


def test_signatures_that_nobody_counted_are_warned_about(counting):
    counted(counting)

    signed = sign(counting)
    certified = done(counting.post("/certification", "STREET", {"on": play.DAY}))

    for view in (signed, certified):
        assert verdicts(view, "PARTY-SIGN")[0]["outcome"] == "WARNED"


# --- PARTY-PRELIM ------------------------------------------------------------------------------


def test_too_few_from_a_preliminary_ballot_are_chosen_again(office):
    case = office.election(
        State.NOTICED, nominees=[A, B, C, D, "2204-00005"], candidates=[A, B, C, D]
    )
    fixed = {"on": "2021-03-06", "candidates": [A, B, C, D], "preliminary": True}
    done(case.post("/deliberation", "CLERK", fixed))
    done(case.post("/meetings", "CLERK", play.meeting()))
    two = {A: (44, 1, 0), B: (40, 5, 0), C: (20, 25, 0), D: (10, 35, 0)}

    view = play.vote(case, 1, "PRELIMINARY", two)

    (verdict,) = verdicts(view, "PARTY-PRELIM")
    assert verdict["outcome"] == "REFUSED"
    assert verdict["needed"].startswith("Hold it again: 3 final candidates")
    due = view["next_round"]
    assert (due["kind"], due["candidates"], due["fewest"]) == ("PRELIMINARY", [A, B, C, D], 4)
    with case.unchanged():
        early = case.post("/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45})
        refused(early, "PROCEDURE-ORDER")

    added = play.document() | {"candidates": ["2204-00005"]}
    view = done(case.post("/further-candidates", "STREET", added))
    assert view["next_round"]["candidates"] == [A, B, C, D, "2204-00005"]
    again = {"kind": "PRELIMINARY", "issued": 45, "candidates": [A, B, C, "2204-00005"]}
    done(case.post("/rounds", "SCRUTINEER", again))
    votes = {A: (44, 1, 0), B: (40, 5, 0), C: (20, 25, 0), "2204-00005": (30, 15, 0)}
    view = play.count(case, 2, votes, returned=45)

    due = view["next_round"]
    assert (due["kind"], due["candidates"]) == ("FIRST", [A, B, "2204-00005"])


# --- PARTY-SEC-EQUAL ---------------------------------------------------------------------------


def rivals_vote(first: int, second: int, *, deputy: int | None = None) -> Json:
    """Return the committee's vote on two who stand for secretary."""
    votes = {A: first, B: second} | ({} if deputy is None else {C: deputy})
    lines = [
        {"person_number": who, "for": y, "against": 3 - y, "abstain": 0} for who, y in votes.items()
    ]
    body = {"on": play.DAY, "chaired_by": C, "present": 3, "issued": 3, "returned": 3}
    return body | {"invalid": 0, "votes": lines}


@pytest.fixture
def rivals(office):
    """Return an election in which the superior has agreed to two candidates for secretary."""
    case = office.election(State.CERTIFIED)
    agreed = play.document() | {"person_number": A, "rivals": [B]}
    done(case.post("/secretary-candidate", "STREET", agreed))
    return case


def test_two_for_one_post_need_the_streets_approval(rivals):
    with rivals.unchanged():
        vote = rivals.post("/secretary-meeting", "SCRUTINEER", rivals_vote(1, 2))
        refused(vote, "PARTY-SEC-EQUAL")
    play.exception(rivals, "PARTY-SEC-EQUAL")

    view = done(rivals.post("/secretary-meeting", "SCRUTINEER", rivals_vote(1, 2)))

    assert view["state"] == "SECRETARY_ELECTED"
    assert verdicts(view, "PARTY-SEC-EQUAL")[0]["outcome"] == "APPROVED"
    done(rivals.post("/report", "CLERK", play.document("2021-03-10")))
    done(rivals.post("/result-approval", "STREET", play.document("2021-03-12")))
    assert {"person_number": B, "post": "SECRETARY"} in play.told_result(rivals)["elected"]


def test_of_two_for_one_post_one_alone_is_elected_beside_the_deputy(office):
    case = office.election(State.CERTIFIED, deputies=(C,))
    agreed = play.document() | {"person_number": A, "rivals": [B]}
    done(case.post("/secretary-candidate", "STREET", agreed))
    play.exception(case, "PARTY-SEC-EQUAL")

    view = done(case.post("/secretary-meeting", "SCRUTINEER", rivals_vote(2, 3, deputy=0)))
    assert view["state"] == "CERTIFIED"  # nobody took the deputy's post, whatever A received
    view = done(case.post("/secretary-meeting", "SCRUTINEER", rivals_vote(0, 3, deputy=3)))

    assert view["state"] == "SECRETARY_ELECTED"


def test_one_to_whom_the_superior_never_agreed_does_not_stand(office):
    case = office.election(State.CERTIFIED)
    play.exception(case, "PARTY-SEC-EQUAL")

    with case.unchanged():
        vote = case.post("/secretary-meeting", "SCRUTINEER", rivals_vote(1, 2))
        refused(vote, "PARTY-SEC-CAND")


# --- PARTY-ANNOUNCE ----------------------------------------------------------------------------


def test_winners_are_announced_in_the_order_of_their_surnames(office):
    names = {A: "张三", B: "李四", C: "王五", D: "丁一"}  # 7, 7, 4 and 2 strokes
    case = office.election(State.COUNTED, names=names)
    held = {"on": play.DAY}

    with case.unchanged():
        by_votes = case.post("/certification", "STREET", held | {"announced": [A, B, C]})
        refused(by_votes, "PARTY-ANNOUNCE")
    view = done(case.post("/certification", "STREET", held | {"announced": [C, B, A]}))

    assert verdicts(view, "PARTY-ANNOUNCE")[0]["outcome"] == "PASSED"


def test_everyone_on_the_ballot_has_his_numbers(office):
    case = office.election(State.VOTING)
    done(case.post("/rounds", "SCRUTINEER", OPENING | {"candidates": [A, B, C, D]}))
    three = {person: VOTES[person] for person in (A, B, C)}

    with case.unchanged():
        problem = refused(enter(case, tally(three)), "PARTY-ANNOUNCE")

    assert problem["needed"] == f"All four numbers of {D}."
    done(enter(case, tally(VOTES)))


def test_an_announcement_that_was_not_recorded_is_warned_about(office):
    case = office.election(State.COUNTED)

    view = done(case.post("/certification", "STREET", {"on": play.DAY}))

    assert verdicts(view, "PARTY-ANNOUNCE")[0]["outcome"] == "WARNED"
