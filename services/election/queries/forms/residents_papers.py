"""The facts of the papers of a residents' election that are sent, put up or handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from typing import Any

from services.election.domain.forms import SEX_NAMES, education_level, written_date
from services.election.domain.residents_forms import DECIDED_BY, MODE_NAMES, RESIDENTS_POSTS
from services.election.domain.residents_law import Mode, Post
from services.election.domain.states import Step
from services.election.queries.forms.residents_subject import ResidentsSubject

Facts = Mapping[str, Any]


def request_facts(subject: ResidentsSubject) -> Facts:
    """Return what the election committee asks the street to approve: mode, day, seats."""
    return {**_settled(subject), "on": day(subject.payload(Step.METHOD)["on"])}


def reply_facts(subject: ResidentsSubject) -> Facts:
    """Return what the street approves."""
    approval = subject.payload(Step.METHOD_APPROVAL)
    told = {"on": day(approval["on"]), "document_no": approval["document_no"]}
    return {**_settled(subject), **told}


def voter_list_facts(subject: ResidentsSubject) -> Facts:
    """Return the list that is put up: number, name and sex of each voter, and nothing else."""
    listed = subject.payload(Step.VOTER_LIST)
    published = date.fromisoformat(listed["published_on"])
    object_by = published + timedelta(days=subject.rules.number("objection_days"))
    voters = subject.voters.values()
    return {
        "announcement_no": listed["announcement_no"],
        "on": written_date(published),
        "object_by": written_date(object_by),
        "election_day": election_day(subject),
        "total": len(voters),
        "rows": side_by_side([(each.name, SEX_NAMES.get(each.sex, "")) for each in voters]),
    }


def notice_facts(subject: ResidentsSubject) -> Facts:
    """Return the candidates of each post as they are put up: six facts of each and no other."""
    listed = subject.payload(Step.CANDIDATE_LIST)
    return {
        "announcement_no": listed["announcement_no"],
        "on": day(listed["published_on"]),
        "people": [
            {**_shown(subject, person), "post": RESIDENTS_POSTS[post]}
            for post in Post
            for person in listed["posts"].get(post, ())
        ],
    }


def proxies_facts(subject: ResidentsSubject) -> Facts:
    """Return every authorisation on record, both persons by their names on the voter list."""
    given = [each.payload for each in subject.of(Step.PROXY)]
    return {
        "total": len(given),
        "rows": [
            {
                "no": place,
                "principal": _voter(subject, each["principal"]),
                "agent": _voter(subject, each["agent"]),
                "in_writing": "有" if each["in_writing"] else "无",
                "published_on": day(each["published_on"]),
            }
            for place, each in enumerate(given, start=1)
        ],
    }


def certificate_facts(subject: ResidentsSubject) -> Facts:
    """Return a certificate for each winner, in the order in which the posts are filled."""
    issued = subject.payload(Step.CERTIFICATES)
    return {
        "on": day(issued["on"]),
        "document_no": issued["document_no"],
        "held_on": day(subject.payload(Step.VOTE)["on"]),
        "winners": [
            {"name": subject.name(each.person_number), "post": RESIDENTS_POSTS[post]}
            for post in Post
            for each in subject.winners
            if each.post == post
        ],
    }


def day(told: str | None) -> str:
    """Return a recorded day as documents write it."""
    return written_date(date.fromisoformat(told) if told else None)


def election_day(subject: ResidentsSubject) -> str:
    """Return the election day as it now stands."""
    settled = Step.NEW_DAY if Step.NEW_DAY in subject.records else Step.METHOD
    return day(subject.payload(settled)["election_day"])


def seats_in_words(seats: Mapping[Post, int]) -> str:
    """Return the seats of each post as a sentence lists them."""
    return "、".join(f"{RESIDENTS_POSTS[post]}{seats[post]}名" for post in Post if seats.get(post))


def side_by_side(lines: Sequence[tuple[str, ...]]) -> list[Facts]:
    """Return the rows of a table of two halves, each line with its number, read downwards."""
    half, width = ceil(len(lines) / 2), len(lines[0]) if lines else 0
    numbered = [{"no": no, "cells": line} for no, line in enumerate(lines, start=1)]
    numbered += [{"no": "", "cells": ("",) * width}] * (2 * half - len(lines))
    return [
        {"left": left, "right": right}
        for left, right in zip(numbered[:half], numbered[half:], strict=True)
    ]


def _settled(subject: ResidentsSubject) -> Facts:
    method = subject.payload(Step.METHOD)
    return {
        "mode": MODE_NAMES[Mode(method["mode"])],
        "decided_by": DECIDED_BY[method["decided_by"]],
        "decided_on": day(method["on"]),
        "election_day": day(method["election_day"]),
        "registration_from": day(method["registration_from"]),
        "seats": sum(method["seats"].values()),
        "posts": seats_in_words({Post(post): number for post, number in method["seats"].items()}),
    }


def _shown(subject: ResidentsSubject, person: str) -> Facts:
    nominee = subject.nominees[person]
    return {
        "name": nominee.name,
        "sex": SEX_NAMES.get(nominee.sex, ""),
        "birth_year": nominee.birth_year or "",
        "education": education_level(nominee.education),
        "present_post": nominee.present_post or "无",
    }


def _voter(subject: ResidentsSubject, number: str) -> str:
    voter = subject.voters.get(number)
    return voter.name if voter else "（已注销登记）"
