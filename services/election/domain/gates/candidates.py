"""The gates of the stages P7 to P11: who may be put forward, reviewed, agreed to and fixed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from services.election.domain.calendar import count_weekdays
from services.election.domain.city_gates import notice_long_enough
from services.election.domain.comparison import compare
from services.election.domain.documents import (
    Consent,
    Deliberation,
    Notice,
    Objection,
    ObjectionClosure,
    Request,
)
from services.election.domain.facts import Facts, NomineeStatus, Part
from services.election.domain.gates.gate import gate
from services.election.domain.gates.rights import barred
from services.election.domain.order import out_of_order
from services.election.domain.party_candidates import (
    candidates_came_by_the_path,
    candidates_eligible,
)
from services.election.domain.party_office import vacancy_filled_by_election
from services.election.domain.party_secretary import (
    elected_without_committee,
    secretary_consented,
    secretary_is_member,
)
from services.election.domain.party_surplus import (
    fewest_candidates,
    standing_surplus_fits,
    surplus_sufficient,
)
from services.election.domain.review import (
    caution_decided,
    every_department_answered,
    joint_review_done,
    nobody_barred,
)
from services.election.domain.rulebook import Outcome, Verdict
from services.election.domain.states import Step
from shared.text import Text


@gate(Part.NOMINEES, Part.ANSWERS, Step.REVIEW_DECISION)
def reviewed_by_all(facts: Facts) -> Iterator[Verdict]:
    """Ask for every department's answer on every nominee, and a decision where one is cautious."""
    standing = _standing(facts)
    yield every_department_answered(standing, facts.terms.departments, facts.answers)
    decided = facts.entry(Step.REVIEW_DECISION) is not None
    yield caution_decided(standing, facts.answers, decided=decided)


@gate(Part.NOMINEES, Part.ANSWERS, Step.REVIEW_DECISION)
def review_passed(facts: Facts) -> Iterator[Verdict]:
    """Let only those stand whom no department bars and whom all have reviewed."""
    consent = facts.document(Consent)
    candidates = consent.candidates if consent else _standing(facts)
    yield nobody_barred(candidates, facts.answers)
    decided = facts.entry(Step.REVIEW_DECISION) is not None
    departments = facts.terms.departments
    yield joint_review_done(candidates, departments, facts.answers, decided=decided)


@gate(Part.NOMINEES)
def consent_has_surplus(facts: Facts) -> Iterator[Verdict]:
    """Ask for a fifth more candidates than seats; before the consent, among those who passed."""
    consent = facts.document(Consent)
    candidates = consent.candidates if consent else _standing(facts)
    if facts.staying:
        yield vacancy_filled_by_election(seats=facts.seats, candidates=len(set(candidates)))
    yield enough_candidates(facts, len(set(candidates)))


@gate()
def secretary_among_candidates(facts: Facts) -> Iterator[Verdict]:
    """Foresee that secretary and deputies must be elected members: they stand as candidates."""
    consent = facts.document(Consent)
    if consent is None:
        return
    yield from _secretary_if_due(consent, facts)
    for person in (*consent.officers, *consent.secretary_rivals):
        yield secretary_is_member(person, winners=consent.candidates)
    if facts.staying and facts.staying.posts.keys() & set(consent.candidates):
        needed = Text("现任成员不参加补选。", "Sitting members do not stand for another seat.")
        yield out_of_order(compare(1, "=", 0), needed)


def _secretary_if_due(consent: Consent, facts: Facts) -> Iterator[Verdict]:
    """Ask for a candidate for secretary, but for none while the secretary stays in office."""
    stays = facts.staying is not None and facts.staying.has_secretary
    if stays and consent.secretary_candidate:
        needed = Text("书记在任,不另提人选。", "The secretary stays; nobody stands for the post.")
        yield out_of_order(compare(1, "=", 0), needed)
    elif not stays and consent.secretary_candidate is None:
        yield secretary_consented(consented_on=None, voted_on=facts.on or facts.due_on)


@gate(Step.REQUEST)
def standing_committee_has_surplus(facts: Facts) -> Iterator[Verdict]:
    """Where the form has a standing committee: one or two more candidates for it than seats.

    They stand for the committee as well, of which the standing committee is a part.
    """
    request, consent = facts.document(Request), facts.document(Consent)
    if request is None or consent is None:
        return
    standing = set(consent.standing_candidates)
    if request.standing_seats or standing:
        yield standing_surplus_fits(
            seats=request.standing_seats, candidates=len(standing & set(consent.candidates))
        )


@gate(Step.NOTICE, Step.OBJECTION, Step.OBJECTION_CLOSURE)
def notice_kept(facts: Facts) -> Iterator[Verdict]:
    """Ask for a notice of the campaign's length, and no objection left open.

    Counted in weekdays, Monday to Friday (decision 0008): the cities' notices run on over holidays.
    """
    notice = facts.document(Notice)
    days = count_weekdays(notice.first_day, notice.last_day) if notice else 0
    closed = {each.number for each in facts.documents(ObjectionClosure)}
    still_open = sum(each.number not in closed for each in facts.documents(Objection))
    yield notice_long_enough(
        working_days=days, required=facts.terms.notice_working_days, open_objections=still_open
    )


@gate(Step.NOTICE)
def notice_over(facts: Facts) -> Iterator[Verdict]:
    """Ask for the end of the notice before candidates are fixed."""
    notice = facts.document(Notice)
    if notice and facts.on and facts.on <= notice.last_day:
        yield out_of_order(
            f"{facts.on} > {notice.last_day}",
            Text(
                f"公示于 {notice.last_day} 结束,之后方可确定候选人。",
                f"The notice ends on {notice.last_day}; candidates are fixed after it.",
            ),
        )


@gate(Step.NOMINATION, Step.CONSENT, Step.DELIBERATION)
def candidate_path(facts: Facts) -> Iterator[Verdict]:
    """Ask for proposal, consent to each candidate, and deliberation, in this order."""
    consent, fixed = facts.document(Consent), facts.document(Deliberation)
    agreed = not (consent and fixed) or set(fixed.candidates) <= set(consent.candidates)
    nominations = facts.entries.get(Step.NOMINATION, ())
    yield candidates_came_by_the_path(
        proposed_on=nominations[0].on if nominations else None,
        consented_on=facts.date_of(Step.CONSENT) if agreed else None,
        deliberated_on=facts.date_of(Step.DELIBERATION),
        ballot_on=facts.on if facts.entry(Step.MEETING) else None,
    )


@gate(Step.CONSENT, Step.DELIBERATION, Step.ROLL, Part.NOMINEES)
def candidates_fit(facts: Facts) -> Iterator[Verdict]:
    """Ask for candidates who may be elected, and enough of them."""
    candidates = _fixed(facts)
    yield candidates_eligible(candidates, ineligible=barred(facts, candidates))
    yield enough_candidates(facts, len(set(candidates)))


@gate(Step.CONSENT, Step.DELIBERATION, Step.NOTICE, Part.ANSWERS, Step.REVIEW_DECISION)
def reviewed_and_published(facts: Facts) -> Iterator[Verdict]:
    """Have ballots printed only of those reviewed by all, decided on, and published."""
    yield joint_review_done(
        _fixed(facts),
        facts.terms.departments,
        facts.answers,
        decided=facts.entry(Step.REVIEW_DECISION) is not None,
        published=facts.entry(Step.NOTICE) is not None,
    )


def enough_candidates(facts: Facts, candidates: int) -> Verdict:
    """Return whether enough stand: a fifth more for a committee, one per post where there is none.

    Whether the posts of a branch without a committee need a surplus too is a setting.
    """
    if facts.procedure.committee:
        return surplus_sufficient(seats=facts.seats, candidates=candidates)
    more = facts.rules.switch("no_committee_surplus")
    fewest = fewest_candidates(facts.seats) if more else facts.seats
    return Verdict(
        elected_without_committee.rule,
        Outcome.PASSED if candidates >= fewest else Outcome.REFUSED,
        compare(candidates, ">=", fewest),
        {"posts": facts.seats, "candidates": candidates},
        None
        if candidates >= fewest
        else Text(f"至少 {fewest} 名候选人。", f"At least {fewest} candidates."),
    )


def _standing(facts: Facts) -> tuple[str, ...]:
    """Return those put forward whom no review has barred."""
    return tuple(
        each.person_number for each in facts.nominees if each.status is not NomineeStatus.BARRED
    )


def _fixed(facts: Facts) -> Sequence[str]:
    fixed, consent = facts.document(Deliberation), facts.document(Consent)
    if fixed:
        return fixed.candidates
    return consent.candidates if consent else ()
