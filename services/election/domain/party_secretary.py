"""Electing the secretary and deputies: by the new committee, or by a branch that has none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from services.election.domain.comparison import compare, find
from services.election.domain.party_count import more_than_half
from services.election.domain.party_meeting import four_fifths_present
from services.election.domain.party_surplus import fewest_candidates
from services.election.domain.rulebook import (
    Authority,
    Body,
    Effect,
    Finding,
    Rule,
    Setting,
    Trust,
    rule,
)
from services.election.domain.sources import ER2020_IN_FORCE
from shared.text import Text


@rule(
    Rule(
        "PARTY-SEC-CAND",
        Body.PARTY,
        Text("书记候选人", "Candidate for secretary"),
        Text(
            "书记、副书记候选人由上届委员会提出,选举前报上级同意。",
            "The outgoing committee puts forward secretary and deputies; the superior agrees "
            "before the vote.",
        ),
        "consented_on <= voted_on",
        "ER2020 ch. 3",
        Trust.SECONDARY,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def secretary_consented(*, consented_on: date | None, voted_on: date) -> Finding:
    """Take the day of the superior's consent, None without one, and of the vote."""
    return Finding(
        consented_on is not None and consented_on <= voted_on,
        compare(consented_on, "<=", voted_on),
        Text("选举前取得上级同意。", "Obtain the superior's consent before the vote."),
        {"consented_on": consented_on, "voted_on": voted_on},
    )


@rule(
    Rule(
        "PARTY-SEC-EQUAL",
        Body.PARTY,
        Text("书记等额选举", "One candidate per post"),
        Text(
            "书记、副书记由新一届委员会第一次全体会议等额选举产生。",
            "The new committee's first meeting elects secretary and deputies, one candidate each.",
        ),
        "k == s",
        "ER2020 ch. 3",
        Trust.SECONDARY,
        Effect.APPROVAL,
        Authority.STREET,
        holds_from=ER2020_IN_FORCE,
    )
)
def one_candidate_per_post(*, posts: int, candidates: int) -> Finding:
    """Take posts s and candidates k; more need the street's approval, fewer are refused."""
    return Finding(
        candidates == posts,
        compare(candidates, "=", posts),
        Text("差额选举须经街道党工委批准。", "The street's approval of more candidates than posts.")
        if candidates > posts
        else Text(
            f"还需 {posts - candidates} 名候选人。",
            f"{posts - candidates} more candidate{'s' * (posts - candidates > 1)}.",
        ),
        {"posts": posts, "candidates": candidates},
        Effect.BLOCK if candidates < posts else None,
    )


@rule(
    Rule(
        "PARTY-SEC-MEMBER",
        Body.PARTY,
        Text("书记须为委员", "From among the members"),
        Text(
            "书记、副书记候选人须是新当选的委员。",
            "Candidates for secretary and deputy are newly elected members of the committee.",
        ),
        "candidate in winners",
        "ER2020 ch. 3",
        Trust.SECONDARY,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def secretary_is_member(candidate: str, *, winners: Collection[str]) -> Finding:
    """Take a candidate and the elected members; refuses one who was not elected."""
    return Finding(
        candidate in winners,
        find(candidate, winners),
        Text("报上级另提人选。", "Go back to the superior for another candidate."),
        {"candidate": candidate, "winners": len(winners)},
    )


@rule(
    Rule(
        "PARTY-SEC-CHAIR",
        Body.PARTY,
        Text("首次会议主持", "Who presides first"),
        Text(
            "新一届委员会第一次会议由上届委员会推荐的一名新当选委员主持。",
            "A newly elected member chairs the first meeting, recommended by the outgoing "
            "committee or, after a congress, named by its presidium.",
        ),
        "presider in winners",
        "ER2020 Art. 20",
        Trust.VERIFIED,
        Effect.BLOCK,
        holds_from=ER2020_IN_FORCE,
    )
)
def presider_is_member(presider: str | None, *, winners: Collection[str]) -> Finding:
    """Take who presided over the first meeting, and the elected members; refuses another."""
    return Finding(
        presider in winners,
        find(presider, winners),
        Text("由一名新当选委员主持。", "A newly elected member must preside."),
        {"presider": presider, "winners": len(winners)},
    )


@rule(
    Rule(
        "PARTY-SEC-QUORUM",
        Body.PARTY,
        Text("委员到会人数", "Quorum of the committee"),
        Text(
            "到会委员不少于委员总数的五分之四。",
            "At least four fifths of the committee are present.",
        ),
        "5*A >= 4*B",
        "ER2020 ch. 4",
        Trust.SECONDARY,
        Effect.VOID,
        holds_from=ER2020_IN_FORCE,
    )
)
def committee_quorum_reached(*, committee: int, present: int) -> Finding:
    """Take the committee's size B and members present A; below four fifths the meeting is void."""
    return four_fifths_present(committee, present, who=Text("委员", "member"))


@rule(
    Rule(
        "PARTY-SEC-MAJORITY",
        Body.PARTY,
        Text("书记得票过半数", "Majority for secretary"),
        Text(
            "得赞成票超过到会委员的一半,始得当选。",
            "Elected with more than half of the members present.",
        ),
        "2*y > A",
        "ER2020 ch. 4",
        Trust.SECONDARY,
        Effect.OUTCOME,
        Authority.STREET,
        holds_from=ER2020_IN_FORCE,
    )
)
def committee_majority_reached(
    *, votes: int, present: int, vote_no: int = 1, person: str = ""
) -> Finding:
    """Take votes for, members present, and which vote on this post it is, from 1.

    Not elected in the first, a second vote follows; after that the street must approve what next.
    """
    return replace(
        more_than_half(votes, present, person=person),
        effect=Effect.APPROVAL if vote_no > 1 else None,
    )


@rule(
    Rule(
        "PARTY-NO-COMMITTEE",
        Body.PARTY,
        Text("不设委员会的支部", "Branch without a committee"),
        Text(
            "不设委员会的党支部,书记、副书记由党员大会直接选举产生。",
            "A branch without a committee elects its secretary, and deputy, in the members' "
            "meeting.",
        ),
        "5*A >= 4*B; k >= s; 2*y > A",
        "BR2018 ch. 6",
        Trust.SECONDARY,
        Effect.BLOCK,
        settings=(Setting("no_committee_surplus", default=False, unit=Text("须差额", "surplus")),),
    )
)
def elected_without_committee(
    *,
    base: int,
    present: int,
    votes: int,
    posts: int = 1,
    candidates: int = 1,
    no_committee_surplus: bool = False,
) -> Finding:
    """Take base B, voters present A, votes for one person, posts and candidates.

    Too few present void the meeting; too few votes or candidates are refused.
    """
    quorum = four_fifths_present(base, present, who=Text("党员", "member"))
    majority = more_than_half(votes, present)
    fewest = fewest_candidates(posts) if no_committee_surplus else posts
    needed = quorum.needed if not quorum.holds else majority.needed
    if quorum.holds and candidates < fewest:
        needed = Text(
            f"至少 {fewest} 名候选人。", f"At least {fewest} candidate{'s' * (fewest > 1)}."
        )
    return Finding(
        quorum.holds and candidates >= fewest and majority.holds,
        f"{quorum.numbers}; {compare(candidates, '>=', fewest)}; {majority.numbers}",
        needed,
        {"base": base, "present": present, "votes": votes, "candidates": candidates},
        None if quorum.holds else Effect.VOID,
    )
