"""The gates of the stages P14 to P16: the secretary, report and approval, the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from services.election.domain.city_gates import secretary_filed
from services.election.domain.comparison import compare
from services.election.domain.documents import (
    Closure,
    Consent,
    Meeting,
    Report,
    SecretaryMeeting,
    SecretaryVotes,
)
from services.election.domain.facts import Facts, Part
from services.election.domain.gates.gate import gate
from services.election.domain.gates.officers import (
    committee_of,
    intended_officers,
    stand_for_office,
    stand_for_secretary,
)
from services.election.domain.not_recorded import not_recorded
from services.election.domain.order import out_of_order
from services.election.domain.party_candidates import listed_in_order
from services.election.domain.party_office import (
    ArchivedPaper,
    file_complete,
    members_filed,
    reported_in_time,
    secretary_approved,
)
from services.election.domain.party_secretary import secretary_consented
from services.election.domain.party_staff import committee_scrutineers_fit
from services.election.domain.rulebook import Verdict
from services.election.domain.secretary_count import (
    SecretaryState,
    SecretaryStep,
    check_secretary_meeting,
    count_secretary_vote,
)
from services.election.domain.states import Step
from services.election.domain.tally import PersonVotes, RoundKind, RoundTally
from shared.text import Text


def secretary_votes(facts: Facts) -> tuple[SecretaryState, ...]:
    """Return what each vote on the present candidate came to, oldest first.

    A meeting without its quorum or a void vote is no vote: the next one has the same number.
    """
    committee = len(committee_of(facts))
    posts, states, vote_no = max(len(intended_officers(facts)), 1), list[SecretaryState](), 1
    for meeting in facts.documents(SecretaryMeeting):
        tally = _tally_of(meeting)
        states.append(
            count_secretary_vote(
                tally,
                committee=committee,
                posts=posts,
                vote_no=vote_no,
                for_secretary=stand_for_secretary(facts),
            )
        )
        vote_no += states[-1].next_step in (SecretaryStep.SECOND_VOTE, SecretaryStep.NEW_CANDIDATE)
    return tuple(states)


@gate(Step.CONSENT, Step.SECRETARY_CANDIDATE, Step.RESULT_REFUSAL)
def officers_agreed(facts: Facts) -> Iterator[Verdict]:
    """Ask for the superior's consent to each one voted on; a refused result needs a new one."""
    intended = intended_officers(facts)
    voted_on = {each.person_number for each in _vote(facts)}
    anew = facts.date_of(Step.SECRETARY_CANDIDATE)
    agreed = bool(intended) and voted_on <= set(stand_for_office(facts))
    consented_on = (anew or facts.date_of(Step.CONSENT)) if agreed else None
    yield secretary_consented(
        consented_on=consented_on, voted_on=facts.on or consented_on or date.max
    )


@gate(Step.CONSENT, Step.SECRETARY_CANDIDATE, Step.RESULT_REFUSAL, Part.BALLOT)
def officers_are_members(facts: Facts) -> Iterator[Verdict]:
    """Ask for one elected member per post, and an elected member in the chair."""
    if facts.ballot is None:
        return
    intended, vote = intended_officers(facts), _act(facts)
    verdicts = check_secretary_meeting(
        [each.person_number for each in _vote(facts)] or stand_for_office(facts),
        posts=max(len(intended), 1),
        winners=committee_of(facts),
        presider=vote.chaired_by if vote else None,
    )
    yield from verdicts if vote else verdicts[:-1]  # who presides is known in the meeting only


@gate(Step.CONSENT, Step.SECRETARY_CANDIDATE, Step.RESULT_REFUSAL)
def officers_in_order(facts: Facts) -> Iterator[Verdict]:
    """List secretary and deputies on the ballot in the order that the superior approved."""
    listed = [each.person_number for each in _vote(facts)]
    if listed:
        yield listed_in_order(listed, due=sorted(listed, key=_approved_place(facts)))


@gate(Step.CONSENT, Step.SECRETARY_CANDIDATE, Step.RESULT_REFUSAL, Part.BALLOT)
def committee_scrutineers(facts: Facts) -> Iterator[Verdict]:
    """Take members of the committee who do not stand as scrutineers; warn where nobody is named."""
    vote = _act(facts)
    if vote is None or facts.ballot is None:
        return
    if not vote.scrutineer_numbers:
        needed = Text("记录监票人是谁。", "Record who the scrutineers are.")
        yield not_recorded(committee_scrutineers_fit.rule, needed)
        return
    yield committee_scrutineers_fit(
        vote.scrutineer_numbers,
        committee=committee_of(facts),
        candidates={*stand_for_office(facts), *_standing(facts)},
    )


@gate(Step.SECRETARY_MEETING, Part.BALLOT)
def not_voted_down_twice(facts: Facts) -> Iterator[Verdict]:
    """Ask for the street's approval of a third vote; another candidate needs none."""
    votes = secretary_votes(facts)
    earlier = votes[:-1] if facts.by else votes
    if earlier and earlier[-1].next_step is SecretaryStep.NEW_CANDIDATE:
        yield next(each for each in earlier[-1].verdicts if not each.holds)


@gate(Part.BALLOT)
def committee_ballots(facts: Facts) -> Iterator[Verdict]:
    """Issue no more ballots than members came, and take only a count that closes."""
    votes = secretary_votes(facts)
    if _act(facts) and votes and votes[-1].next_step is SecretaryStep.RECOUNT:
        yield from votes[-1].verdicts


@gate()
def refused_with_its_secretary(facts: Facts) -> Iterator[Verdict]:
    """Send only a result with a secretary back to the vote; any other one is set aside."""
    if facts.staying and facts.staying.has_secretary:
        needed = Text("补选未选书记,可宣布无效。", "Set it aside: no secretary was voted on.")
        yield out_of_order(compare(1, "=", 0), needed)


@gate(Step.MEETING, Step.SECRETARY_MEETING, Part.CALENDAR)
def report_in_time(facts: Facts) -> Iterator[Verdict]:
    """Warn of a report, or of a filing of the members, later than the local limit."""
    elected_on = facts.date_of(Step.SECRETARY_MEETING) or facts.date_of(Step.MEETING)
    if elected_on is None or facts.on is None or facts.working_days is None:
        return
    limit, count = facts.rules.number("report_days"), facts.working_days.count_working_days
    report = facts.document(Report)
    filed_on = (report.members_filed_on if report else None) or facts.on
    yield reported_in_time(working_days=count(elected_on, facts.on), report_days=limit)
    yield members_filed(working_days=count(elected_on, filed_on), report_days=limit)


@gate(Step.RESULT_APPROVAL)
def secretary_in_office(facts: Facts) -> Iterator[Verdict]:
    """Let nobody act as secretary, nor be filed as one, before the superior's approval."""
    if facts.on:
        approved_on = facts.date_of(Step.RESULT_APPROVAL)
        yield secretary_approved(approved_on=approved_on, published_on=facts.on)


@gate(Step.RESULT_APPROVAL, Step.COUNTY_FILING)
def filed_at_county(facts: Facts) -> Iterator[Verdict]:
    """Warn of a secretary who was not filed with the county in time."""
    if facts.on:
        yield secretary_filed(
            approved_on=facts.date_of(Step.RESULT_APPROVAL),
            filed_on=facts.date_of(Step.COUNTY_FILING),
            today=facts.on,
            filing_days=facts.rules.number("filing_days"),
        )


@gate(Step.REQUEST, Step.REPLY, Step.MEETING, Step.SIGNATURE, Step.REPORT, Step.RESULT_APPROVAL)
def papers_on_file(facts: Facts) -> Iterator[Verdict]:
    """Close the file only when every paper is in it.

    That the ballots are not sealed stops it; where nobody has said so, it is only warned about.
    """
    meeting, closure = facts.document(Meeting), facts.document(Closure)
    sealed = closure.ballots_sealed if closure else None
    on_file = {
        ArchivedPaper.REQUEST: facts.entry(Step.REQUEST) is not None,
        ArchivedPaper.REPLY: facts.entry(Step.REPLY) is not None,
        ArchivedPaper.METHOD: bool(meeting and meeting.method_adopted),
        ArchivedPaper.BALLOTS: sealed is True,
        ArchivedPaper.COUNT_RECORD: facts.entry(Step.SIGNATURE) is not None,
        ArchivedPaper.RESULT_REPORT: facts.entry(Step.REPORT) is not None,
        ArchivedPaper.APPROVALS: facts.entry(Step.RESULT_APPROVAL) is not None,
    }
    missing = {paper for paper, there in on_file.items() if not there}
    unsaid = sealed is None and missing == {ArchivedPaper.BALLOTS}
    yield file_complete(on_file.keys() - missing, closing=not unsaid)


def _standing(facts: Facts) -> tuple[str, ...]:
    consent = facts.document(Consent)
    return consent.standing_candidates if consent else ()


def _act(facts: Facts) -> SecretaryMeeting | None:
    """Return the vote that is about to be recorded; None when the gate is only asked."""
    return facts.document(SecretaryMeeting) if facts.by else None


def _vote(facts: Facts) -> tuple[SecretaryVotes, ...]:
    act = _act(facts)
    return act.votes if act else ()


def _approved_place(facts: Facts) -> Callable[[str], int]:
    """Return the place of each one approved; others, whom another rule refuses, come last."""
    places = {person: place for place, person in enumerate(stand_for_office(facts))}
    return lambda person: places.get(person, len(places))


def _tally_of(meeting: SecretaryMeeting) -> RoundTally:
    return RoundTally(
        RoundKind.FIRST,
        meeting.present,
        meeting.issued,
        meeting.returned,
        meeting.invalid,
        tuple(
            PersonVotes(each.person_number, each.votes_for, each.votes_against, each.votes_abstain)
            for each in meeting.votes
        ),
    )
