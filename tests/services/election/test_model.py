"""Random walks through the procedure over HTTP: no state that the rules forbid can be reached.

What must hold is written here anew, from the rule book; the service's own rules are not asked.
`make long` walks two hundred times forty steps, `make test` a part of it.
"""

from __future__ import annotations

import os
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from services.election.domain.states import State
from services.election.models import Record
from tests.services.election import factories
from tests.services.election.acts import BESIDE, CANDIDATES, COURSE, PREPARATION, VOTE, Move
from tests.services.election.http import Case, Office

WALKS, STEPS = int(os.environ.get("HUANJIE_WALKS", "12")), 40
LONG = 50  # walks: what fails in fewer is told at once, not made smaller first
RULE = re.compile(r"(PARTY|GATE|RC|REVIEW)-[A-Z-]+|PROCEDURE-ORDER|SEPARATION")
# Not a rule of the law: what is addressed, said or known wrongly.
CONVENTION = {"NOT-FOUND", "STALE", "IF-MATCH-REQUIRED", "INVALID", "FORBIDDEN", "UNKNOWN-PERSON"}
STARTS = {  # and the place in the ordinary course that follows
    State.PLANNED: 0,
    State.PLAN_APPROVED: 7,
    State.NOMINATED: len(PREPARATION),
    State.READY: len(PREPARATION) + len(CANDIDATES),
    State.COUNTED: len(PREPARATION) + len(CANDIDATES) + len(VOTE) - 1,
}
CERTIFIED = {"CERTIFIED", "SECRETARY_ELECTED", "SUBMITTED", "APPROVED", "HANDED_OVER", "CLOSED"}
APPROVED = {"APPROVED", "HANDED_OVER", "CLOSED"}


class Walk(RuleBasedStateMachine):
    """One election in the hands of people who do the next thing, or anything."""

    office: Office

    def __init__(self) -> None:
        super().__init__()
        self.case: Case | None = None  # none before `begin`
        self.hold: Any = None
        self.place = 0

    @initialize(start=st.sampled_from(sorted(STARTS)))
    def begin(self, start: State) -> None:
        """Open an election and bring it to a state; go on from there."""
        self.case = self.office.election(start)
        self.place = STARTS[start]

    @rule(moves=st.integers(1, 6))
    def go_on(self, moves: int) -> None:
        """Do the next things of an ordinary course, passing over what is refused."""
        while self.case and moves and self.place < len(COURSE):
            done = self.send(COURSE[self.place])
            self.place += 1
            moves -= done

    @rule(move=st.sampled_from(COURSE))
    def do_out_of_turn(self, move: Move) -> None:
        """Do anything of the ordinary course, whether or not its time has come."""
        self.send(move)

    @rule(move=st.sampled_from(BESIDE))
    def meet_trouble(self, move: Move) -> None:
        """Do what is outside the ordinary course."""
        self.send(move)

    @rule(move=st.sampled_from(COURSE), role=st.sampled_from(["CLERK", "STREET", "TELLER", "EC"]))
    def do_as_another(self, move: Move, role: str) -> None:
        """Let somebody do what may be another's to do."""
        self.send(Move(move.method, move.path, role, move.body, move.name, move.department))

    @rule()
    def complain(self) -> None:
        """Open a complaint, or close the open one."""
        if self.case is None:
            return
        with self.office.sessions.begin() as session:
            if self.hold is None:
                self.hold = factories.a_hold(session, self.case.community)
            else:
                factories.close_hold(session, self.case.community, self.hold)
                self.hold = None

    def send(self, move: Move) -> bool:
        """Send a request; a refusal names its rule and changes nothing."""
        if self.case is None:
            return False
        before = self.case.view()
        call = self.case.put if move.method == "PUT" else self.case.post
        more = {"subject": f"{move.role}-{move.name}"} if move.name else {}
        answer = call(move.path, move.role, move.body, department=move.department, **more)
        after = self.case.view()
        if answer.status_code < 400:
            if after["state"] in CERTIFIED and before["state"] not in CERTIFIED:
                assert self.hold is None, "certified under an open complaint"
            if after["state"] in APPROVED and before["state"] not in APPROVED:
                assert self.hold is None, "approved under an open complaint"
            return True
        problem = answer.json()
        assert answer.status_code < 500, problem
        assert RULE.fullmatch(problem["code"]) or problem["code"] in CONVENTION, problem
        if RULE.fullmatch(problem["code"]):
            assert problem["rule"], problem
            assert problem["article"], problem
        assert after == before, problem["code"]
        return False

    @invariant()
    def counts_add_up(self) -> None:
        """Hold every round against the arithmetic of the rule book."""
        for ballot in self.rounds():
            assert 5 * ballot["present"] >= 4 * ballot["base"], "a ballot without quorum"
            assert ballot["issued"] <= ballot["present"]
            if ballot["status"] != "SIGNED":
                assert ballot["elected"] == []
                continue
            valid = ballot["returned"] - ballot["invalid"]
            assert ballot["returned"] <= ballot["issued"]
            choices = ("votes_for", "votes_against", "votes_abstain")
            for line in ballot["votes"]:
                assert line["written_in"] or sum(line[name] for name in choices) == valid
            votes = {line["person_number"]: line["votes_for"] for line in ballot["votes"]}
            assert sum(votes.values()) <= ballot["seats"] * valid
            assert len(ballot["elected"]) <= ballot["seats"]
            for person in ballot["elected"]:
                assert ballot["kind"] == "RUN_OFF" or 2 * votes[person] > ballot["present"]
            losers = [number for person, number in votes.items() if person not in ballot["elected"]]
            if ballot["elected"] and losers:
                least = min(votes[person] for person in ballot["elected"])
                assert least > max(losers), "one with fewer votes was preferred"

    @invariant()
    def seats_are_filled_by_the_elected(self) -> None:
        """Have a certified result fill the seats with persons elected once, in valid rounds."""
        if self.case is None or self.case.view()["state"] not in CERTIFIED:
            return
        view = self.case.view()
        elected = [person for ballot in self.rounds() for person in ballot["elected"]]
        assert len(elected) == len(set(elected)) == view["seats"]
        assert view["seats"] >= 3

    @invariant()
    def a_result_is_told_once(self) -> None:
        """Have an approved election told once, and no other."""
        if self.case is None:
            return
        with self.office.sessions() as session:
            told = factories.told(session, "election.completed.v1", self.case.community)
        state = self.case.view()["state"]
        if state in APPROVED:
            assert len(told) == 1
            posts = [winner["post"] for winner in told[0]["elected"]]
            assert posts.count("SECRETARY") == 1
        elif state != "VOIDED":
            assert told == []

    @invariant()
    def different_people_enter_and_approve(self) -> None:
        """Have no account on both sides of a gate."""
        if self.case is None:
            return
        standing = select(Record.step, Record.actor).where(
            Record.election_id == self.case.id, Record.superseded_by.is_(None)
        )
        with self.office.sessions() as session:
            actors = {row.step: row.actor for row in session.execute(standing)}
        for entered, approved in (
            ("PLAN", "PLAN_APPROVAL"),
            ("REQUEST", "REPLY"),
            ("ROLL", "ROLL_FREEZE"),
            ("REPORT", "RESULT_APPROVAL"),
        ):
            if entered in actors and approved in actors:
                assert actors[entered] != actors[approved], (entered, approved)

    def rounds(self) -> list[dict[str, Any]]:
        """Return the rounds of the election."""
        if self.case is None:
            return []
        items: list[dict[str, Any]] = self.case.call("GET", "/rounds", "AUDITOR").json()["items"]
        return items


@pytest.mark.timeout(3000 if WALKS >= LONG else 300)
def test_no_walk_reaches_what_the_rules_forbid(client_for, database):
    office = Office(client_for, database.settings("election"))
    walk = type("Walk", (Walk,), {"office": office})
    few = settings(
        max_examples=WALKS,
        stateful_step_count=STEPS,
        deadline=None,
        phases=[Phase.generate] if WALKS < LONG else [Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(walk, settings=few)
    finally:
        office.close()
