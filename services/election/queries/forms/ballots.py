"""The facts of the papers of the meeting: attendance, ballot, count record, result report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil
from typing import Any

from services.election.domain.documents import Roll
from services.election.domain.facts import Post, RoundStatus
from services.election.domain.forms import POST_NAMES, ROUND_NAMES, written_date
from services.election.domain.party_result import announcement_complete
from services.election.domain.rulebook import Verdict
from services.election.domain.states import State, Step
from services.election.domain.tally import RoundKind
from services.election.models import Record
from services.election.models.facts import read_document
from services.election.queries.forms.subject import BY_APPROVAL, Subject
from services.election.queries.rounds import RoundRead

Facts = Mapping[str, Any]
OFFICERS_BALLOT = "书记、副书记选举选票"
LINES = ("votes_for", "votes_against", "votes_abstain")


def attendance_facts(subject: Subject) -> Facts:
    """Return a line for each member of the attendance base; names are kept by the branch alone."""
    roll = read_document(Step.ROLL, dict(subject.payload(Step.ROLL)))
    base = roll.numbers.base if isinstance(roll, Roll) else 0
    half = ceil(base / 2)
    rows = [
        {"left": line, "right": line + half if line + half <= base else ""}
        for line in range(1, half + 1)
    ]
    return {"base": base, "rows": rows}


def ballot_facts(subject: Subject) -> Facts:
    """Return the ballot that is due; after the last one, that of the last round.

    Committee members stand by surname strokes, secretary and deputies as the superior approved.
    """
    if _committee_votes(subject):
        people = [_stands(subject, each) for each in subject.officers]
        return {
            "title": OFFICERS_BALLOT,
            "round": "",
            "seats": len(people) - max(len(subject.for_secretary) - 1, 0),
            "people": people,
            "order": BY_APPROVAL,
        }
    kind, seats, candidates = _due(subject)
    order = subject.listed(candidates)
    return {
        "title": OFFICERS_BALLOT if subject.direct else "委员会委员选举选票",
        "round": ROUND_NAMES[kind],
        "seats": seats,
        "people": [{"name": subject.name(each), "post": ""} for each in order],
    }


def ballot_record(subject: Subject) -> Record:
    """Return the record that says who stands on the ballot that is due."""
    steps: tuple[Step, ...] = (Step.DELIBERATION, Step.SIGNATURE)
    if _committee_votes(subject):
        steps = (Step.CONSENT, Step.SECRETARY_CANDIDATE)
    elif _due(subject)[0] in (RoundKind.FIRST, RoundKind.REPEAT):
        steps = (Step.DELIBERATION,)
    found = [subject.records[step] for step in steps if step in subject.records]
    return max(found, key=lambda record: record.id)


def count_facts(subject: Subject, read: RoundRead) -> Facts:
    """Return one round's agreed count, every person's four numbers, and what it came to."""
    return {
        **round_facts(subject, read),
        "scrutineers": [""] * read.meeting.scrutineers,
        "signed": read.round.status == RoundStatus.SIGNED,
    }


def round_facts(subject: Subject, read: RoundRead) -> Facts:
    """Return a round with its numbers; a void one has no result."""
    tally = read.tally
    elected = read.result.elected if read.result else ()
    figures = round_figures(read)
    return {
        "no": read.round.no,
        "kind": ROUND_NAMES[RoundKind(read.round.kind)],
        "held_on": written_date(read.meeting.held_on),
        "base": read.meeting.base,
        "present": read.meeting.present,
        "seats": read.round.seats,
        "candidates": len(read.round.candidates),
        "issued": read.round.issued,
        "returned": tally.returned if tally else "",
        "valid": tally.valid if tally else "",
        "invalid": tally.invalid if tally else "",
        "void": read.round.status == RoundStatus.VOID,
        "people": [
            {"no": place, "name": subject.name(person), "numbers": numbers}
            for place, (person, numbers) in enumerate(_ordered(subject, figures), start=1)
        ],
        "elected": names(subject, subject.listed(elected)),
    }


def round_figures(read: RoundRead) -> dict[str, tuple[int, ...]]:
    """Return by person the votes for, against, abstaining and written in; empty where uncounted."""
    figures: dict[str, tuple[int, ...]] = dict.fromkeys(read.round.candidates, ())
    if read.tally:
        for vote in read.tally.votes:
            figures[vote.person] = (vote.in_favour, vote.against, vote.abstain, 0)
        for written in read.tally.write_ins:
            figures[written.person] = (0, 0, 0, written.in_favour)
    return figures


def report_facts(subject: Subject) -> Facts:
    """Return the whole result: meetings, rounds, members by strokes, officers as approved."""
    reported = subject.records.get(Step.REPORT)
    return {
        "document_no": reported.payload["document_no"] if reported else "",
        "on": written_date(reported.happened_on if reported else None),
        "reply_no": subject.payload(Step.REPLY)["document_no"],
        "held_on": written_date(date.fromisoformat(subject.payload(Step.MEETING)["on"])),
        "meeting": subject.payload(Step.MEETING),
        "missed": [
            {"no": each.no, "held_on": written_date(each.held_on), "present": each.present}
            for each in subject.meetings
            if not each.quorate
        ],
        "rounds": [round_facts(subject, each) for each in subject.rounds],
        "elected": names(subject, subject.listed(_persons(subject))),
        "first": None if subject.direct else _first_meeting(subject),
        "officers": [
            {"post": POST_NAMES[post], "name": subject.name(person)}
            for person, post in _officers(subject)
        ],
    }


def _first_meeting(subject: Subject) -> Facts:
    """Return the new committee's vote on its secretary and deputies."""
    vote = subject.payload(Step.SECRETARY_MEETING)
    return {
        **vote,
        "on": written_date(date.fromisoformat(vote["on"])),
        "valid": vote["returned"] - vote["invalid"],
        "people": [
            {"no": place, "name": subject.name(person), "numbers": numbers}
            for place, (person, numbers) in enumerate(_officer_figures(subject), start=1)
        ],
    }


def announcement(subject: Subject) -> Verdict:
    """Return the verdict on the report: four numbers for everyone, winners as they were named.

    Where the order was not recorded, they are printed as they were due.
    """
    figures = {
        f"{read.round.no}/{person}": numbers
        for read in subject.rounds
        if read.round.status == RoundStatus.SIGNED
        for person, numbers in round_figures(read).items()
    }
    due = subject.listed(_persons(subject))
    certified = subject.records.get(Step.CERTIFICATION)
    announced = certified.payload.get("announced") if certified else ()
    return announcement_complete(figures, winners=announced or due, due_order=due)


def names(subject: Subject, persons: Sequence[str]) -> str:
    """Return names as a sentence lists them."""
    return "、".join(subject.name(each) for each in persons)


def _persons(subject: Subject) -> list[str]:
    return [each.person_number for each in subject.winners]


def _officers(subject: Subject) -> list[tuple[str, Post]]:
    """Return secretary and deputies in the order that the superior approved."""
    posts = {each.person_number: Post(each.post) for each in subject.winners}
    return [
        (each, posts[each]) for each in subject.officers if posts.get(each, Post.MEMBER) != "MEMBER"
    ]


def _officer_figures(subject: Subject) -> list[tuple[str, tuple[int, ...]]]:
    """Return the committee's votes in the approved order; its sheet takes nobody else's name."""
    votes = {
        each["person_number"]: each for each in subject.payload(Step.SECRETARY_MEETING)["votes"]
    }
    order = [each for each in subject.officers if each in votes]
    order += [each for each in votes if each not in order]
    return [(each, (*(votes[each][line] for line in LINES), 0)) for each in order]


def _ordered(
    subject: Subject, figures: Mapping[str, tuple[int, ...]]
) -> list[tuple[str, tuple[int, ...]]]:
    """Return the figures as the ballot lists the candidates, then those written in."""
    listed = [each for each in figures if each in subject.nominees]
    others = [each for each in figures if each not in subject.nominees]
    return [(each, figures[each]) for each in (*subject.listed(listed), *sorted(others))]


def _due(subject: Subject) -> tuple[RoundKind, int, Sequence[str]]:
    due = subject.election.next_round
    if due:
        return RoundKind(due["kind"]), due["seats"], due["candidates"]
    if subject.rounds:
        last = subject.rounds[-1].round
        return RoundKind(last.kind), last.seats, last.candidates
    fixed = subject.payload(Step.DELIBERATION)["candidates"]
    return RoundKind.FIRST, subject.election.seats, fixed


def _committee_votes(subject: Subject) -> bool:
    """Say whether the ballot that is due is the new committee's own."""
    return State(subject.election.state) is State.CERTIFIED


def _stands(subject: Subject, person: str) -> Facts:
    post = Post.SECRETARY if person in subject.for_secretary else Post.DEPUTY_SECRETARY
    return {"name": subject.name(person), "post": POST_NAMES[post]}
