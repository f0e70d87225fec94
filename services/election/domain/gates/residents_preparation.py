"""The gates of the stages R1 to R6: election committee, mode and day, register and list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.election.domain.comparison import compare
from services.election.domain.documents import (
    Delay,
    ElectionCommittee,
    Method,
    Representatives,
    VoterDecision,
    VoterList,
    VoterObjection,
)
from services.election.domain.facts import Facts, Part
from services.election.domain.gates.gate import gate
from services.election.domain.order import out_of_order
from services.election.domain.residents_candidates import mode_settled
from services.election.domain.residents_committee import (
    audit_published,
    committee_size_lawful,
    delay_approved,
    held_within_term,
    party_renewed_first,
    usual_households,
)
from services.election.domain.residents_law import FIRST_DAY_OF_2025_LAW, Mode, election_day_known
from services.election.domain.residents_list import list_published, objection_in_time
from services.election.domain.residents_members import enough_representatives
from services.election.domain.residents_officials import election_committee_formed
from services.election.domain.residents_settled import (
    DAY,
    committee_members,
    election_day,
    region,
)
from services.election.domain.rulebook import Authority, Verdict
from services.election.domain.states import Step
from shared.text import Text


@gate(Step.ELECTION_COMMITTEE, Step.COMMITTEE_CHANGE)
def committee_formed(facts: Facts) -> Iterator[Verdict]:
    """Ask for the record of its formation; an unusual size is a warning."""
    formed = facts.document(ElectionCommittee)
    yield election_committee_formed(
        formed_on=formed.on if formed else None,
        size=len(committee_members(facts)),
        region=region(facts),
    )


@gate(Part.COMMUNITY)
def party_first(facts: Facts) -> Iterator[Verdict]:
    """Warn where the Party organisation is not renewed yet."""
    if facts.community and facts.on:
        yield party_renewed_first(
            residents_start=facts.on, party_result=facts.not_later(facts.community.party_result)
        )


@gate(*DAY)
def day_known(facts: Facts) -> Iterator[Verdict]:
    """Refuse what has no election day: no law is known for it."""
    if facts.document(Method):
        yield election_day_known(election_day(facts))


@gate(*DAY, Part.COMMUNITY)
def seats_lawful(facts: Facts) -> Iterator[Verdict]:
    """Ask for five to nine seats; in a by-election for no more than are vacant."""
    method, community = facts.document(Method), facts.community
    if method is None or community is None:
        return
    seats = sum(method.seats.values())
    if community.vacancies is not None:
        if seats > community.vacancies:
            needed = Text(
                f"空缺 {community.vacancies} 席。", f"{community.vacancies} seats are vacant."
            )
            yield out_of_order(compare(seats, "<=", community.vacancies), needed)
        return
    yield committee_size_lawful(seats, largest=facts.rules.number("largest_committee"))


@gate(*DAY, Step.REGISTRATION, Step.REPRESENTATIVES)
def mode_in_time(facts: Facts) -> Iterator[Verdict]:
    """Ask for a mode that was published before registration; in 2018 for two or three a group."""
    method, chosen, day = (
        facts.document(Method),
        facts.document(Representatives),
        election_day(facts),
    )
    if method and day:
        yield mode_settled.on(day)(
            method.mode,
            published_on=method.published_on,
            registration_from=method.registration_from,
            group_sizes=chosen.groups if chosen else (),
        )


@gate(*DAY, Step.VOTER_LIST)
def community_size(facts: Facts) -> Iterator[Verdict]:
    """Warn of a community of an unusual size."""
    method, listed, day = facts.document(Method), facts.document(VoterList), election_day(facts)
    households = (listed.households if listed else None) or (method.households if method else None)
    if households is not None and day:
        yield usual_households.on(day)(households)


@gate()
def delay_in_order(facts: Facts) -> Iterator[Verdict]:
    """Take no lower office's consent to a delay, and none to a day that is no later."""
    delay = facts.document(Delay)
    if delay:
        yield delay_approved(
            delayed=True,
            approved_by=delay.approved_by,
            due=facts.due_on,
            new_due=delay.new_due,
        )


@gate(*DAY, Step.DELAY, Part.COMMUNITY)
def within_term(facts: Facts) -> Iterator[Verdict]:
    """Ask for a day in the term, or not after the one to which the county government agreed."""
    community, day = facts.community, election_day(facts)
    if community is None or day is None or community.vacancies is not None:
        return
    late = day > facts.due_on
    approved_by = _consent_to(day, facts)
    delayed = delay_approved(delayed=late, approved_by=approved_by)
    if not late or not delayed.holds:
        yield held_within_term.on(day)(
            elected_on=community.elected_on, held_on=day, term_years=community.term_years
        )
    yield delayed


def _consent_to(day: date, facts: Facts) -> Authority | None:
    """Return who consented to an election as late as this day, None where nobody did."""
    delay = facts.document(Delay)
    if delay and day <= delay.new_due:
        return delay.approved_by
    late = ("RC-TERM", "RC-DELAY")
    return next((each.approved_by for each in facts.approvals if each.rule_id in late), None)


@gate(*DAY, Step.DEPARTURE_AUDIT)
def audited(facts: Facts) -> Iterator[Verdict]:
    """Ask for the departure audit before election day, as firmly as the region does."""
    day = election_day(facts)
    if day:
        yield audit_published(
            published_on=facts.date_of(Step.DEPARTURE_AUDIT),
            election_day=day,
            audit_blocks=facts.rules.switch("audit_blocks"),
        )


@gate(*DAY, Step.VOTER_LIST)
def list_long_enough(facts: Facts) -> Iterator[Verdict]:
    """Ask for a list that was out twenty days before the vote."""
    listed, day = facts.document(VoterList), election_day(facts)
    if day:
        published_on = listed.published_on if listed else None
        yield list_published.on(day)(published_on=published_on, election_day=day)


@gate(Step.VOTER_LIST, Step.VOTER_OBJECTION)
def objection_not_late(facts: Facts) -> Iterator[Verdict]:
    """Reject an objection to the list that comes after its days."""
    listed, objection = facts.document(VoterList), facts.document(VoterObjection)
    if listed and objection:
        yield objection_in_time(
            published_on=listed.published_on,
            objected_on=objection.received_on,
            decided_on=None,
            region=region(facts),
        )


@gate(Step.VOTER_LIST, Step.VOTER_OBJECTION, Step.VOTER_DECISION)
def decided_in_time(facts: Facts) -> Iterator[Verdict]:
    """Warn of a decision on an objection that comes after its days."""
    listed, decision = facts.document(VoterList), facts.document(VoterDecision)
    received = {each.number: each.received_on for each in facts.documents(VoterObjection)}
    if listed and decision and decision.number in received:
        yield objection_in_time(
            published_on=listed.published_on,
            objected_on=received[decision.number],
            decided_on=decision.on,
            region=region(facts),
        )


@gate(Step.VOTER_OBJECTION, Step.VOTER_DECISION)
def objections_decided(facts: Facts) -> Iterator[Verdict]:
    """Ask for a decision on every objection before the list is used."""
    decided = {each.number for each in facts.documents(VoterDecision)}
    still_open = [each for each in facts.documents(VoterObjection) if each.number not in decided]
    if still_open:
        needed = Text(
            f"先处理 {len(still_open)} 件名单异议。",
            f"Decide {len(still_open)} objections to the voter list first.",
        )
        yield out_of_order(compare(len(still_open), "=", 0), needed)


@gate(*DAY, Step.REPRESENTATIVES)
def representatives_chosen(facts: Facts) -> Iterator[Verdict]:
    """Ask for the representatives where they vote, and from 2026 for their share."""
    method, chosen, day = (
        facts.document(Method),
        facts.document(Representatives),
        election_day(facts),
    )
    if chosen and day and day >= FIRST_DAY_OF_2025_LAW:
        yield enough_representatives(
            representatives=sum(chosen.groups), meeting_members=chosen.meeting_members
        )
    if method and method.mode is Mode.REPRESENTATIVE and chosen is None:
        needed = Text("先推选居民代表。", "Have the groups choose the representatives first.")
        yield out_of_order(Step.REPRESENTATIVES, needed)
