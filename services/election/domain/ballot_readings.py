"""A count from its ballots, sorted by how they are marked: each is judged, the sums must follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from services.election.domain.comparison import compare
from services.election.domain.party_ballot import ballot_valid, count_closes, write_ins_count
from services.election.domain.rulebook import Outcome, Rule, Verdict
from services.election.domain.tally import PersonVotes, RoundTally
from shared.text import Text


@dataclass(frozen=True, slots=True)
class BallotReading:
    """So many ballots that are marked alike; on all others listed they abstain."""

    ballots: int
    votes_for: tuple[str, ...] = ()
    votes_against: tuple[str, ...] = ()
    written_in: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sums:
    """What the ballots add up to."""

    valid: int = 0
    invalid: int = 0
    in_favour: Counter[str] = field(default_factory=Counter)
    against: Counter[str] = field(default_factory=Counter)
    written_in: Counter[str] = field(default_factory=Counter)


def judge_readings(
    readings: Collection[BallotReading], tally: RoundTally, *, seats: int
) -> tuple[Verdict, ...]:
    """Return the verdicts on the ballots that break a rule, and on sums that do not follow.

    Where more is written in than is voted against, nothing of it counts: which name would be the
    one in excess, the ballot does not say. What does not count is not chosen either.
    """
    sums, verdicts = _Sums(), list[Verdict]()
    for reading in readings:
        choices = write_ins_count(
            against=len(reading.votes_against), write_ins=len(reading.written_in)
        )
        counted = reading.written_in if choices.holds else ()
        valid = ballot_valid(seats=seats, chosen=len(reading.votes_for) + len(counted))
        verdicts += [verdict for verdict in (choices, valid) if not verdict.holds]
        _add(sums, reading, counted, valid=valid.holds)
    return (*verdicts, *_disagreements(sums, tally))


def _add(sums: _Sums, reading: BallotReading, counted: Sequence[str], *, valid: bool) -> None:
    if not valid:
        sums.invalid += reading.ballots
        return
    sums.valid += reading.ballots
    for into, persons in (
        (sums.in_favour, reading.votes_for),
        (sums.against, reading.votes_against),
        (sums.written_in, counted),
    ):
        into.update(dict.fromkeys(persons, reading.ballots))


def _disagreements(sums: _Sums, tally: RoundTally) -> Iterator[Verdict]:
    ballots = sums.valid + sums.invalid
    if ballots != tally.returned:
        yield _refused(count_closes.rule, "C", tally.returned, ballots)
    if sums.invalid != tally.invalid:
        yield _refused(ballot_valid.rule, "N", tally.invalid, sums.invalid)
    told = {each.person: each.in_favour for each in tally.write_ins if each.in_favour}
    for person in sorted({*told, *sums.written_in}):
        if told.get(person, 0) != sums.written_in[person]:
            yield _refused(
                write_ins_count.rule, person, told.get(person, 0), sums.written_in[person]
            )
    for votes in tally.votes:
        yield from _of_person(votes, sums)
    for person in sorted({*sums.in_favour, *sums.against} - set(tally.listed)):
        yield _refused(count_closes.rule, person, 0, sums.in_favour[person] + sums.against[person])


def _of_person(votes: PersonVotes, sums: _Sums) -> Iterator[Verdict]:
    in_favour, against = sums.in_favour[votes.person], sums.against[votes.person]
    abstain = sums.valid - in_favour - against
    for stated, counted in (
        (votes.in_favour, in_favour),
        (votes.against, against),
        (votes.abstain, abstain),
    ):
        if stated != counted:
            yield _refused(count_closes.rule, votes.person, stated, counted)


def _refused(rule: Rule, what: str, stated: int, counted: int) -> Verdict:
    return Verdict(
        rule,
        Outcome.REFUSED,
        f"{what}: {compare(stated, '=', counted)}",
        {"stated": stated, "by_ballots": counted},
        Text(
            f"按选票应为 {counted},计票为 {stated}({what})。",
            f"By the ballots it is {counted}, the count says {stated} ({what}).",
        ),
    )
