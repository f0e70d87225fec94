"""Which forms of an election can be made now, what the others lack, and the facts of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.election.domain.facts import RoundStatus
from services.election.domain.forms import SHEETS, Form, FormNotReady
from services.election.domain.refusals import refuse_if_broken
from services.election.domain.rulebook import Body
from services.election.domain.states import State, Step
from services.election.models import Record
from services.election.queries.elections import election
from services.election.queries.forms import ballots, papers, residents
from services.election.queries.forms.made import FormFacts, FormState, NoSuchForm
from services.election.queries.forms.subject import (
    BY_APPROVAL,
    BY_STROKES,
    Subject,
    subject_of,
)
from services.election.queries.rounds import SETTLED, RoundRead
from shared.text import Text

ELECTED = State.between(State.SECRETARY_ELECTED, State.CLOSED)
ORDERED = (Form.NOTICE, Form.BALLOT, Form.COUNT_RECORD, Form.RESULT_REPORT, Form.CERTIFICATE)
MADE_FROM: Mapping[Form, tuple[Step, ...]] = {  # the newest of these is printed at the foot
    Form.REQUEST: (Step.REQUEST,),
    Form.REPLY: (Step.REPLY,),
    Form.ATTENDANCE: (Step.ROLL_FREEZE,),
    Form.NOTICE: (Step.NOTICE,),
    Form.RESULT_REPORT: (Step.CERTIFICATION, Step.SECRETARY_MEETING, Step.REPORT),
    Form.CERTIFICATE: (Step.RESULT_APPROVAL,),
}
FACTS: Mapping[Form, Callable[[Subject], Mapping[str, Any]]] = {
    Form.REQUEST: papers.request_facts,
    Form.REPLY: papers.reply_facts,
    Form.ATTENDANCE: ballots.attendance_facts,
    Form.NOTICE: papers.notice_facts,
    Form.BALLOT: ballots.ballot_facts,
    Form.RESULT_REPORT: ballots.report_facts,
    Form.CERTIFICATE: papers.certificate_facts,
}


def forms(session: Session, election_id: UUID, scope: str) -> list[FormState]:
    """Return every form of the body with what it lacks."""
    if _of_residents(session, election_id, scope):
        return residents.forms(session, election_id, scope)
    subject = subject_of(session, election_id, scope)
    return [
        FormState(each, sheet.name, tuple(_missing(subject, each)))
        for each, sheet in SHEETS.items()
    ]


def form(
    session: Session, election_id: UUID, kind: Form, scope: str, *, round_no: int | None = None
) -> FormFacts:
    """Return the facts of a form, refused while its record is not there.

    `round_no` chooses the round of a count record; without it the newest counted one.
    """
    if _of_residents(session, election_id, scope):
        return residents.form(session, election_id, kind, scope, round_no=round_no)
    if kind not in SHEETS:
        raise NoSuchForm
    subject = subject_of(session, election_id, scope)
    if kind is Form.RESULT_REPORT and _is_elected(subject):
        rules = subject.rounds[-1].rules if subject.rounds else None
        refuse_if_broken([ballots.announcement(subject)], rules)
    missing = tuple(_missing(subject, kind, round_no))
    if missing:
        raise FormNotReady(SHEETS[kind].name, missing)
    record, facts = _made(subject, kind, round_no)
    told = {**_common(subject, record), **facts}
    return FormFacts(kind, SHEETS[kind].name, subject.organisation, record, told)


def _of_residents(session: Session, election_id: UUID, scope: str) -> bool:
    kind = election(session, election_id, scope).campaign.organisation_kind
    return bool(kind == Body.RESIDENTS)


def _missing(subject: Subject, kind: Form, round_no: int | None = None) -> Iterable[Text]:
    for step in SHEETS[kind].needs:
        skipped = subject.direct and step is Step.SECRETARY_MEETING
        if not skipped and step not in subject.records:
            name = subject.step_name(step)
            yield Text(f"待记录:{name.zh}。", f"Still to be recorded: {name.en}.")
    if kind in ORDERED:
        yield from subject.unplaced()
    if kind is Form.BALLOT and not subject.officers:
        name = subject.step_name(Step.SECRETARY_CANDIDATE)
        yield Text(f"待记录:{name.zh}。", f"Still to be recorded: {name.en}.")
    if kind is Form.COUNT_RECORD and not _counted(subject, round_no):
        yield Text("待两份一致的计票。", "Two equal tallies of the round.")
    if kind is Form.RESULT_REPORT:
        yield from _unreportable(subject)


def _unreportable(subject: Subject) -> Iterable[Text]:
    if not _is_elected(subject):
        yield Text("书记尚未选出。", "The secretary is not elected yet.")
        return
    verdict = ballots.announcement(subject)
    if verdict.needed and not verdict.holds:
        yield verdict.needed


def _is_elected(subject: Subject) -> bool:
    return State(subject.election.state) in ELECTED


def _made(subject: Subject, kind: Form, round_no: int | None) -> tuple[Record, Mapping[str, Any]]:
    if kind is Form.COUNT_RECORD:
        read = _counted(subject, round_no)[-1]
        return subject.tallies[read.round.no], ballots.count_facts(subject, read)
    if kind is Form.BALLOT:
        return ballots.ballot_record(subject), ballots.ballot_facts(subject)
    found = [subject.records[step] for step in MADE_FROM[kind] if step in subject.records]
    return found[-1], FACTS[kind](subject)


def _counted(subject: Subject, round_no: int | None) -> list[RoundRead]:
    return [
        each
        for each in subject.rounds
        if RoundStatus(each.round.status) in SETTLED and round_no in (None, each.round.no)
    ]


def _common(subject: Subject, record: Record) -> dict[str, Any]:
    name = subject.step_name(Step(record.step))
    return {
        "organisation": subject.organisation,
        "superior": subject.superior,
        "direct": subject.direct,
        "order": BY_APPROVAL if subject.direct else BY_STROKES,
        "record": {"id": str(record.id), "number": record.version, "name": name.zh},
    }


__all__ = ["FormFacts", "FormState", "form", "forms"]
