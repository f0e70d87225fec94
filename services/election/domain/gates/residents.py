"""Which gates stand before each step of a residents' committee election."""

from __future__ import annotations

from services.election.domain.facts import Part
from services.election.domain.gates import (
    candidates,
    organising,
    preparation,
    residents_candidates,
    residents_preparation,
    residents_result,
    residents_start,
    residents_voting,
    review,
    tallies,
    youth,
)
from services.election.domain.gates.gate import Gate, Source
from services.election.domain.residents_settled import DAY, SETTLED
from services.election.domain.states import Step

METHOD = (
    residents_preparation.day_known,
    residents_preparation.seats_lawful,
    residents_preparation.mode_in_time,
    residents_preparation.within_term,
    residents_preparation.community_size,
)
LAST_LOOK = (
    residents_preparation.day_known,
    residents_preparation.list_long_enough,
    residents_candidates.published_in_time,
    residents_preparation.within_term,
    residents_preparation.audited,
)

RESIDENTS_GATES: dict[Step, tuple[Gate, ...]] = {
    Step.DELAY: (residents_preparation.delay_in_order,),
    Step.ELECTION_COMMITTEE: (
        residents_preparation.committee_formed,
        residents_preparation.party_first,
        residents_start.organised,
    ),
    Step.PLAN_APPROVAL: (preparation.work_team, preparation.residents_plan),
    Step.COMMITTEE_CHANGE: (residents_preparation.committee_formed,),
    Step.METHOD: METHOD,
    Step.METHOD_APPROVAL: (*METHOD, organising.leading_group, organising.talks),
    Step.NEW_DAY: (residents_preparation.within_term,),
    Step.REGISTRATION: (residents_preparation.mode_in_time,),
    Step.VOTER_LIST: (residents_preparation.community_size,),
    Step.VOTER_OBJECTION: (residents_preparation.objection_not_late,),
    Step.VOTER_DECISION: (residents_preparation.decided_in_time,),
    Step.REPRESENTATIVES: (
        residents_preparation.mode_in_time,
        residents_preparation.representatives_chosen,
    ),
    Step.SIGNED_NOMINATION: (
        residents_preparation.list_long_enough,
        residents_preparation.objections_decided,
        residents_preparation.representatives_chosen,
        residents_candidates.enough_signed,
        residents_start.screened,
    ),
    Step.REVIEW_ANSWERS: (review.answers_minimal, review.answers_look_back),
    Step.REVIEW_DECISION: (candidates.reviewed_by_all,),
    Step.CANDIDATE_LIST: (
        residents_candidates.review_passed,
        residents_candidates.candidates_were_nominated,
        residents_candidates.more_than_seats,
        residents_candidates.committee_without_nominees,
        residents_candidates.published_in_time,
        youth.youth_on_the_list,
    ),
    Step.PROXY: (residents_candidates.proxy_in_order,),
    Step.OFFICIALS: (residents_candidates.officials_stand_apart,),
    Step.VOTE_PREPARATION: (
        *LAST_LOOK,
        residents_candidates.review_passed,
        residents_candidates.officials_stand_apart,
        residents_candidates.committee_without_candidates,
    ),
    Step.VOTE: (
        *LAST_LOOK,
        residents_candidates.officials_stand_apart,
        residents_candidates.committee_without_candidates,
        residents_voting.vote_due,
        residents_voting.rerun_soon,
        organising.trained,
    ),
    Step.VOTE_TALLY: (tallies.tally_by_another,),
    Step.VOTE_TALLY_DISCARD: (tallies.tallies_differ, tallies.signed_by_another),
    Step.VOTE_SIGNATURE: (tallies.count_agreed, tallies.signed_by_another),
    Step.SEAT_VACATED: (residents_voting.winner_named,),
    Step.DECLARATION: (
        residents_voting.no_hold,
        residents_voting.committee_complete,
        residents_voting.groups_attested,
        youth.youth_in_both,
    ),
    Step.CERTIFICATES: (
        residents_voting.no_hold,
        residents_result.elected_only,
        residents_result.certificates_issued,
    ),
    Step.COMMITTEE_HANDOVER: (residents_result.handover_in_time,),
    Step.RESULT_ANSWER: (residents_result.answer_in_time,),
    Step.CLOSURE: (residents_result.objections_answered,),
    Step.CORRECTION_APPROVAL: (residents_voting.no_hold,),
    Step.RECALL_VOTE: (residents_voting.recall_in_order,),
}

RESIDENTS_ALSO_READ: dict[Step, frozenset[Source]] = {
    Step.COMMITTEE_DECISION: frozenset({Step.ELECTION_COMMITTEE, Step.COMMITTEE_CHANGE}),
    Step.REGISTRATION: frozenset(DAY),
    Step.SIGNED_NOMINATION: frozenset({*DAY, Part.NOMINEES}),
    Step.WRITE_IN: frozenset({*DAY, Part.BALLOT, Part.NOMINEES}),
    Step.VOTE: frozenset({*SETTLED, Part.BALLOT}),
    Step.VOTE_TALLY: frozenset({*SETTLED, Part.BALLOT}),
    Step.VOTE_SIGNATURE: frozenset({*SETTLED, Part.BALLOT}),
    Step.SEAT_VACATED: frozenset({*SETTLED, Part.BALLOT}),
    Step.ADDED_CANDIDATE: frozenset({*SETTLED, Part.BALLOT}),
    Step.DECLARATION: frozenset({*SETTLED, Part.BALLOT}),
    Step.RECALL_CONFIRMATION: frozenset({Step.RECALL_PROPOSAL}),
}
