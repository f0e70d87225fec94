"""A residents' vote from its first round to the last seat, in each mode and under both laws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.election.domain.residents_counting import (
    ResidentsState,
    VoteNotDue,
    count_residents_ballot,
)
from services.election.domain.residents_judged import judge_committee
from services.election.domain.residents_kin import Kin, Relation
from services.election.domain.residents_law import Mode, Post
from services.election.domain.residents_region import NATIONAL
from services.election.domain.residents_tally import (
    Contest,
    NextVote,
    PostCount,
    ResidentsElection,
    VoteCount,
)
from services.election.domain.residents_void import Breach
from services.election.domain.rulebook import Outcome
from services.election.domain.tally import RoundKind

IN_2021, IN_2026 = date(2021, 6, 20), date(2026, 5, 10)
ELECTION = ResidentsElection(
    mode=Mode.ALL,
    base=1000,
    seats={Post.CHAIR: 1, Post.DEPUTY: 1, Post.MEMBER: 3},
    candidates={
        Post.CHAIR: ("甲", "乙"),
        Post.DEPUTY: ("丙", "丁"),
        Post.MEMBER: ("戊", "己", "庚", "辛"),
    },
    election_day=IN_2026,
)
CHAIR_ONLY = replace(ELECTION, seats={Post.CHAIR: 1}, candidates={Post.CHAIR: ("甲", "乙", "丙")})
CLEAR = {
    Post.CHAIR: {"甲": 400, "乙": 200},
    Post.DEPUTY: {"丙": 350, "丁": 250},
    Post.MEMBER: {"戊": 500, "己": 450, "庚": 400, "辛": 350},
}


def voted(
    votes: Mapping[Post, Mapping[str, int]],
    *,
    kind: RoundKind = RoundKind.FIRST,
    issued: int = 600,
    returned: int = 600,
    breaches: frozenset[Breach] = frozenset(),
) -> VoteCount:
    parts = tuple(PostCount(post, counted) for post, counted in votes.items())
    return VoteCount(kind, issued, returned, 0, parts, breaches)


def chair(
    votes: Mapping[str, int], *, kind: RoundKind = RoundKind.FIRST, returned: int = 600
) -> VoteCount:
    return voted({Post.CHAIR: votes}, kind=kind, returned=returned)


def seats(state: ResidentsState) -> dict[Post, list[str]]:
    return {
        post: [seat.person for seat in state.elected if seat.post is post]
        for post in Post
        if any(seat.post is post for seat in state.elected)
    }


def outcomes(state: ResidentsState, rule_id: str) -> list[Outcome]:
    return [verdict.outcome for verdict in state.verdicts if verdict.rule.id == rule_id]


def test_before_the_vote_every_post_is_due() -> None:
    state = count_residents_ballot(ELECTION, [])

    assert state.next_round is not None
    assert state.next_round.kind is RoundKind.FIRST
    assert [contest.post for contest in state.next_round.contests] == list(Post)


def test_the_best_placed_with_a_majority_hold_the_posts() -> None:
    state = count_residents_ballot(ELECTION, [voted(CLEAR)])

    assert seats(state) == {
        Post.CHAIR: ["甲"],
        Post.DEPUTY: ["丙"],
        Post.MEMBER: ["戊", "己", "庚"],
    }
    assert (state.next_round, state.vacant, state.void_rounds) == (None, {}, ())


def test_a_turnout_of_half_voids_the_vote_and_it_is_repeated() -> None:
    short = voted({post: {} for post in Post}, returned=500)
    state = count_residents_ballot(ELECTION, [short])

    assert (state.elected, state.void_rounds) == ((), (1,))
    assert state.next_round is not None
    assert (state.next_round.kind, state.next_round.counts_as) == (
        RoundKind.REPEAT,
        RoundKind.FIRST,
    )
    assert outcomes(state, "RC-QUORUM") == outcomes(state, "RC-VOID") == [Outcome.VOIDED]

    repeated = count_residents_ballot(ELECTION, [short, voted(CLEAR, kind=RoundKind.REPEAT)])
    assert len(repeated.elected) == 5
    assert {seat.round_no for seat in repeated.elected} == {2}


@pytest.mark.parametrize(
    ("mode", "on", "void"),
    [
        (Mode.ALL, IN_2021, False),
        (Mode.ALL, IN_2026, False),
        (Mode.HOUSEHOLD, IN_2021, False),
        (Mode.HOUSEHOLD, IN_2026, False),
        (Mode.REPRESENTATIVE, IN_2021, False),
        (Mode.REPRESENTATIVE, IN_2026, True),
    ],
)
def test_forty_of_sixty_are_enough_but_of_representatives_from_2026(
    mode: Mode, on: date, *, void: bool
) -> None:
    election = replace(CHAIR_ONLY, mode=mode, base=60, election_day=on)

    state = count_residents_ballot(election, [chair({"甲": 30, "乙": 10}, returned=40)])

    assert bool(state.void_rounds) is void
    assert bool(state.elected) is not void


def test_a_round_repeated_in_the_new_year_is_under_the_new_law() -> None:
    election = replace(
        CHAIR_ONLY, mode=Mode.REPRESENTATIVE, base=60, election_day=date(2025, 12, 30)
    )
    void = chair({}, returned=30)
    repeat = chair({"甲": 40}, kind=RoundKind.REPEAT, returned=40)

    on_new_years_day = replace(repeat, held_on=date(2026, 1, 1))
    assert count_residents_ballot(election, [void, repeat]).void_rounds == (1,)
    assert count_residents_ballot(election, [void, on_new_years_day]).void_rounds == (1, 2)


def test_one_ballot_more_than_issued_voids_the_vote() -> None:
    state = count_residents_ballot(ELECTION, [voted(CLEAR, issued=600, returned=601)])

    assert state.void_rounds == (1,)
    assert outcomes(state, "RC-BALLOT-TOTAL") == [Outcome.VOIDED]


def test_a_result_not_announced_on_the_spot_voids_the_vote() -> None:
    breach = frozenset({Breach.NOT_ANNOUNCED_ON_THE_SPOT})

    state = count_residents_ballot(ELECTION, [voted(CLEAR, breaches=breach)])

    assert (state.elected, state.void_rounds) == ((), (1,))


def test_a_count_that_does_not_add_up_is_made_again() -> None:
    wrong = voted({**CLEAR, Post.CHAIR: {"甲": 400, "乙": 201}})
    state = count_residents_ballot(ELECTION, [wrong])

    assert state.rounds[0].breached
    assert (state.elected, state.void_rounds) == ((), ())
    assert state.next_round is not None
    assert state.next_round.kind is RoundKind.FIRST
    assert len(count_residents_ballot(ELECTION, [wrong, voted(CLEAR)]).elected) == 5


TWO_MEMBERS = replace(
    ELECTION, seats={Post.MEMBER: 2}, candidates={Post.MEMBER: ("甲", "乙", "丙")}
)
TIE = voted({Post.MEMBER: {"甲": 500, "乙": 310, "丙": 310}})


def members(votes: Mapping[str, int], kind: RoundKind) -> VoteCount:
    return voted({Post.MEMBER: votes}, kind=kind)


def test_a_tie_at_the_cut_off_is_run_off_among_the_tied() -> None:
    state = count_residents_ballot(TWO_MEMBERS, [TIE])

    assert seats(state) == {Post.MEMBER: ["甲"]}
    assert state.next_round == NextVote(RoundKind.RUN_OFF, (Contest(Post.MEMBER, 1, ("乙", "丙")),))
    won = members({"乙": 299, "丙": 301}, RoundKind.RUN_OFF)
    assert seats(count_residents_ballot(TWO_MEMBERS, [TIE, won])) == {Post.MEMBER: ["甲", "丙"]}


def test_a_second_tie_is_run_off_again() -> None:
    again = members({"乙": 300, "丙": 300}, RoundKind.RUN_OFF)

    state = count_residents_ballot(TWO_MEMBERS, [TIE, again])

    assert state.next_round is not None
    assert state.next_round.kind is RoundKind.RUN_OFF
    assert state.next_round.contests == (Contest(Post.MEMBER, 1, ("乙", "丙")),)


def test_a_run_off_that_is_void_is_repeated_as_a_run_off() -> None:
    void = replace(members({}, RoundKind.RUN_OFF), returned=10)
    repeat = members({"乙": 301, "丙": 299}, RoundKind.REPEAT)

    state = count_residents_ballot(TWO_MEMBERS, [TIE, void, repeat])

    assert seats(state) == {Post.MEMBER: ["甲", "乙"]}
    assert (state.next_round, state.void_rounds) == (None, (2,))


def test_a_region_may_ask_no_turnout_of_later_rounds() -> None:
    free = replace(TWO_MEMBERS, region=NATIONAL.with_values({"quorum_in_every_round": False}))
    few = replace(members({"乙": 6, "丙": 4}, RoundKind.RUN_OFF), issued=10, returned=10)

    assert seats(count_residents_ballot(free, [TIE, few])) == {Post.MEMBER: ["甲", "乙"]}


NOBODY = chair({"甲": 300, "乙": 200, "丙": 100})


def test_a_seat_that_nobody_wins_is_filled_by_a_further_ballot_of_the_best_placed() -> None:
    state = count_residents_ballot(CHAIR_ONLY, [NOBODY])

    assert state.elected == ()
    assert state.next_round == NextVote(RoundKind.FURTHER, (Contest(Post.CHAIR, 1, ("甲", "乙")),))


@pytest.mark.parametrize(
    ("votes", "winner", "vacant"),
    [
        ({"甲": 200, "乙": 199}, ["甲"], {}),
        ({"甲": 199, "乙": 198}, [], {Post.CHAIR: 1}),
    ],
)
def test_a_further_ballot_needs_a_third_of_the_ballots_or_leaves_a_by_election(
    votes: dict[str, int], winner: list[str], vacant: dict[Post, int]
) -> None:
    further = chair(votes, kind=RoundKind.FURTHER)

    state = count_residents_ballot(CHAIR_ONLY, [NOBODY, further])

    assert seats(state).get(Post.CHAIR, []) == winner
    assert (state.next_round, state.vacant) == (None, vacant)


def test_a_tie_in_a_further_ballot_is_run_off() -> None:
    tie = chair({"甲": 300, "乙": 300}, kind=RoundKind.FURTHER)
    decided = chair({"甲": 250, "乙": 350}, kind=RoundKind.RUN_OFF)

    state = count_residents_ballot(CHAIR_ONLY, [NOBODY, tie, decided])

    assert seats(state) == {Post.CHAIR: ["乙"]}
    assert state.next_round is None


def test_a_further_ballot_may_have_persons_nominated_anew() -> None:
    added = replace(CHAIR_ONLY, added={Post.CHAIR: ("丁",)})

    state = count_residents_ballot(added, [NOBODY, chair({"丁": 400}, kind=RoundKind.FURTHER)])

    assert seats(state) == {Post.CHAIR: ["丁"]}


def test_the_chair_takes_one_seat_and_the_next_best_becomes_member() -> None:
    election = replace(ELECTION, candidates={**ELECTION.candidates, Post.MEMBER: tuple("甲戊己庚")})
    votes = {**CLEAR, Post.MEMBER: {"甲": 590, "戊": 400, "己": 350, "庚": 310}}

    state = count_residents_ballot(election, [voted(votes)])

    assert seats(state)[Post.CHAIR] == ["甲"]
    assert seats(state)[Post.MEMBER] == ["戊", "己", "庚"]


def test_a_member_who_wins_the_further_ballot_for_chair_leaves_a_seat_open() -> None:
    election = replace(
        ELECTION,
        seats={Post.CHAIR: 1, Post.MEMBER: 1},
        candidates={Post.CHAIR: ("甲", "乙"), Post.MEMBER: ("甲", "丙")},
    )
    first = voted({Post.CHAIR: {"甲": 300, "乙": 300}, Post.MEMBER: {"甲": 350, "丙": 250}})
    further = chair({"甲": 400, "乙": 200}, kind=RoundKind.FURTHER)

    state = count_residents_ballot(election, [first, further])

    assert seats(state) == {Post.CHAIR: ["甲"]}
    assert state.next_round == NextVote(RoundKind.FURTHER, (Contest(Post.MEMBER, 1, ("丙",)),))


def test_somebody_written_in_is_elected_unless_ineligible() -> None:
    written = chair({"甲": 200, "癸": 400})

    assert seats(count_residents_ballot(CHAIR_ONLY, [written])) == {Post.CHAIR: ["癸"]}
    barred = replace(CHAIR_ONLY, ineligible=frozenset({"癸"}))
    assert count_residents_ballot(barred, [written]).elected == ()


def test_a_winner_removed_by_decision_leaves_the_seat_to_a_further_ballot() -> None:
    removed = replace(ELECTION, removed={"庚": 1})

    state = count_residents_ballot(removed, [voted(CLEAR)])

    assert seats(state)[Post.MEMBER] == ["戊", "己"]
    assert state.next_round == NextVote(RoundKind.FURTHER, (Contest(Post.MEMBER, 1, ("辛",)),))


def test_a_winner_removed_after_the_further_ballot_leaves_a_by_election() -> None:
    further = chair({"甲": 400, "乙": 200}, kind=RoundKind.FURTHER)
    removed = replace(CHAIR_ONLY, removed={"甲": 2})

    state = count_residents_ballot(removed, [NOBODY, further])

    assert (state.elected, state.next_round, state.vacant) == ((), None, {Post.CHAIR: 1})


@pytest.mark.parametrize(
    "rounds",
    [
        [chair({"甲": 400}, kind=RoundKind.FURTHER)],
        [chair({"甲": 400}), chair({"甲": 400})],
        [NOBODY, chair({"丙": 400}, kind=RoundKind.FURTHER)],
        [NOBODY, chair({"甲": 400}, kind=RoundKind.RUN_OFF)],
        [voted({Post.DEPUTY: {"甲": 400}})],
        [voted({})],
    ],
    ids=["no first", "over", "not standing", "not a run-off", "another post", "no post"],
)
def test_a_round_that_is_not_due_is_refused_by_a_rule(rounds: list[VoteCount]) -> None:
    with pytest.raises(VoteNotDue) as refused:
        count_residents_ballot(CHAIR_ONLY, rounds)

    assert refused.value.code.startswith("RC-")


@pytest.mark.parametrize(
    ("on", "women", "woman"),
    [
        (IN_2026, set(), Outcome.REFUSED),
        (IN_2021, set(), Outcome.WARNED),
        (IN_2026, {"庚"}, Outcome.PASSED),
    ],
)
def test_a_committee_is_judged_for_a_woman_and_for_relatives(
    on: date, women: set[str], woman: Outcome
) -> None:
    state = count_residents_ballot(replace(ELECTION, election_day=on), [voted(CLEAR)])
    kin = [Kin("甲", "己", Relation.SPOUSE), Kin("丙", "丁", Relation.SIBLING)]

    has_woman, no_relatives = judge_committee(
        state.elected, women=women, kin=kin, election=replace(ELECTION, election_day=on)
    )

    assert has_woman.outcome is woman
    assert no_relatives.outcome is Outcome.REFUSED
    assert no_relatives.inputs["giving_way"] == ["己"]


@st.composite
def any_vote(draw: st.DrawFn) -> tuple[ResidentsElection, VoteCount]:
    """Any election of up to three posts with a first round whose numbers add up."""
    chosen = draw(st.sets(st.sampled_from(Post), min_size=1))
    people = "甲乙丙丁戊己庚辛壬癸"
    numbers = {post: draw(st.integers(1, 4)) for post in Post if post in chosen}
    election = ResidentsElection(
        mode=draw(st.sampled_from(Mode)),
        base=draw(st.integers(1, 120)),
        seats=numbers,
        candidates={
            post: tuple(draw(st.lists(st.sampled_from(people), unique=True, max_size=6)))
            for post in numbers
        },
        election_day=draw(st.sampled_from((IN_2021, IN_2026))),
    )
    returned = draw(st.integers(0, 100))
    parts = []
    for post, seats_of_post in numbers.items():
        left, votes = seats_of_post * returned, {}
        for person in election.candidates[post]:
            votes[person] = draw(st.integers(0, min(left, returned)))
            left -= votes[person]
        parts.append(PostCount(post, votes))
    return election, VoteCount(RoundKind.FIRST, 120, returned, 0, tuple(parts))


@given(any_vote())
def test_no_count_fills_a_seat_twice_or_without_a_majority(
    played: tuple[ResidentsElection, VoteCount],
) -> None:
    election, count = played

    state = count_residents_ballot(election, [count])

    persons = [seat.person for seat in state.elected]
    assert len(persons) == len(set(persons))
    assert all(len(names) <= election.seats[post] for post, names in seats(state).items())
    assert all(2 * seat.votes > count.returned for seat in state.elected)
    if state.next_round is None:
        assert len(persons) + sum(state.vacant.values()) == sum(election.seats.values())


@given(any_vote())
def test_nobody_with_more_votes_is_passed_over(
    played: tuple[ResidentsElection, VoteCount],
) -> None:
    election, count = played

    state = count_residents_ballot(election, [count])

    won = {seat.person for seat in state.elected}
    for part in count.posts:
        winners = [seat.votes for seat in state.elected if seat.post is part.post]
        losers = [votes for person, votes in part.votes.items() if person not in won]
        assert not winners or not losers or min(winners) >= max(losers)


@given(any_vote())
def test_counting_again_gives_the_same(played: tuple[ResidentsElection, VoteCount]) -> None:
    election, count = played

    assert count_residents_ballot(election, [count]) == count_residents_ballot(election, [count])
