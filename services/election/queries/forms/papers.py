"""The facts of the papers between the community and its superior, and of those made public."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.election.domain.facts import Post
from services.election.domain.forms import POST_NAMES, SEX_NAMES, education_level, written_date
from services.election.domain.states import Step
from services.election.queries.forms.subject import Subject

Facts = Mapping[str, Any]
MEETING_NAMES = {"MEMBERS": "党员大会", "CONGRESS": "党员代表大会"}


def request_facts(subject: Subject) -> Facts:
    """Return what the community asks for (请示)."""
    payload = subject.payload(Step.REQUEST)
    planned = _planned_meeting(subject)
    return {
        "document_no": payload["document_no"],
        "on": _day(payload["on"]),
        "seats": payload["seats"],
        "meeting": MEETING_NAMES[payload["meeting_type"]],
        "due_on": written_date(subject.election.due_on),
        "direct": payload.get("without_committee", False),
        "planned_on": written_date(planned) if planned else "",
    }


def reply_facts(subject: Subject) -> Facts:
    """Return what the superior grants (批复)."""
    payload, asked = subject.payload(Step.REPLY), subject.payload(Step.REQUEST)
    return {
        "document_no": payload["document_no"],
        "on": _day(payload["on"]),
        "seats": payload["approved_seats"],
        "meeting": MEETING_NAMES[asked["meeting_type"]],
        "request_no": asked["document_no"],
    }


def notice_facts(subject: Subject) -> Facts:
    """Return the public notice: of each candidate the six facts that may be shown, no other.

    Procedure, section 1 (9): name, sex, year of birth, education, present post, post stood for.
    """
    payload = subject.payload(Step.NOTICE)
    approved = subject.payload(Step.CONSENT)["candidates"]
    return {
        "on": _day(payload["first_day"]),
        "first_day": _day(payload["first_day"]),
        "last_day": _day(payload["last_day"]),
        "place": payload.get("place") or "",
        "consent_no": subject.payload(Step.CONSENT)["document_no"],
        "people": [_shown(subject, person) for person in subject.listed(approved)],
    }


def certificate_facts(subject: Subject) -> Facts:
    """Return a certificate for each winner: officers as approved, then members by strokes."""
    approval = subject.payload(Step.RESULT_APPROVAL)
    posts = {each.person_number: Post(each.post) for each in subject.winners}
    in_office = [each for each in subject.officers if posts.get(each, Post.MEMBER) != Post.MEMBER]
    members = [each for each in subject.by_strokes(posts) if each not in in_office]
    at_meeting = ("选举大会", _day(subject.payload(Step.MEETING)["on"]))
    at_session = at_meeting
    if in_office and not subject.direct:  # the committee elects its officers, at its first session
        at_session = (
            "新一届委员会第一次全体会议",
            _day(subject.payload(Step.SECRETARY_MEETING)["on"]),
        )
    elected = [*((each, at_session) for each in in_office), *((m, at_meeting) for m in members)]
    return {
        "on": _day(approval["on"]),
        "document_no": approval["document_no"],
        "winners": [
            {
                "name": _name_or_room(subject, person),
                "post": POST_NAMES[posts[person]],
                "meeting": meeting,
                "held_on": held_on,
            }
            for person, (meeting, held_on) in elected
        ],
    }


def _shown(subject: Subject, person: str) -> Facts:
    nominee = subject.nominees[person]
    return {
        "name": nominee.name,
        "sex": SEX_NAMES.get(nominee.sex, ""),
        "birth_year": nominee.birth_year or "",
        "education": education_level(nominee.education),
        "present_post": nominee.present_post or "无",
        "post": intended_post(subject, person),
    }


def intended_post(subject: Subject, person: str) -> str:
    """Return what a candidate stands for, in words."""
    if person not in subject.officers:
        return "书记" if subject.direct else "委员"
    post = "书记" if person in subject.for_secretary else "副书记"
    return post if subject.direct else f"委员、{post}"


def _name_or_room(subject: Subject, person: str) -> str:
    """Return the name, or room to write that of a winner who was written in."""
    return subject.name(person) if person in subject.nominees else "__________"


def _planned_meeting(subject: Subject) -> date | None:
    plan = subject.records.get(Step.PLAN)
    steps = plan.payload["steps"] if plan else ()
    days = [each["on"] for each in steps if each["step"] == "MEETING" and each["on"]]
    return date.fromisoformat(days[0]) if days else None


def _day(told: str) -> str:
    return written_date(date.fromisoformat(told))
