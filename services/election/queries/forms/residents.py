"""The forms of a residents' committee election: what can be made, and the facts of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.election.domain.forms import Form, FormNotReady
from services.election.domain.residents_forms import RESIDENTS_SHEETS
from services.election.domain.residents_law import Mode
from services.election.domain.rulebook import Body
from services.election.domain.states import ElectionKind, Step
from services.election.models import Record
from services.election.models.facts import procedure_of
from services.election.queries.elections import election
from services.election.queries.forms import residents_papers as papers
from services.election.queries.forms import residents_votes as ballots
from services.election.queries.forms.made import FormFacts, FormState, NoSuchForm
from services.election.queries.forms.residents_subject import ResidentsSubject, subject_of
from services.election.queries.voters import SETTLED, VoteRead
from shared.text import Text

MADE_FROM: Mapping[Form, tuple[Step, ...]] = {  # the newest of these is printed at the foot
    Form.REQUEST: (Step.METHOD,),
    Form.REPLY: (Step.METHOD_APPROVAL,),
    Form.VOTER_LIST: (Step.VOTER_LIST,),
    Form.NOTICE: (Step.CANDIDATE_LIST,),
    Form.PROXIES: (Step.PROXY,),
    Form.ATTENDANCE: (Step.VOTER_LIST, Step.REPRESENTATIVES),
    Form.RESULT_REPORT: (Step.DECLARATION, Step.FILING),
    Form.CERTIFICATE: (Step.CERTIFICATES,),
}
FACTS: Mapping[Form, Callable[[ResidentsSubject], Mapping[str, Any]]] = {
    Form.REQUEST: papers.request_facts,
    Form.REPLY: papers.reply_facts,
    Form.VOTER_LIST: papers.voter_list_facts,
    Form.NOTICE: papers.notice_facts,
    Form.BALLOT: ballots.ballot_facts,
    Form.PROXIES: papers.proxies_facts,
    Form.ATTENDANCE: ballots.attendance_facts,
    Form.RESULT_REPORT: ballots.report_facts,
    Form.CERTIFICATE: papers.certificate_facts,
}


def forms(session: Session, election_id: UUID, scope: str) -> list[FormState]:
    """Return every form with what it lacks; a recall has none."""
    if election(session, election_id, scope).kind == ElectionKind.RECALL:
        return []
    subject = subject_of(session, election_id, scope)
    return [
        FormState(each, sheet.name, tuple(_missing(subject, each)))
        for each, sheet in RESIDENTS_SHEETS.items()
    ]


def form(
    session: Session, election_id: UUID, kind: Form, scope: str, *, round_no: int | None = None
) -> FormFacts:
    """Return the facts of a form, refused while its record is not there."""
    if election(session, election_id, scope).kind == ElectionKind.RECALL:
        raise NoSuchForm
    subject, name = subject_of(session, election_id, scope), RESIDENTS_SHEETS[kind].name
    missing = tuple(_missing(subject, kind, round_no))
    if missing:
        raise FormNotReady(name, missing)
    record, facts = _made(subject, kind, round_no)
    told = {**_common(subject, record), **facts}
    return FormFacts(kind, name, subject.organisation, record, told, Body.RESIDENTS)


def _missing(subject: ResidentsSubject, kind: Form, round_no: int | None = None) -> Iterable[Text]:
    for step in RESIDENTS_SHEETS[kind].needs:
        if step not in subject.records:
            name = _step_name(subject, step)
            yield Text(f"待记录:{name.zh}。", f"Still to be recorded: {name.en}.")
    if kind is Form.COUNT_RECORD and not _counted(subject, round_no):
        yield Text("待两份一致的计票。", "Two equal tallies of the vote.")


def _made(
    subject: ResidentsSubject, kind: Form, round_no: int | None
) -> tuple[Record, Mapping[str, Any]]:
    if kind is Form.COUNT_RECORD:
        read = _counted(subject, round_no)[-1]
        return subject.tallies[read.held.no], ballots.count_facts(subject, read)
    steps = ballots.ballot_steps(subject) if kind is Form.BALLOT else MADE_FROM[kind]
    found = [subject.records[step] for step in steps if step in subject.records]
    return max(found, key=lambda record: record.id), FACTS[kind](subject)


def _counted(subject: ResidentsSubject, round_no: int | None) -> Sequence[VoteRead]:
    return [
        each
        for each in subject.votes
        if each.held.status in SETTLED and round_no in (None, each.held.no)
    ]


def _common(subject: ResidentsSubject, record: Record) -> dict[str, Any]:
    name = _step_name(subject, Step(record.step))
    return {
        "organisation": subject.organisation,
        "street": subject.street,
        "civil_affairs": subject.civil_affairs,
        "kind": "补选" if subject.election.kind == ElectionKind.BY_ELECTION else "换届选举",
        "unit": "户" if _by_household(subject) else "人",
        "record": {"id": str(record.id), "number": record.version, "name": name.zh},
    }


def _by_household(subject: ResidentsSubject) -> bool:
    method = subject.records.get(Step.METHOD)
    return method is not None and method.payload["mode"] == Mode.HOUSEHOLD


def _step_name(subject: ResidentsSubject, step: Step) -> Text:
    return procedure_of(subject.election).steps[step].name
