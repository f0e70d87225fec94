"""The gates of the stages R7 to R10: nominees, the list of candidates, proxies, officials."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from services.election.domain.comparison import compare
from services.election.domain.documents import (
    AddedCandidate,
    CandidateList,
    GivenProxy,
    Method,
    Officials,
    SignedNominations,
)
from services.election.domain.facts import Facts, NomineeStatus, Part
from services.election.domain.gates.gate import gate
from services.election.domain.residents_candidates import (
    candidates_outnumber,
    candidates_published,
    enough_nominators,
)
from services.election.domain.residents_law import Post
from services.election.domain.residents_officials import (
    committee_free_of_nominees,
    officials_free,
)
from services.election.domain.residents_proxy import Proxy, proxy_accepted
from services.election.domain.residents_settled import (
    DAY,
    committee_members,
    declared_kin,
    election_day,
    region,
    voter_numbers,
)
from services.election.domain.review import joint_review_done, nobody_barred
from services.election.domain.rulebook import Outcome, Verdict
from services.election.domain.states import Step
from shared.text import Text


@gate(*DAY)
def enough_signed(facts: Facts) -> Iterator[Verdict]:
    """Ask for enough signers on each nomination sheet."""
    handed_in, day = facts.document(SignedNominations), election_day(facts)
    if handed_in is None or day is None:
        return
    rule = enough_nominators.on(day)
    for sheet in handed_in.sheets:
        yield rule(
            signers=sheet.signers,
            households=sheet.households,
            by_group=sheet.by_group,
            region=region(facts),
        )


@gate(Part.NOMINEES, Part.ANSWERS, Step.REVIEW_DECISION, Step.CANDIDATE_LIST)
def review_passed(facts: Facts) -> Iterator[Verdict]:
    """Let only those stand whom no department bars and whom all have reviewed."""
    listed = facts.document(CandidateList)
    candidates = listed.candidates if listed else _standing(facts)
    yield nobody_barred(candidates, facts.answers)
    yield joint_review_done(
        candidates,
        facts.terms.departments,
        facts.answers,
        decided=facts.entry(Step.REVIEW_DECISION) is not None,
        published=True if listed else None,
    )


@gate(*DAY, Step.SIGNED_NOMINATION)
def candidates_were_nominated(facts: Facts) -> Iterator[Verdict]:
    """Take for each post only those who were nominated for it."""
    listed, day = facts.document(CandidateList), election_day(facts)
    if listed is None or day is None:
        return
    nominated = _nominated(facts)
    strangers = [
        person
        for post, persons in listed.posts.items()
        for person in persons
        if person not in nominated.get(post, ())
    ]
    if strangers:
        yield Verdict(
            enough_nominators.on(day).rule,
            Outcome.REFUSED,
            compare(len(strangers), "=", 0),
            {"not_nominated": strangers},
            Text(
                f"未就该职务被提名:{', '.join(strangers)}。",
                f"Not nominated for this post: {', '.join(strangers)}.",
            ),
        )


@gate(*DAY, Step.CANDIDATE_LIST, Step.SIGNED_NOMINATION, Part.NOMINEES)
def more_than_seats(facts: Facts) -> Iterator[Verdict]:
    """Ask for more candidates than seats of each post; before the list, of those who passed."""
    method, listed, day = facts.document(Method), facts.document(CandidateList), election_day(facts)
    if method is None or day is None:
        return
    passed = set(_standing(facts))
    nominated = {post: passed.intersection(names) for post, names in _nominated(facts).items()}
    posts = listed.posts if listed else nominated
    for post, seats in method.seats.items():
        if seats:
            verdict = candidates_outnumber.on(day)(
                candidates=len(set(posts.get(post, ()))), seats=seats
            )
            yield replace(verdict, inputs={**verdict.inputs, "post": post})


@gate(*DAY, Step.CANDIDATE_LIST)
def published_in_time(facts: Facts) -> Iterator[Verdict]:
    """Ask for a list that is up the set number of days before the vote."""
    listed, day = facts.document(CandidateList), election_day(facts)
    if day:
        yield candidates_published(
            published_on=listed.published_on if listed else None,
            election_day=day,
            notice_days=facts.rules.number("candidate_notice_days"),
        )


@gate(
    *DAY,
    Step.ELECTION_COMMITTEE,
    Step.COMMITTEE_CHANGE,
    Step.KIN_DECLARATION,
    Part.NOMINEES,
)
def committee_without_nominees(facts: Facts) -> Iterator[Verdict]:
    """Have those leave the election committee who are nominated, or whose close relatives are."""
    listed, day = facts.document(CandidateList), election_day(facts)
    if day:
        nominees = listed.candidates if listed else _standing(facts)
        yield committee_free_of_nominees.on(day)(
            committee_members(facts), nominees, declared_kin(facts)
        )


@gate(*DAY, Step.CANDIDATE_LIST, Step.SIGNED_NOMINATION)
def proxy_in_order(facts: Facts) -> Iterator[Verdict]:
    """Take a proxy in writing, for a registered agent who is no candidate, within the cap."""
    proxies, day = facts.documents(GivenProxy), election_day(facts)
    if not proxies or day is None:
        return
    newest = proxies[-1]
    agents = Counter(each.agent for each in proxies)
    listed, numbers = facts.document(CandidateList), voter_numbers(facts)
    candidates = {numbers.get(person) for person in (listed.candidates if listed else ())}
    yield proxy_accepted.on(day)(
        Proxy(
            in_writing=newest.in_writing,
            agent_registered=newest.agent_registered,
            agent_is_candidate=newest.agent in candidates,
            published_on=newest.published_on,
            nth=agents[newest.agent],
        ),
        election_day=day,
        proxies_per_agent=facts.rules.number("proxies_per_agent"),
    )


@gate(Step.OFFICIALS, Step.CANDIDATE_LIST, Step.ADDED_CANDIDATE, Step.KIN_DECLARATION)
def officials_stand_apart(facts: Facts) -> Iterator[Verdict]:
    """Let no candidate, spouse or lineal relative of one serve at the vote."""
    officials, candidates = facts.document(Officials), _candidates(facts)
    if officials and candidates:
        yield officials_free(officials.persons, candidates, declared_kin(facts))


@gate(
    *DAY,
    Step.ELECTION_COMMITTEE,
    Step.COMMITTEE_CHANGE,
    Step.KIN_DECLARATION,
    Step.CANDIDATE_LIST,
    Step.ADDED_CANDIDATE,
)
def committee_without_candidates(facts: Facts) -> Iterator[Verdict]:
    """Ask again at the vote: relatives may be declared, and candidates added, after the list."""
    day = election_day(facts)
    if day:
        yield committee_free_of_nominees.on(day)(
            committee_members(facts), _candidates(facts), declared_kin(facts)
        )


def _candidates(facts: Facts) -> tuple[str, ...]:
    """Return everyone on the list and those added for a further ballot, once."""
    listed = facts.document(CandidateList)
    added = (each.person_number for each in facts.documents(AddedCandidate))
    return tuple(dict.fromkeys((*(listed.candidates if listed else ()), *added)))


def _nominated(facts: Facts) -> dict[Post, set[str]]:
    nominated: dict[Post, set[str]] = {}
    for handed_in in facts.documents(SignedNominations):
        for sheet in handed_in.sheets:
            nominated.setdefault(sheet.post, set()).add(sheet.person_number)
    return nominated


def _standing(facts: Facts) -> tuple[str, ...]:
    return tuple(
        each.person_number
        for each in facts.nominees
        if each.status in (NomineeStatus.NOMINATED, NomineeStatus.PASSED)
    )
