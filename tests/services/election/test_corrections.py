"""Corrections of completed elections: who asks, who approves, what changes and what stays."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from services.election.commands import corrections
from services.election.domain.refusals import RuleBroken
from services.election.domain.states import State
from services.election.models import Correction, FormerWinner, Record, Tally, Winner
from services.election.schemas import corrections as bodies
from shared.security import Caller, Role
from tests.services.election import factories
from tests.services.election.factories import a_hold, an_election, told
from tests.services.election.http import Office

PEOPLE = [f"2204-0000{number}" for number in range(1, 5)]
VOTES = [(44, 1, 0), (40, 3, 2), (35, 10, 0), (10, 30, 5)]
SWAPPED = [(44, 1, 0), (40, 3, 2), (10, 30, 5), (35, 10, 0)]
DECISION = bodies.Decision(on=date(2021, 4, 2), document_no="县组〔2021〕3号")


def a_tally(votes=SWAPPED, *, returned=45, invalid=0, number=1):
    """Return the right count of a round."""
    lines = [
        {"person_number": person, "for": yes, "against": no, "abstain": neither}
        for person, (yes, no, neither) in zip(PEOPLE, votes, strict=True)
    ]
    return {"round": number, "returned": returned, "invalid": invalid, "votes": lines}


def request_body(kind="TALLY", change=None):
    """Return a request as a caller sends it."""
    return {
        "kind": kind,
        "reason_code": "COUNT_MISTAKE",
        "document_no": "社党〔2021〕9号",
        "change": change or {"rounds": [a_tally()]},
    }


def ask(player, kind="TALLY", change=None, role=Role.CLERK):
    """Ask for a correction."""
    body = corrections.REQUEST.validate_python(request_body(kind, change))
    return player.command(corrections.request_correction, role, body).correction


def approve(player, correction, **who):
    """Approve it as the county."""
    number = correction.no
    return player.command(
        corrections.approve_correction, Role.COUNTY_ORG, number, DECISION, **who
    ).correction


def corrected(player):
    """Return what the other services were told of corrections."""
    return told(player.session, "election.corrected.v1", player.community)


def winners(player):
    """Return who is elected to what, in order."""
    rows = player.session.execute(
        select(Winner.person_number, Winner.post)
        .where(Winner.election_id == player.election.id)
        .order_by(Winner.position)
    )
    return [tuple(row) for row in rows]


@pytest.fixture
def player(session):
    """Return an election that is completed."""
    return an_election(session, State.APPROVED)


def test_a_request_changes_nothing_yet(player):
    version, before = player.election.version, winners(player)

    correction = ask(player)

    assert (correction.no, correction.status) == (1, "REQUESTED")
    assert (player.election.version, winners(player)) == (version, before)
    assert corrected(player) == []


def test_an_approved_tally_elects_another_and_keeps_what_was(player):
    done = approve(player, ask(player))

    assert winners(player) == [
        (PEOPLE[0], "SECRETARY"),
        (PEOPLE[1], "MEMBER"),
        (PEOPLE[3], "MEMBER"),
    ]
    former = player.session.scalars(
        select(FormerWinner.person_number)
        .where(FormerWinner.correction_id == done.id)
        .order_by(FormerWinner.position)
    )
    assert list(former) == PEOPLE[:3]
    discarded = select(Tally.discarded_by).order_by(Tally.no)
    by_county = f"COUNTY_ORG-{player.community[:6]}000000"
    assert list(player.session.scalars(discarded)) == [by_county, by_county, None]
    assert done.before["elected"][2]["person_number"] == PEOPLE[2]
    assert done.after["elected"][2]["person_number"] == PEOPLE[3]


def test_the_others_are_told_the_whole_outcome_and_what_it_corrects(player):
    [approval] = player.session.scalars(
        select(Record.id).where(
            Record.election_id == player.election.id, Record.step == "RESULT_APPROVAL"
        )
    )

    first = approve(player, ask(player))
    second = approve(player, ask(player, change={"rounds": [a_tally(VOTES)]}))

    one, two = corrected(player)
    [completed] = told(player.session, "election.completed.v1", player.community)
    assert {name: one[name] for name in completed if name != "elected"} == {
        name: value for name, value in completed.items() if name != "elected"
    }
    assert [each["person_number"] for each in one["elected"]] == [*PEOPLE[:2], PEOPLE[3]]
    assert (one["correction_no"], one["corrects_id"]) == (1, str(approval))
    assert (one["correction_id"], one["corrected_on"]) == (str(first.id), "2021-04-02")
    assert two["elected"] == completed["elected"]
    assert (two["correction_no"], two["corrects_id"]) == (2, str(first.id))
    assert two["correction_id"] == str(second.id)


def test_the_count_that_was_corrected_can_still_be_read_among_the_records(player):
    approve(player, ask(player))

    records = player.session.scalars(
        select(Record)
        .where(Record.election_id == player.election.id, Record.step == "TALLY")
        .order_by(Record.id)
    ).all()
    assert [each.superseded_by is None for each in records] == [False, False, True]
    assert {each.superseded_by for each in records[:2]} == {records[2].id}
    assert records[2].correction_id is not None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (a_tally([(44, 1, 1), *VOTES[1:]]), "PARTY-COUNT-IDENTITY"),
        (a_tally([*VOTES[:2], (22, 23, 0), (22, 23, 0)]), "PARTY-SHORTFALL"),
        (a_tally([*VOTES[:2], (25, 20, 0), (25, 20, 0)]), "PARTY-TIE"),
        (a_tally(returned=46), "PARTY-ELECTION-VALID"),
        (a_tally([(10, 30, 5), *VOTES[1:3], (44, 1, 0)]), "PARTY-SEC-MEMBER"),
        (a_tally(number=2), "PROCEDURE-ORDER"),
    ],
)
def test_what_no_correction_can_do_is_refused_with_what_would_have_to_follow(player, change, code):
    with pytest.raises(RuleBroken) as refusal:
        ask(player, change={"rounds": [change]})

    assert refusal.value.code == code
    if code not in ("PARTY-COUNT-IDENTITY", "PROCEDURE-ORDER"):
        assert "set the result aside" in refusal.value.needed.en


def test_the_secretarys_count_is_corrected_by_the_same_rules(player):
    def votes(yes, no, returned=3):
        line = {"person_number": PEOPLE[0], "for": yes, "against": no, "abstain": 0}
        return {"returned": returned, "invalid": 0, "votes": [line]}

    with pytest.raises(RuleBroken) as wrong_sum:
        ask(player, "SECRETARY_TALLY", votes(3, 1))
    with pytest.raises(RuleBroken) as not_elected:
        ask(player, "SECRETARY_TALLY", votes(1, 2))
    approve(player, ask(player, "SECRETARY_TALLY", votes(2, 1)))

    assert wrong_sum.value.code == "PARTY-COUNT-IDENTITY"
    assert "set the result aside" in not_elected.value.needed.en
    [event] = corrected(player)
    assert event["first_ballot"] is True  # the vote that was counted wrongly is no second one
    assert event["elected"][0] == {"person_number": PEOPLE[0], "post": "SECRETARY"}


def test_a_later_day_of_the_meeting_is_no_longer_on_schedule(session):
    player = an_election(session, State.APPROVED, due_on=date(2021, 3, 8))

    approve(player, ask(player, "DATE", {"held_on": "2021-03-09"}))

    [event] = corrected(player)
    assert (event["held_on"], event["on_schedule"]) == ("2021-03-09", False)
    [meeting] = session.scalars(
        select(Record).where(
            Record.election_id == player.election.id,
            Record.step == "MEETING",
            Record.superseded_by.is_(None),
        )
    )
    assert (meeting.happened_on, meeting.payload["on"]) == (date(2021, 3, 9), "2021-03-09")


def test_the_day_of_approval_is_corrected_and_stays_corrected(player):
    approve(player, ask(player, "DATE", {"approved_on": "2021-03-12"}))
    approve(player, ask(player))

    assert [each["approved_on"] for each in corrected(player)] == ["2021-03-12", "2021-03-12"]


@pytest.mark.parametrize(
    "change",
    [
        {"held_on": "2021-03-05"},  # before the candidates were fixed
        {"held_on": "2021-03-10"},  # after the report
        {"approved_on": "2021-03-08"},  # before the report
    ],
)
def test_a_date_keeps_its_place_among_the_others(player, change):
    with pytest.raises(RuleBroken) as refusal:
        ask(player, "DATE", change)

    assert refusal.value.code == "PROCEDURE-ORDER"


def test_who_asked_does_not_approve_nor_refuse(player):
    correction = ask(player)
    both = Caller(
        correction.requested_by,
        frozenset({Role.COUNTY_ORG}),
        f"{player.community[:6]}000000",
        None,
        "",
    )

    for decide in (corrections.approve_correction, corrections.refuse_correction):
        with pytest.raises(RuleBroken) as refusal:
            player.command(decide, Role.COUNTY_ORG, correction.no, DECISION, caller=both)
        assert refusal.value.code == "SEPARATION"

    assert (correction.status, corrected(player)) == ("REQUESTED", [])


def test_a_refused_correction_changes_nothing_and_is_decided(player):
    correction, before = ask(player), winners(player)

    player.command(corrections.refuse_correction, Role.COUNTY_ORG, correction.no, DECISION)
    with pytest.raises(RuleBroken) as again:
        approve(player, correction)

    assert (correction.status, winners(player)) == ("REFUSED", before)
    assert (again.value.code, corrected(player)) == ("PROCEDURE-ORDER", [])


def test_an_election_that_is_not_completed_is_not_corrected(session):
    player = an_election(session, State.SUBMITTED)

    with pytest.raises(RuleBroken) as refusal:
        ask(player)

    assert refusal.value.code == "PROCEDURE-ORDER"


def test_nothing_is_approved_while_a_complaint_is_open(player):
    correction = ask(player)
    a_hold(player.session, player.community)

    with pytest.raises(RuleBroken) as refusal:
        approve(player, correction)

    assert refusal.value.code == "PARTY-DISCIPLINE"


def test_another_election_is_left_alone(session):
    other, player = (an_election(session, State.APPROVED) for _ in range(2))
    before = winners(other), other.election.version

    approve(player, ask(player))

    assert (winners(other), other.election.version) == before
    assert corrected(other) == []
    count = select(func.count()).where(Correction.election_id == other.election.id)
    assert session.scalar(count) == 0


# Over HTTP ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office(client_for, database):
    """Return the service and its callers."""
    opened = Office(client_for, database.settings("election"))
    yield opened
    opened.close()


def test_a_correction_over_http(office):
    case = office.election(State.APPROVED)
    decision = {"on": "2021-04-02", "document_no": "县组〔2021〕3号"}

    asked = case.post("/corrections", "CLERK", request_body())
    own = case.post(
        "/corrections/1/approval", "COUNTY_ORG", decision, subject=f"CLERK-{case.community}"
    )
    by_street = case.post("/corrections/1/approval", "STREET", decision)
    elsewhere = case.post(
        "/corrections/1/approval", "COUNTY_ORG", decision, division=factories.OTHER_COUNTY
    )
    approved = case.post("/corrections/1/approval", "COUNTY_ORG", decision)
    unknown = case.post("/corrections/2/approval", "COUNTY_ORG", decision)

    assert (asked.status_code, asked.json()["status"]) == (201, "REQUESTED")
    assert (own.status_code, own.json()["code"]) == (409, "SEPARATION")
    assert (by_street.status_code, elsewhere.status_code) == (403, 404)
    assert (approved.status_code, approved.json()["status"]) == (201, "APPROVED")
    assert unknown.status_code == 404
    [listed] = case.call("GET", "/corrections", "AUDITOR").json()["items"]
    assert listed == approved.json()
    assert listed["after"]["elected"][2]["person_number"] == PEOPLE[3]
    [held] = case.call("GET", "/rounds", "AUDITOR").json()["items"]
    assert held["elected"] == [*PEOPLE[:2], PEOPLE[3]]


@pytest.mark.parametrize("state", [State.READY, State.SUBMITTED])
def test_over_http_too_only_completed_elections_are_corrected(office, state):
    case = office.election(state)

    with case.unchanged():
        refused = case.post("/corrections", "STREET", request_body())

    assert (refused.status_code, refused.json()["code"]) == (409, "PROCEDURE-ORDER")


def test_a_request_says_what_it_corrects(office):
    case = office.election(State.APPROVED)
    twice = {"rounds": [a_tally(), a_tally()]}

    for body in (
        request_body("DATE", {"held_on": None}),
        request_body("TALLY", twice),
        request_body("NAME"),
        request_body("TALLY", {"held_on": "2021-03-09"}),
    ):
        assert case.post("/corrections", "CLERK", body).status_code == 422
