"""The facts of the papers of a residents' vote: ballot, sign-in sheet, count record, report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.election.domain.facts import RoundStatus
from services.election.domain.forms import ROUND_NAMES, written_date
from services.election.domain.residents_forms import MODE_NAMES, RESIDENTS_POSTS
from services.election.domain.residents_law import Mode, Post
from services.election.domain.residents_tally import Contest, PostCount, Seat
from services.election.domain.states import Step
from services.election.domain.tally import RoundKind
from services.election.queries.forms.residents_papers import day, seats_in_words, side_by_side
from services.election.queries.forms.residents_subject import ResidentsSubject
from services.election.queries.voters import VoteRead

Facts = Mapping[str, Any]


def ballot_facts(subject: ResidentsSubject) -> Facts:
    """Return the ballot that is due, a table for each post; after the last one, that one."""
    kind, contests = _due(subject)
    return {
        "round": ROUND_NAMES[kind],
        "contests": [
            {
                "post": RESIDENTS_POSTS[each.post],
                "seats": each.seats,
                "people": [
                    *({"name": subject.name(person)} for person in each.candidates),
                    *[{"name": ""}] * each.seats,  # room for others
                ],
            }
            for each in contests
        ],
    }


def ballot_steps(subject: ResidentsSubject) -> Sequence[Step]:
    """Return the steps that say who stands on the ballot: the list, or what came after a vote."""
    if _due(subject)[0] in (RoundKind.FIRST, RoundKind.REPEAT):
        return (Step.CANDIDATE_LIST,)
    return (Step.CANDIDATE_LIST, Step.VOTE_SIGNATURE, Step.ADDED_CANDIDATE)


def attendance_facts(subject: ResidentsSubject) -> Facts:
    """Return a line for each ballot that may go out; names only where every voter votes."""
    mode = Mode(subject.payload(Step.METHOD)["mode"])
    base = subject.ballot.base if subject.ballot else 0
    names = [each.name for each in subject.voters.values()] if mode is Mode.ALL else [""] * base
    return {
        "mode": MODE_NAMES[mode],
        "base": base,
        "rows": side_by_side([(name,) for name in names]),
    }


def count_facts(subject: ResidentsSubject, read: VoteRead) -> Facts:
    """Return one vote's agreed count by post, and what it came to."""
    return {**vote_facts(subject, read), "signed": read.held.status is RoundStatus.SIGNED}


def vote_facts(subject: ResidentsSubject, read: VoteRead) -> Facts:
    """Return a vote with its numbers; a void one has no result."""
    held, count, result = read.held, read.count, read.result
    seats = {each.post: each.seats for each in result.due.contests} if result else {}
    return {
        "no": held.no,
        "kind_of_vote": ROUND_NAMES[held.kind],
        "held_on": written_date(held.held_on),
        "base": read.base,
        "issued": held.issued,
        "returned": count.returned if count else "",
        "valid": count.returned - count.invalid if count else "",
        "invalid": count.invalid if count else "",
        "void": held.status is RoundStatus.VOID or bool(result and result.void),
        "posts": [_post(subject, each, seats) for each in (count.posts if count else ())],
        "elected": _elected(subject, result.elected if result else ()),
    }


def report_facts(subject: ResidentsSubject) -> Facts:
    """Return the whole result: every vote, who holds which seat, which seats are left open."""
    filed = subject.records.get(Step.FILING)
    state = subject.ballot.state if subject.ballot else None
    return {
        "document_no": filed.payload["document_no"] if filed else "",
        "on": written_date(filed.happened_on if filed else None),
        "mode": MODE_NAMES[Mode(subject.payload(Step.METHOD)["mode"])],
        "base": subject.ballot.base if subject.ballot else "",
        "held_on": day(subject.payload(Step.VOTE)["on"]),
        "declared_on": day(subject.payload(Step.DECLARATION)["on"]),
        "votes": [vote_facts(subject, each) for each in subject.votes],
        "elected": [
            {"post": RESIDENTS_POSTS[post], "names": names}
            for post in Post
            if (names := _holders(subject, post))
        ],
        "vacant": seats_in_words(state.vacant) if state else "",
    }


def _holders(subject: ResidentsSubject, post: Post) -> str:
    seated = [each.person_number for each in subject.winners if each.post == post]
    return "、".join(subject.name(person) for person in seated)


def _post(subject: ResidentsSubject, count: PostCount, seats: Mapping[Post, int]) -> Facts:
    best_first = sorted(count.votes.items(), key=lambda vote: -vote[1])
    return {
        "post": RESIDENTS_POSTS[count.post],
        "seats": seats.get(count.post, ""),
        "invalid": count.invalid,
        "people": [
            {"no": place, "name": subject.name(person), "votes": number}
            for place, (person, number) in enumerate(best_first, start=1)
        ],
    }


def _elected(subject: ResidentsSubject, seats: Sequence[Seat]) -> str:
    return "、".join(
        f"{subject.name(each.person)}（{RESIDENTS_POSTS[each.post]}）" for each in seats
    )


def _due(subject: ResidentsSubject) -> tuple[RoundKind, Sequence[Contest]]:
    state = subject.ballot.state if subject.ballot else None
    if state and state.next_round:
        return state.next_round.kind, state.next_round.contests
    last = [each.result for each in subject.votes if each.result][-1].due
    return last.kind, last.contests
