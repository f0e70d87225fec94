"""Every threshold of the Party rules, one vote, one voter and one day either side of it.

The exact boundary is found with fractions, which the rules never use.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from hypothesis import given
from hypothesis import strategies as st

from services.election.domain.party_ballot import (
    ballot_valid,
    issued_to_those_present,
    round_valid,
    write_ins_count,
)
from services.election.domain.party_congress import congress_quorum_reached, congress_size_fits
from services.election.domain.party_count import majority_reached
from services.election.domain.party_form import (
    OrganisationType,
    branch_committee_fits,
    type_is_usual,
    usual_type,
)
from services.election.domain.party_meeting import (
    MeetingType,
    meeting_type_allowed,
    only_voters_counted,
    quorum_reached,
    voters_needed,
)
from services.election.domain.party_office import (
    vacancy_filled_by_election,
)
from services.election.domain.party_result import count_signed
from services.election.domain.party_roll import Roll, roll_frozen
from services.election.domain.party_secretary import (
    committee_majority_reached,
    committee_quorum_reached,
    elected_without_committee,
)
from services.election.domain.party_shortfall import seats_filled, seats_may_be_cut
from services.election.domain.party_surplus import (
    delegate_surplus_sufficient,
    fewest_candidates,
    preliminary_ballot_used,
    standing_surplus_fits,
    surplus_sufficient,
)
from services.election.domain.rulebook import Outcome

PEOPLE = st.integers(min_value=1, max_value=10_000)
SEATS = st.integers(min_value=1, max_value=300)


@given(PEOPLE)
def test_four_fifths_are_quorate_and_one_fewer_is_not(base: int) -> None:
    fewest = ceil(Fraction(4, 5) * base)

    assert voters_needed(base) == fewest
    for present in (fewest - 1, fewest, fewest + 1):
        for verdict in (
            quorum_reached(base=base, present=present),
            committee_quorum_reached(committee=base, present=present),
            congress_quorum_reached(delegates=base, present=present),
        ):
            enough = present >= fewest
            assert verdict.outcome is (Outcome.PASSED if enough else Outcome.VOIDED)
            assert enough or "1 more" in str(verdict.needed)


@given(PEOPLE)
def test_more_than_half_elects_and_half_does_not(present: int) -> None:
    most_failing = floor(Fraction(present, 2))

    for reached in (majority_reached, committee_majority_reached):
        assert not reached(votes=most_failing, present=present).holds
        assert reached(votes=most_failing + 1, present=present).holds
        assert "1 more vote." in str(reached(votes=most_failing, present=present).needed)


@given(PEOPLE)
def test_a_branch_without_committee_elects_by_the_same_numbers(base: int) -> None:
    fewest, half = ceil(Fraction(4, 5) * base), floor(Fraction(base, 2))

    assert elected_without_committee(base=base, present=base, votes=half + 1).holds
    refused = elected_without_committee(base=base, present=base, votes=half)
    assert refused.outcome is Outcome.REFUSED
    void = elected_without_committee(base=base, present=fewest - 1, votes=fewest - 1)
    assert void.outcome is Outcome.VOIDED


@given(SEATS)
def test_a_fifth_more_candidates_is_enough_and_one_fewer_is_not(seats: int) -> None:
    fewest = seats + ceil(Fraction(seats, 5))

    assert fewest_candidates(seats) == fewest
    for enough in (surplus_sufficient, delegate_surplus_sufficient, vacancy_filled_by_election):
        assert enough(seats=seats, candidates=fewest).holds
        assert not enough(seats=seats, candidates=fewest - 1).holds


@given(SEATS)
def test_a_standing_committee_has_one_or_two_more(seats: int) -> None:
    fitting = [
        surplus
        for surplus in range(-1, 5)
        if standing_surplus_fits(seats=seats, candidates=seats + surplus).holds
    ]

    assert fitting == [1, 2]


@given(PEOPLE)
def test_a_preliminary_ballot_needs_more_than_half(present: int) -> None:
    half = floor(Fraction(present, 2))

    for votes, holds in ((half, False), (half + 1, True)):
        counted = {"a": votes, "b": 0}
        verdict = preliminary_ballot_used(seats=1, present=present, votes=counted, final=["a"])
        assert verdict.holds is holds


@given(PEOPLE, PEOPLE)
def test_one_ballot_too_many_voids_the_round(issued: int, present: int) -> None:
    limit = min(issued, present)

    assert round_valid(issued=issued, present=present, returned=limit).holds
    over = round_valid(issued=issued, present=present, returned=limit + 1)
    assert over.outcome is Outcome.VOIDED


@given(PEOPLE)
def test_one_more_than_allowed_is_refused(limit: int) -> None:
    assert issued_to_those_present(issued=limit, present=limit).holds
    assert not issued_to_those_present(issued=limit + 1, present=limit).allows
    assert only_voters_counted(base=limit, in_room=limit).holds
    assert not only_voters_counted(base=limit, in_room=limit + 1).allows
    assert only_voters_counted(base=limit, in_room=limit + 1, non_voters=1).holds
    assert ballot_valid(seats=limit, chosen=limit).holds
    assert not ballot_valid(seats=limit, chosen=limit + 1).holds
    assert write_ins_count(against=limit, write_ins=limit).holds
    assert not write_ins_count(against=limit, write_ins=limit + 1).holds
    assert count_signed(scrutineers=limit, signatures=limit).holds
    assert not count_signed(scrutineers=limit, signatures=limit - 1).allows


@given(SEATS, st.integers(min_value=0, max_value=300))
def test_a_seat_less_than_approved_is_missing(seats: int, winners: int) -> None:
    assert seats_filled(seats=seats, winners=winners).holds is (winners >= seats)


@given(PEOPLE)
def test_half_of_the_electors_may_cut_a_seat(present: int) -> None:
    fewest = ceil(Fraction(present, 2))

    def cut(consenting: int) -> bool:
        return seats_may_be_cut(missing=1, winners=4, consenting=consenting, present=present).holds

    assert cut(fewest)
    assert not cut(fewest - 1)


@given(PEOPLE, st.integers(min_value=0, max_value=50))
def test_the_roll_leaves_at_least_one_voter(full_members: int, lost: int) -> None:
    roll = Roll(full_members + lost, lost, 0, full_members - 1)

    assert roll_frozen(roll).holds
    assert roll.base == 1
    assert not roll_frozen(Roll(full_members + lost, lost, 0, full_members)).allows


@given(st.integers(min_value=1, max_value=400))
def test_the_usual_type_follows_the_members(members: int) -> None:
    usual = (
        OrganisationType.BRANCH
        if members <= 50
        else OrganisationType.GENERAL_BRANCH
        if members <= 100
        else OrganisationType.PARTY_COMMITTEE
    )

    assert usual_type(members) is usual
    assert type_is_usual(usual, members=members).holds


@given(st.integers(min_value=0, max_value=40), st.integers(min_value=0, max_value=12))
def test_a_branch_committee_needs_seven_members(full_members: int, seats: int) -> None:
    outcome = branch_committee_fits(full_members=full_members, seats=seats).outcome

    if full_members < 7:
        assert (outcome is Outcome.PASSED) is (seats == 0)
    else:
        assert (outcome is Outcome.PASSED) is (seats in {3, 4, 5})
        assert (outcome is Outcome.WARNED) is (seats in {6, 7})


@given(st.integers(min_value=400, max_value=600))
def test_a_congress_needs_five_hundred_members(members: int) -> None:
    verdict = meeting_type_allowed(MeetingType.CONGRESS, members=members, approved=True)

    assert verdict.holds is (members >= 500)


@given(st.integers(min_value=50, max_value=350))
def test_delegates_number_one_to_three_hundred(delegates: int) -> None:
    outcome = congress_size_fits(delegates=delegates).outcome

    assert (outcome is Outcome.NEEDS_APPROVAL) is (delegates < 100)
    assert (outcome is Outcome.WARNED) is (200 < delegates <= 300)
    assert (outcome is Outcome.REFUSED) is (delegates > 300)
