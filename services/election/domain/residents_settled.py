"""What the records of a residents' committee election settle: day, base, seats, who stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.election.domain.documents import (
    AddedCandidate,
    CandidateList,
    CommitteeChange,
    ElectionCommittee,
    KinDeclaration,
    Method,
    NewDay,
    Representatives,
    SeatVacated,
    SignedNominations,
    VoterList,
    WriteIn,
)
from services.election.domain.facts import Facts, NomineeStatus, Part
from services.election.domain.residents_identity import WOMAN
from services.election.domain.residents_kin import Kin
from services.election.domain.residents_law import Mode, Post
from services.election.domain.residents_region import Region, Remedy
from services.election.domain.residents_tally import ResidentsElection, Seat
from services.election.domain.residents_women import has_woman
from services.election.domain.rulebook import Effect
from services.election.domain.states import Step

DAY = (Step.METHOD, Step.NEW_DAY)
SETTLED = (
    *DAY,
    Step.VOTER_LIST,
    Step.REPRESENTATIVES,
    Step.CANDIDATE_LIST,
    Step.SEAT_VACATED,
    Step.ADDED_CANDIDATE,
    Part.NOMINEES,
    Part.COMMUNITY,
)


def election_day(facts: Facts) -> date | None:
    """Return the day of the vote as it stands, None while none is set."""
    anew, method = facts.document(NewDay), facts.document(Method)
    if anew:
        return anew.election_day
    return method.election_day if method else None


def region(facts: Facts) -> Region:
    """Return the overlay of the community's province, with what the divisions below it set."""
    return facts.rules.overlay


def elected(facts: Facts) -> tuple[Seat, ...]:
    """Return who holds a seat by the final votes."""
    return facts.vote.state.elected if facts.vote and facts.vote.state else ()


def base_of(facts: Facts) -> int:
    """Return how many may vote: voters on the list, households, or representatives, by mode."""
    method, listed = facts.document(Method), facts.document(VoterList)
    if method is None:
        return 0
    if method.mode is Mode.REPRESENTATIVE:
        chosen = facts.document(Representatives)
        return sum(chosen.groups) if chosen else 0
    if method.mode is Mode.HOUSEHOLD:
        return (listed.households if listed else None) or method.households or 0
    return facts.community.voters if facts.community else 0


def settled(facts: Facts) -> ResidentsElection | None:
    """Return what the count needs to know, None until the method has set a day."""
    method, listed, day = facts.document(Method), facts.document(CandidateList), election_day(facts)
    if method is None or day is None:
        return None
    return ResidentsElection(
        mode=method.mode,
        base=base_of(facts),
        seats=method.seats,
        candidates=listed.posts if listed else {},
        election_day=day,
        region=region(facts),
        removed={each.person_number: each.after_round for each in facts.documents(SeatVacated)},
        ineligible=frozenset(
            each.person_number for each in facts.nominees if each.status is NomineeStatus.BARRED
        ),
        added=_added(facts),
        left_vacant=frozenset(
            each.person_number for each in facts.documents(SeatVacated) if each.left_vacant
        ),
        women=women_of(facts),
        woman_wanted=_woman_wanted(facts, day),
        women_added=_women_added(facts),
    )


def women_of(facts: Facts) -> frozenset[str]:
    """Return the women among those nominated or written in, and those who stay in office."""
    sitting = facts.community.sitting if facts.community else ()
    standing = {each.person_number for each in facts.nominees if each.sex == WOMAN}
    return frozenset(standing | {each.person_number for each in sitting if each.sex == WOMAN})


def committee_members(facts: Facts) -> tuple[str, ...]:
    """Return who sits in the election committee after every change of it."""
    return after_changes(facts.document(ElectionCommittee), facts.documents(CommitteeChange))


def after_changes(
    formed: ElectionCommittee | None, changes: Iterable[CommitteeChange]
) -> tuple[str, ...]:
    """Return the members of a committee as formed, with the changes made in turn."""
    members = list(formed.members) if formed else []
    for change in changes:
        members = [each for each in members if each not in change.leaves]
        members += [each for each in change.joins if each not in members]
    return tuple(members)


def declared_kin(facts: Facts) -> tuple[Kin, ...]:
    """Return the declared relations."""
    return tuple(each.kin for each in facts.documents(KinDeclaration))


def voter_numbers(facts: Facts) -> dict[str, str]:
    """Return the number on the voter list of each one nominated or written in, by person."""
    sheets = [sheet for each in facts.documents(SignedNominations) for sheet in each.sheets]
    numbers = {sheet.person_number: sheet.voter_id for sheet in sheets}
    return numbers | {each.person_number: each.voter_id for each in facts.documents(WriteIn)}


def _woman_wanted(facts: Facts, day: date) -> bool:
    """Whether a further ballot is held where no woman is elected, and none stays in office."""
    rule, remedy = has_woman.on(day).rule, region(facts).code_of("woman_remedy")
    sitting = facts.community.sitting if facts.community else ()
    return (
        rule.effect is Effect.BLOCK
        and remedy == Remedy.FURTHER
        and not any(each.sex == WOMAN for each in sitting)
    )


def _women_added(facts: Facts) -> dict[str, int]:
    women = women_of(facts)
    return {
        each.person_number: each.after_round
        for each in facts.documents(AddedCandidate)
        if each.person_number in women
    }


def _added(facts: Facts) -> dict[Post, tuple[str, ...]]:
    added: dict[Post, tuple[str, ...]] = {}
    for each in facts.documents(AddedCandidate):
        added[each.post] = (*added.get(each.post, ()), each.person_number)
    return added
