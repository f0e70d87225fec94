"""One vote, one voter, one day either side of each threshold of a residents' election."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.election.domain.calendar import add_years, completed_years
from services.election.domain.residents_after import RecallVote, handed_over_in_time, recalled
from services.election.domain.residents_ballot import enough_took_part, returned_within_issued
from services.election.domain.residents_candidates import candidates_outnumber, candidates_published
from services.election.domain.residents_committee import held_within_term, usual_households
from services.election.domain.residents_elected import majority_of_participants, third_of_ballots
from services.election.domain.residents_law import Law, Mode, law_on
from services.election.domain.residents_list import list_published, objection_in_time
from services.election.domain.residents_members import enough_representatives
from services.election.domain.residents_officials import decision_carried
from services.election.domain.residents_void import answered_in_time, rerun_in_time
from services.election.domain.residents_voters import may_vote
from services.election.domain.ruleset import all_rules

BEFORE, AFTER = date(2025, 12, 31), date(2026, 1, 1)
counts = st.integers(0, 5000)
days = st.dates(date(2019, 1, 1), date(2040, 12, 31))
election_days = st.sampled_from((BEFORE, AFTER))


def share_needed(mode: Mode, on: date) -> Fraction:
    """Return the turnout to exceed, written as the law says it rather than as we compute."""
    two_thirds = mode is Mode.REPRESENTATIVE and law_on(on) is Law.RC2025
    return Fraction(2, 3) if two_thirds else Fraction(1, 2)


@given(mode=st.sampled_from(Mode), on=election_days, base=st.integers(1, 5000), took_part=counts)
def test_turnout_exceeds_its_share(mode: Mode, on: date, base: int, took_part: int) -> None:
    verdict = enough_took_part.on(on)(mode, base=base, took_part=took_part)

    assert verdict.holds == (Fraction(took_part, base) > share_needed(mode, on))


@given(mode=st.sampled_from(Mode), on=election_days, base=st.integers(1, 5000))
def test_one_voter_decides_turnout(mode: Mode, on: date, base: int) -> None:
    fewest = int(share_needed(mode, on) * base) + 1

    assert enough_took_part.on(on)(mode, base=base, took_part=fewest).holds
    assert not enough_took_part.on(on)(mode, base=base, took_part=fewest - 1).holds


@given(base=st.integers(1, 500), took_part=counts)
def test_the_two_laws_differ_for_representatives_between_a_half_and_two_thirds(
    base: int, took_part: int
) -> None:
    verdicts = {
        on: enough_took_part.on(on)(Mode.REPRESENTATIVE, base=base, took_part=took_part)
        for on in (BEFORE, AFTER)
    }

    between = Fraction(1, 2) < Fraction(took_part, base) <= Fraction(2, 3)
    assert (verdicts[BEFORE].holds != verdicts[AFTER].holds) == between
    assert [verdict.rule.version for verdict in verdicts.values()] == [1, 2]


@given(on=election_days, took_part=counts)
def test_one_vote_decides_a_majority(on: date, took_part: int) -> None:
    majority = majority_of_participants.on(on)

    assert majority(votes=took_part // 2 + 1, took_part=took_part).holds
    assert not majority(votes=took_part // 2, took_part=took_part).holds


@given(on=election_days, cast=st.integers(1, 5000))
def test_one_vote_decides_a_further_ballot(on: date, cast: int) -> None:
    fewest = -(-cast // 3)

    assert third_of_ballots.on(on)(votes=fewest, cast=cast).holds
    assert not third_of_ballots.on(on)(votes=fewest - 1, cast=cast).holds


@given(issued=counts)
def test_one_ballot_more_than_issued_is_void(issued: int) -> None:
    assert returned_within_issued(issued=issued, returned=issued).holds
    assert not returned_within_issued(issued=issued, returned=issued + 1).holds


@given(on=election_days, seats=st.integers(1, 9))
def test_one_candidate_decides_surplus(on: date, seats: int) -> None:
    surplus = candidates_outnumber.on(on)

    assert surplus(candidates=seats + 1, seats=seats).holds
    assert not surplus(candidates=seats, seats=seats).holds
    assert surplus(candidates=seats, seats=seats).allows == (law_on(on) is Law.RC2018)


@given(election_day=days)
def test_one_day_decides_publication(election_day: date) -> None:
    def listed(before: int) -> bool:
        on = election_day - timedelta(days=before)
        return list_published.on(election_day)(published_on=on, election_day=election_day).holds

    def candidates(before: int) -> bool:
        on = election_day - timedelta(days=before)
        return candidates_published(published_on=on, election_day=election_day).holds

    assert (listed(20), listed(19)) == (True, False)
    assert (candidates(5), candidates(4)) == (True, False)


@given(start=days)
def test_one_day_decides_every_limit_after_the_vote(start: date) -> None:
    def after(number: int) -> date:
        return start + timedelta(days=number)

    assert rerun_in_time(void_on=start, rerun_on=after(30)).holds
    assert not rerun_in_time(void_on=start, rerun_on=after(31)).holds
    assert answered_in_time(received_on=start, answered_on=after(30)).holds
    assert not answered_in_time(received_on=start, answered_on=after(31)).holds
    assert handed_over_in_time(formed_on=start, handover_on=after(10)).holds
    assert not handed_over_in_time(formed_on=start, handover_on=after(11)).holds


@given(published_on=days, later=st.integers(0, 20), decided=st.integers(0, 20))
def test_objections_have_five_days_and_decisions_three(
    published_on: date, later: int, decided: int
) -> None:
    objected_on = published_on + timedelta(days=later)

    verdict = objection_in_time(
        published_on=published_on,
        objected_on=objected_on,
        decided_on=objected_on + timedelta(days=decided),
    )

    assert verdict.holds == (later <= 5 and decided <= 3)
    assert verdict.allows == (later <= 5)


@given(election_day=days)
def test_one_turns_18_in_a_day(election_day: date) -> None:
    youngest = add_years(election_day, -18)
    while completed_years(youngest, election_day) >= 18:
        youngest += timedelta(days=1)

    assert not may_vote(born_on=youngest, election_day=election_day).holds
    assert may_vote(born_on=youngest - timedelta(days=1), election_day=election_day).holds


@given(elected_on=days)
def test_a_term_ends_after_five_years_to_the_day(elected_on: date) -> None:
    due = add_years(elected_on, 5)
    within = held_within_term.on(due)

    assert within(elected_on=elected_on, held_on=due).holds
    assert not within(elected_on=elected_on, held_on=due + timedelta(days=1)).holds


@given(on=election_days, households=st.integers(0, 5000))
def test_households_outside_the_usual_size_only_warn(on: date, households: int) -> None:
    verdict = usual_households.on(on)(households)

    smallest, largest = (1000, 3000) if law_on(on) is Law.RC2025 else (100, 700)
    assert verdict.holds == (smallest <= households <= largest)
    assert verdict.allows


@given(meeting_members=st.integers(1, 1000), representatives=st.integers(0, 1000))
def test_representatives_are_four_fifths(meeting_members: int, representatives: int) -> None:
    verdict = enough_representatives(
        representatives=representatives, meeting_members=meeting_members
    )

    assert verdict.holds == (Fraction(representatives, meeting_members) >= Fraction(4, 5))


@given(size=st.integers(1, 15), present=st.integers(0, 15), yes=st.integers(0, 15))
def test_the_election_committee_decides_by_two_majorities(
    size: int, present: int, yes: int
) -> None:
    verdict = decision_carried(size=size, present=present, yes=yes)

    assert verdict.holds == (present > Fraction(size, 2) and yes > Fraction(present, 2))


@given(
    mode=st.sampled_from(Mode),
    base=st.integers(1, 2000),
    proposers=st.integers(0, 2000),
    took_part=st.integers(0, 2000),
    yes=st.integers(0, 2000),
)
def test_a_recall_passes_three_thresholds(
    mode: Mode, base: int, proposers: int, took_part: int, yes: int
) -> None:
    by_representatives = mode is Mode.REPRESENTATIVE
    proposed = Fraction(proposers, base) >= Fraction(1, 3 if by_representatives else 5)
    attended = Fraction(took_part, base) > (
        Fraction(2, 3) if by_representatives else Fraction(1, 2)
    )

    verdict = recalled.on(AFTER)(RecallVote(mode, base, proposers, took_part, yes))

    assert verdict.holds == (proposed and attended and 2 * yes > took_part)
    assert verdict.allows == (proposed and attended)


def test_every_residents_rule_holds_on_any_day_of_either_law() -> None:
    since_2026_only = {"RC-REPS"}
    for rule_id, versions in all_rules().items():
        if rule_id.startswith("RC-"):
            held = {
                on: [v for v in versions if v.rule.holds_from <= on <= v.rule.holds_until]
                for on in (BEFORE, AFTER)
            }
            assert len(held[AFTER]) == 1, rule_id
            assert len(held[BEFORE]) == (rule_id not in since_2026_only), rule_id
