"""What the commands of a residents' vote share: its state, counted anew with what is added."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from services.election.commands.act import Act
from services.election.domain.facts import HeldVote, ResidentsBallot, RoundStatus
from services.election.domain.order import out_of_order
from services.election.domain.refusals import UnknownPeople, refuse_if_broken
from services.election.domain.residents_complete import everyone_counted, posts_counted
from services.election.domain.residents_counting import ResidentsState, count_residents_ballot
from services.election.domain.residents_reading import judge_readings, sums_follow
from services.election.domain.residents_settled import settled
from services.election.domain.residents_tally import NextVote, VoteCount, VoteResult
from services.election.domain.rulebook import Verdict
from services.election.models import PostCounted, PostVote, Round, Tally
from services.election.schemas import residents_voting as bodies
from shared.database import new_id
from shared.errors import NotFound
from shared.text import Text

FINAL = (RoundStatus.VOID, RoundStatus.SIGNED)


def vote_in(act: Act) -> ResidentsBallot:
    """Return the votes that the step's gates have had loaded."""
    if act.facts.vote is None:
        raise LookupError(act.step)
    return act.facts.vote


def state_of(act: Act) -> ResidentsState:
    """Return what the final votes came to."""
    state = vote_in(act).state
    if state is None:
        raise LookupError("a vote before its day is settled")
    return state


def newest(act: Act) -> HeldVote:
    """Return the newest vote."""
    return vote_in(act).rounds[-1]


def is_open(act: Act) -> bool:
    """Whether ballots of a vote are out, or its count is not signed."""
    rounds = vote_in(act).rounds
    return bool(rounds) and rounds[-1].status not in FINAL


def state_with(act: Act, *more: VoteCount) -> ResidentsState:
    """Return the state with these counts after the final ones, by everything now on record."""
    known = settled(act.facts)
    if known is None:
        raise LookupError("a vote before its day is settled")
    final = [held.counts[0] for held in vote_in(act).rounds if held.status in FINAL]
    return count_residents_ballot(known, [*final, *more])


def show_next(act: Act, due: NextVote | None) -> None:
    """Keep beside the election which vote is due, for readers."""
    act.election.next_round = None
    if due:
        contests = [
            {"post": each.post, "seats": each.seats, "candidates": list(each.candidates)}
            for each in due.contests
        ]
        names = dict.fromkeys(name for each in due.contests for name in each.candidates)
        act.election.next_round = {
            "kind": due.kind,
            "seats": sum(each.seats for each in due.contests),
            "candidates": list(names),
            "fewest": 1,
            "contests": contests,
        }


def round_of(act: Act, number: int) -> Round:
    """Return the vote of this number; refused when a newer one has been opened since."""
    held = act.session.scalar(
        select(Round).where(Round.election_id == act.election.id, Round.no == number)
    )
    if held is None:
        raise NotFound
    latest = newest(act).no
    if latest != number:
        needed = Text(f"目前是第 {latest} 轮。", f"Vote {latest} is the present one.")
        refuse_if_broken([out_of_order(f"{number} != {latest}", needed)], act.facts.rules)
    return held


def count_of(held: HeldVote, body: bodies.VoteTally) -> VoteCount:
    """Return a tally as the count takes it."""
    return VoteCount(
        held.kind, held.issued, body.returned, body.invalid, body.parts, held_on=held.held_on
    )


def is_same_count(one: VoteCount, other: VoteCount) -> bool:
    """Compare two counts of a vote; the order of posts and lines does not matter."""
    by_post = [{part.post: part for part in each.posts} for each in (one, other)]
    numbers = (one.returned, one.invalid) == (other.returned, other.invalid)
    return numbers and by_post[0] == by_post[1]


def check_names(act: Act, body: bodies.VoteTally) -> None:
    """Refuse names that stand on no list and were not entered as written in."""
    known = {each.person_number for each in act.facts.nominees}
    unknown = [
        f"/posts/{place}/votes/{line_no}/person_number"
        for place, part in enumerate(body.posts)
        for line_no, line in enumerate(part.votes)
        if line.person_number not in known
    ]
    if unknown:
        says = Text("先登记另选他人。", "Enter the name as written in first.")
        raise UnknownPeople(unknown, says)


def check_posts(act: Act, body: bodies.VoteTally) -> None:
    """Refuse a tally without a post that was voted on, or with another one."""
    due = state_of(act).next_round
    if due:
        refuse_if_broken([posts_counted(due.contests, body.parts)], act.facts.rules)


def check_result(act: Act, result: VoteResult, body: bodies.VoteTally) -> None:
    """Refuse a count that does not add up or leaves someone out; a void one need do neither."""
    if result.breached:
        refuse_if_broken(result.verdicts, act.facts.rules)
    if not result.void:
        complete = everyone_counted(result.due.contests, body.parts)
        refuse_if_broken([complete], act.facts.rules)


def invalid_parts(act: Act, body: bodies.VoteTally) -> list[Verdict]:
    """Judge the ballots that a tally carries by reading; refuse sums that are not theirs."""
    due = state_of(act).next_round
    if not body.ballots or due is None:
        return []
    read, verdicts = judge_readings(body.readings, due.contests)
    ballots = sum(each.ballots for each in body.ballots)
    valid = body.returned - body.invalid
    sums = sums_follow(read, body.parts, ballots=ballots, valid=valid)
    refuse_if_broken(sums, act.facts.rules)
    return [verdict for verdict in verdicts if not verdict.holds]


def store_tally(
    session: Session, round_id: UUID, body: bodies.VoteTally, *, entered_by: str
) -> None:
    """Store a tally with its parts, in the name of the one who entered it."""
    tally_id = new_id()
    entered = select(func.count() + 1).where(Tally.round_id == round_id).scalar_subquery()
    session.execute(
        insert(Tally).values(
            id=tally_id,
            round_id=round_id,
            no=entered,
            returned=body.returned,
            invalid=body.invalid,
            entered_by=entered_by,
        )
    )
    session.execute(
        insert(PostCounted),
        [{"tally_id": tally_id, "post": part.post, "invalid": part.invalid} for part in body.posts],
    )
    lines = [
        {"tally_id": tally_id, "post": part.post, "position": place, **line.model_dump()}
        for part in body.posts
        for place, line in enumerate(part.votes)
    ]
    if lines:
        session.execute(insert(PostVote), lines)
