"""What stands between an election and a step: the gates of each step, asked the same way always.

Commands refuse by the first broken verdict; `GET …/gates` shows all of them and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.election.domain.ballot_order import ORDER_READS
from services.election.domain.corrections import CORRECTED
from services.election.domain.facts import Facts, Part
from services.election.domain.gates import (
    announcing,
    candidates,
    completion,
    congress,
    decisions,
    forming,
    organising,
    preparation,
    review,
    rights,
    roll,
    staffing,
    tallies,
    terms,
    voting,
    youth,
)
from services.election.domain.gates.ahead import ahead_of
from services.election.domain.gates.gate import Gate, Source
from services.election.domain.gates.residents import RESIDENTS_ALSO_READ, RESIDENTS_GATES
from services.election.domain.order import order_verdicts
from services.election.domain.rulebook import Body, Verdict
from services.election.domain.states import ENDED, Procedure, Step

STARTING = (preparation.rectified_first, organising.assessed, preparation.six_answered)

GATES: dict[Step, tuple[Gate, ...]] = {
    Step.RECTIFICATION_ACCEPTANCE: (
        preparation.four_ones,
        preparation.rectification_done,
        organising.assessed,
        preparation.six_answered,
        preparation.checklist_done,
    ),
    Step.CLEARANCE: (*STARTING, preparation.checklist_done),
    Step.POSTPONEMENT: (terms.postponement_allowed,),
    Step.PLAN_APPROVAL: (
        preparation.rectified_first,
        preparation.work_team,
        preparation.plan,
        organising.leading_group,
        organising.talks,
    ),
    Step.REQUEST: (
        preparation.rectified_first,
        terms.outgoing_term,
        forming.form_fits,
        forming.vacant_seats_asked_for,
    ),
    Step.REPLY: (
        preparation.request_answered,
        preparation.meeting_type_granted,
        forming.form_fits,
        forming.size_approved,
        forming.vacant_seats_asked_for,
    ),
    Step.DELEGATE_SEATS: (congress.congress_called, congress.congress_sized),
    Step.DELEGATE_NOMINATION: (congress.congress_called, congress.delegates_nominated),
    Step.DELEGATE_ELECTION: (congress.congress_called, congress.delegates_elected),
    Step.CREDENTIALS: (congress.congress_called, congress.credentials_of_delegates),
    Step.PREPARATORY_SESSION: (congress.congress_called, congress.credentials_approved),
    Step.ROLL: (preparation.exclusions_allowed, roll.roll_sound),
    Step.ROLL_FREEZE: (roll.roll_sound, roll.suspended_if_held),
    Step.NOMINATION: (
        *STARTING,
        preparation.request_answered,
        rights.reopened_for_nomination,
        rights.criteria_met,
    ),
    Step.REVIEW_ANSWERS: (review.answers_minimal, review.answers_look_back),
    Step.REVIEW_DECISION: (candidates.reviewed_by_all,),
    Step.CONSENT: (
        candidates.review_passed,
        candidates.consent_has_surplus,
        candidates.standing_committee_has_surplus,
        candidates.secretary_among_candidates,
    ),
    Step.NOTICE: (candidates.notice_kept,),
    Step.DELIBERATION: (
        rights.reopened_for_deliberation,
        candidates.notice_kept,
        candidates.notice_over,
        preparation.roll_is_frozen,
        candidates.candidate_path,
        candidates.candidates_fit,
        candidates.reviewed_and_published,
        youth.youth_among_candidates,
    ),
    Step.MEETING: (
        decisions.rules_hold,
        voting.one_meeting_at_a_time,
        terms.held_in_time,
        voting.after_earlier_meetings,
        voting.replied_before_the_meeting,
        terms.outgoing_term,
        terms.shifted_as_approved,
        preparation.roll_is_frozen,
        voting.present_on_the_roll,
        roll.rights_on_the_day,
        candidates.candidate_path,
        rights.eligible_on_the_day,
        organising.trained,
        congress.congress_ready,
        staffing.staff_fit,
        staffing.presided,
    ),
    Step.ROUND: (
        voting.meeting_is_quorate,
        voting.newest_round_final,
        voting.round_due,
        voting.ballots_may_go_out,
        staffing.ballot_paper_fits,
    ),
    Step.TALLY: (tallies.tally_by_another,),
    Step.TALLY_DISCARD: (tallies.tallies_differ, tallies.signed_by_another),
    Step.SIGNATURE: (tallies.count_agreed, tallies.signed_by_another),
    Step.TIE_DECISION: (voting.newest_round_final, decisions.tie_decided),
    Step.FURTHER_CANDIDATES: (voting.newest_round_final, decisions.further_candidates_fit),
    Step.SEAT_CUT: (voting.newest_round_final, voting.seats_cut),
    Step.CERTIFICATION: (
        voting.no_hold,
        voting.rounds_signed,
        decisions.written_in_agreed,
        voting.seats_are_filled,
        youth.youth_among_winners,
        announcing.announced_in_order,
    ),
    Step.SECRETARY_MEETING: (
        completion.officers_agreed,
        completion.officers_are_members,
        completion.not_voted_down_twice,
        completion.committee_ballots,
        completion.committee_scrutineers,
        completion.officers_in_order,
    ),
    Step.REPORT: (completion.report_in_time,),
    Step.RESULT_APPROVAL: (voting.no_hold, terms.new_term),
    Step.RESULT_REFUSAL: (completion.refused_with_its_secretary,),
    Step.COUNTY_FILING: (completion.filed_at_county, completion.secretary_in_office),
    Step.HANDOVER: (completion.secretary_in_office,),
    Step.CLOSURE: (
        completion.papers_on_file,
        completion.filed_at_county,
        organising.reserves_covered,
    ),
    Step.CORRECTION_APPROVAL: (voting.no_hold,),
}

ALSO_READ: dict[Step, frozenset[Source]] = {  # by the command itself, once the gates are passed
    Step.VOID: frozenset[Source]({Part.HOLDS}),
    Step.MEETING: frozenset[Source]({Part.BALLOT, *ORDER_READS}),
    Step.TALLY: frozenset[Source]({Step.MEETING, *ORDER_READS}),
    Step.SIGNATURE: frozenset(ORDER_READS),
    Step.TIE_DECISION: frozenset(ORDER_READS),
    Step.FURTHER_CANDIDATES: frozenset(ORDER_READS),
    Step.CERTIFICATION: frozenset({Step.CONSENT}),
    Step.CORRECTION: CORRECTED,
    Step.CORRECTION_APPROVAL: CORRECTED,
    **RESIDENTS_ALSO_READ,
}


def sources_of(procedure: Procedure, *steps: Step) -> frozenset[Source]:
    """Return what must be loaded to judge these steps."""
    found: set[Source] = {Step.EXCEPTION}
    for step in steps:
        found.update(ALSO_READ.get(step, ()))
        form = procedure.steps[step]
        found.update((*form.after, *form.takes_back, *form.together_with))
        found.update(form.entered_by_another)
        found.update(*(gate.reads for gate in _gates_of(procedure, step)))
        if not form.keeps_version:  # records made side by side do not look at each other
            found.add(step)
    return frozenset(found)


def gates_for(step: Step, facts: Facts) -> tuple[Verdict, ...]:
    """Return the verdicts on a step: those of its gates, then what speaks against its place.

    The first that is broken heads the refusal. Once an election is over that is its place: to
    mend what a gate asks for would not help.
    """
    asked, order = tuple(_asked(step, facts)), order_verdicts(step, facts)
    return (*order, *asked) if facts.state in ENDED else (*asked, *order)


def gates_ahead(facts: Facts) -> tuple[Verdict, ...]:
    """Return everything between the election and its next stage, each verdict once."""
    return ahead_of(facts, _asked)


def _asked(step: Step, facts: Facts) -> Iterator[Verdict]:
    approvals = facts.approvals
    for each in _gates_of(facts.procedure, step):
        for verdict in each.ask(facts):
            yield verdict.with_approvals(approvals)


def _gates_of(procedure: Procedure, step: Step) -> tuple[Gate, ...]:
    gates = RESIDENTS_GATES if procedure.body is Body.RESIDENTS else GATES
    return gates.get(step, ())


__all__ = ["GATES", "RESIDENTS_GATES", "gates_ahead", "gates_for", "sources_of"]
