"""One community's re-election as a list of acts, each with the persona whose act it is.

The order is that of the procedure; a complaint is entered and closed among the acts by its dates.
"""

from __future__ import annotations

from collections.abc import Iterator

from huanjie.demo.cast import Act, Cast, Facts
from huanjie.demo.city import City
from huanjie.demo.client import Persona
from huanjie.demo.vote import completion, meetings

# What a department answers by when its city's folder does not say: it keeps the ground to itself.
USUAL_ITEMS = {"FAIL": "FINDING", "CAUTION": "CONCERN"}


def acts_of(city: City, facts: Facts) -> list[Act]:
    """Return everything that the offices of this community did, in order."""
    cast = Cast(city, facts["organisation"])
    acts = [
        *_preparation(cast, facts),
        *_rectification(cast, facts),
        *_decisions(cast, facts),
        *_plan(cast, facts),
        *_nomination(cast, facts),
        *_candidates(cast, facts),
        *meetings(cast, facts),
        *completion(cast, facts),
    ]
    return _with_complaint(cast, facts, acts)


def _preparation(cast: Cast, facts: Facts) -> Iterator[Act]:
    survey, assessment = facts["survey"], facts["assessment"]
    if facts["work_team"]:
        on = survey["visited_on"] if survey else ""
        yield Act("工作组", cast.county("COUNTY_ORG"), "PUT", "/work-team", facts["work_team"], on)
    if survey:
        yield Act("走访调研", cast.street(), "PUT", "/survey", survey, survey["visited_on"])
    if assessment:
        yield _assessment(cast, assessment)
        answers = {"on": assessment["on"], "answers": assessment["six_questions"]}
        yield Act("六个是否", cast.street(), "PUT", "/six-answers", answers, assessment["on"])


def _assessment(cast: Cast, assessment: Facts) -> Act:
    members = [
        {"person_number": member["person"], "items": member["items"], "opinion": member["opinion"]}
        for member in assessment["members"]
    ]
    body = {"on": assessment["on"], "team": assessment["team"], "members": members}
    return Act("研判", cast.county("COUNTY_ORG"), "PUT", "/assessment", body, assessment["on"])


def _rectification(cast: Cast, facts: Facts) -> Iterator[Act]:
    listed = facts["rectification"]
    if not listed:
        return
    organisation = cast.county("COUNTY_ORG")
    slots = ("listed_on", "county_leader", "department_leader", "county_department")
    body = {name: listed[name] for name in (*slots, "first_secretary")}
    yield Act("列为整顿", organisation, "POST", "/rectification", body, listed["listed_on"])
    on = listed["accepted_on"] or listed["listed_on"]
    done = {name: listed[name] for name in ("work_done", "tasks_done", "turned_round")}
    yield Act("整顿进展", cast.street(), "PUT", "/rectification/progress", {"on": on, **done}, on)


def _decisions(cast: Cast, facts: Facts) -> Iterator[Act]:
    for exception in facts["exceptions"]:
        role = exception["approved_by"]
        approver = cast.street() if role == "STREET" else cast.county(role)
        yield Act("例外批准", approver, "POST", "/exceptions", exception, exception["on"])
    listed, assessment = facts["rectification"], facts["assessment"]
    organisation = cast.county("COUNTY_ORG")
    if listed:
        if listed["accepted_on"]:
            body = {"on": listed["accepted_on"], "closed_risks": _tasks(facts)}
            path = "/rectification/acceptance"
            yield Act("整顿验收", organisation, "POST", path, body, listed["accepted_on"])
    elif assessment:
        body = {"on": assessment["on"]}
        yield Act("研判通过", organisation, "POST", "/clearance", body, body["on"])


def _tasks(facts: Facts) -> list[int]:
    """Return the risks that an accepted rectification closed: its tasks are what was found."""
    listed, assessment = facts["rectification"], facts["assessment"]
    answers = assessment["six_questions"] if assessment and listed["tasks_done"] else []
    return [number for number, risk in enumerate(answers, start=1) if risk]


def _plan(cast: Cast, facts: Facts) -> Iterator[Act]:
    clerk, street = cast.own("CLERK"), cast.street()
    plan, request, reply, roll = (facts[name] for name in ("plan", "request", "reply", "roll"))
    delayed = facts["postponement"]
    if delayed:
        role = delayed["approved_by"]
        approver = street if role in ("SUPERIOR", "STREET") else cast.county(role)
        yield Act("延期", approver, "POST", "/postponement", delayed, delayed["approved_on"])
    if plan:
        on = request["on"] if request else next((s["on"] for s in plan["steps"] if s["on"]), "")
        yield Act("换届方案", clerk, "PUT", "/plan", plan, on)
        organisation = cast.county("COUNTY_ORG")
        yield Act("方案审核", organisation, "POST", "/plan/approval", {"on": on}, on)
    if request:
        form = {"seats": facts["seats"], "meeting_type": facts["meeting_type"]}
        yield Act("请示", clerk, "POST", "/request", {**request, **form}, request["on"])
    if reply:
        body = {**reply, "approved_seats": facts["seats"]}
        yield Act("批复", street, "POST", "/reply", body, reply["on"])
    if facts["rehearsed_on"]:
        body = {"on": facts["rehearsed_on"]}
        yield Act("实战演练", clerk, "POST", "/rehearsal", body, body["on"])
    if roll:
        yield Act("党员名册", clerk, "PUT", "/roll", roll, roll["on"])
        yield Act("名册冻结", street, "POST", "/roll/freeze", {"on": roll["on"]}, roll["on"])


def _nomination(cast: Cast, facts: Facts) -> Iterator[Act]:
    nomination, review = facts["nomination"], facts["joint_review"]
    if nomination:
        body = {"on": nomination["on"], "person_numbers": nomination["nominees"]}
        yield Act("提名", cast.own("CLERK"), "POST", "/nominees", body, nomination["on"])
    if not review:
        return
    for number, department in enumerate(review["departments"], start=1):
        answers = [
            {
                "person_number": answer["person"],
                "answer": answer["answer"],
                "item_code": answer.get("item_code") or USUAL_ITEMS.get(answer["answer"]),
                "document_no": answer["document_no"],
            }
            for answer in review["answers"]
            if answer["department"] == department
        ]
        if answers:
            body = {"on": review["on"], "answers": answers}
            persona = cast.department(department, number)
            yield Act(f"联审·{department}", persona, "POST", "/review-answers", body, review["on"])
    decision = review["standing_committee_decision"]
    if decision:
        committee = cast.county("COUNTY_SC")
        yield Act("常委会审定", committee, "POST", "/review-decision", decision, decision["on"])


def _candidates(cast: Cast, facts: Facts) -> Iterator[Act]:
    consent, notice, deliberation = (facts[name] for name in ("consent", "notice", "deliberation"))
    street = cast.street()
    if consent:
        body = {"deputy_candidates": [], **consent}
        yield Act("上级同意", street, "POST", "/consent", body, consent["on"])
    if notice:
        body = {"from": notice["from"], "to": notice["to"], "place": notice.get("place")}
        yield Act("公示", street, "POST", "/notice", body, notice["from"])
        for number, objection in enumerate(notice["objections"], start=1):
            yield from _objection(street, number, objection)
    if deliberation:
        clerk = cast.own("CLERK")
        yield Act("酝酿确定", clerk, "POST", "/deliberation", deliberation, deliberation["on"])


def _objection(street: Persona, number: int, objection: Facts) -> Iterator[Act]:
    received = {"received_on": objection["received_on"], "kind": objection["kind"]}
    yield Act("公示异议", street, "POST", "/objections", received, objection["received_on"])
    if objection.get("closed_on"):
        closed = {"on": objection["closed_on"], "outcome": objection.get("outcome", "UNFOUNDED")}
        path = f"/objections/{number}/closure"
        yield Act("异议办结", street, "POST", path, closed, closed["on"])


def _with_complaint(cast: Cast, facts: Facts, acts: list[Act]) -> list[Act]:
    """Put the complaint and its closure where their dates fall among the acts."""
    complaint = facts["complaint"]
    if not complaint:
        return acts
    discipline = cast.street("discipline")
    if complaint["closed_on"]:
        closed = {"closed_on": complaint["closed_on"], "finding": complaint["finding"]}
        path = "/complaints/{complaint}/closure"
        on = complaint["closed_on"]
        acts = _insert(acts, Act("举报办结", discipline, "POST", path, closed, on, "audit"))
    on = complaint["received_on"]
    received = {
        "division_code": facts["organisation"],
        "kind": complaint["kind"],
        "received_on": on,
    }
    return _insert(acts, Act("举报受理", discipline, "POST", "/complaints", received, on, "audit"))


def _insert(acts: list[Act], new: Act) -> list[Act]:
    """Insert before all acts of its day and later, from the back: preparation overlaps in time."""
    place = len(acts)
    while place and acts[place - 1].on >= new.on:
        place -= 1
    return [*acts[:place], new, *acts[place:]]
