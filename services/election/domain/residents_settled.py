"""What the records of a residents' committee election settle: day, base, seats, who stands."""

from __future__ import annotations

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
from services.election.domain.residents_kin import Kin
from services.election.domain.residents_law import Mode, Post
from services.election.domain.residents_region import Region, region_of
from services.election.domain.residents_tally import ResidentsElection
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
    """Return the overlay of the community's province."""
    return region_of(facts.division_code)


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
    )


def committee_members(facts: Facts) -> tuple[str, ...]:
    """Return who sits in the election committee after every change of it."""
    formed = facts.document(ElectionCommittee)
    members = list(formed.members) if formed else []
    for change in facts.documents(CommitteeChange):
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


def _added(facts: Facts) -> dict[Post, tuple[str, ...]]:
    added: dict[Post, tuple[str, ...]] = {}
    for each in facts.documents(AddedCandidate):
        added[each.post] = (*added.get(each.post, ()), each.person_number)
    return added
