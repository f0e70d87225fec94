"""Commands of the stages P4 to P11: the reply, nomination, joint review, objections."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import case, insert, select, update
from sqlalchemy.orm import Session

from services.election.commands.act import Act, Done, Expect, open_act
from services.election.domain.documents import Objection, Request
from services.election.domain.facts import NomineeStatus
from services.election.domain.refusals import NotOnTheList, UnknownPeople
from services.election.domain.review import Answer
from services.election.domain.states import ElectionKind, Step
from services.election.models import Nominee, ReviewAnswer
from services.election.schemas import candidates, fields, preparation
from services.election.schemas.people import RosterPerson
from shared.errors import NotFound
from shared.security import Caller
from shared.text import Text


def record_reply(
    session: Session, election_id: UUID, body: preparation.Reply, *, caller: Caller, expect: Expect
) -> Done:
    """Record the superior's reply, which fixes the seats."""
    act = open_act(session, election_id, Step.REPLY, on=body.on, caller=caller, expect=expect)
    request = act.facts.document(Request)
    act.election.seats = body.approved_seats
    if act.election.kind == ElectionKind.RENEWAL:  # a by-election keeps the form of the team
        act.election.without_committee = request is not None and request.without_committee
    return act.perform(body)


def nominate(
    session: Session,
    election_id: UUID,
    body: candidates.Nomination,
    *,
    people: Mapping[str, RosterPerson],
    caller: Caller,
    expect: Expect,
) -> Done:
    """Put persons forward whom roster knows (`people`, by number); those already there stay."""
    unknown = [
        f"/person_numbers/{place}"
        for place, number in enumerate(body.person_numbers)
        if number not in people
    ]
    if unknown:
        raise UnknownPeople(unknown, Text("名册中没有这个人员。", "Roster knows no such person."))
    act = open_act(session, election_id, Step.NOMINATION, on=body.on, caller=caller, expect=expect)
    done = act.perform(body)
    add_nominees(act, [people[number] for number in dict.fromkeys(body.person_numbers)])
    return done


def answer_review(
    session: Session,
    election_id: UUID,
    body: candidates.ReviewAnswers,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record one department's answers; an answer given again replaces the department's old one."""
    act = open_act(
        session, election_id, Step.REVIEW_ANSWERS, on=body.on, caller=caller, expect=expect
    )
    department = caller.department
    if department is None or department not in act.facts.terms.departments:
        raise NotOnTheList
    _check_are_nominees(act, body)
    answers = [
        {**given.model_dump(mode="json"), "department": department} for given in body.answers
    ]
    act.judge({"on": body.on.isoformat(), "department": department, "answers": answers})
    done = act.record()
    persons = [given.person_number for given in body.answers]
    _replace_answers(act, department, persons)
    of_record = {"election_id": election_id, "record_id": act.record_id, "department": department}
    rows = [{**given.model_dump(exclude={"ended_on"}), **of_record} for given in body.answers]
    session.execute(insert(ReviewAnswer), rows)
    return done


def decide_review(
    session: Session,
    election_id: UUID,
    body: fields.DocumentedAct,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record the standing committee's decision: whom one department fails is barred."""
    act = open_act(
        session, election_id, Step.REVIEW_DECISION, on=body.on, caller=caller, expect=expect
    )
    done = act.perform(body)
    barred = {each.person_number for each in act.facts.answers if each.answer is Answer.FAIL}
    failed = case(
        (Nominee.person_number.in_(barred), NomineeStatus.BARRED.value),
        else_=NomineeStatus.PASSED.value,
    )
    session.execute(
        update(Nominee).where(Nominee.election_id == election_id).values(status=failed),
        execution_options={"synchronize_session": False},
    )
    return done


def receive_objection(
    session: Session,
    election_id: UUID,
    body: candidates.Objection,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record that an objection came in; it is numbered from 1 in the election."""
    act = open_act(
        session, election_id, Step.OBJECTION, on=body.received_on, caller=caller, expect=expect
    )
    number = len(act.facts.documents(Objection)) + 1
    act.judge({**body.model_dump(mode="json"), "number": number})
    return act.record()


def close_objection(
    session: Session,
    election_id: UUID,
    body: candidates.NumberedClosure,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record how an objection ended."""
    act = open_act(
        session, election_id, Step.OBJECTION_CLOSURE, on=body.on, caller=caller, expect=expect
    )
    if body.number not in {each.number for each in act.facts.documents(Objection)}:
        raise NotFound
    return act.perform(body)


def add_nominees(
    act: Act, people: list[RosterPerson], status: NomineeStatus = NomineeStatus.NOMINATED
) -> None:
    """Enter those who are not there yet."""
    election_id = act.election.id
    known = act.session.execute(
        select(Nominee.person_number).where(Nominee.election_id == election_id)
    ).scalars()
    there = set(known)
    rows = [
        {
            "election_id": election_id,
            "person_number": person.person_number,
            "position": place,
            "person_id": person.person_id,
            "name": person.name,
            "age": person.age,
            "sex": person.sex,
            "birth_year": person.birth_year,
            "education": person.education,
            "present_post": person.present_post,
            "status": status,
            "record_id": act.record_id,
        }
        for place, person in enumerate(
            (each for each in people if each.person_number not in there), start=len(there) + 1
        )
    ]
    if rows:
        act.session.execute(insert(Nominee), rows)


def _check_are_nominees(act: Act, body: candidates.ReviewAnswers) -> None:
    nominees = {each.person_number for each in act.facts.nominees}
    strangers = [
        f"/answers/{place}/person_number"
        for place, given in enumerate(body.answers)
        if given.person_number not in nominees
    ]
    if strangers:
        raise UnknownPeople(strangers, Text("此人未被提名。", "This person is no nominee."))


def _replace_answers(act: Act, department: str, persons: list[str]) -> None:
    act.session.execute(
        update(ReviewAnswer)
        .where(
            ReviewAnswer.election_id == act.election.id,
            ReviewAnswer.department == department,
            ReviewAnswer.person_number.in_(persons),
            ReviewAnswer.superseded_by.is_(None),
        )
        .values(superseded_by=act.record_id),
        execution_options={"synchronize_session": False},
    )
