"""Commands of the stages R7 to R11 that bring persons in: nominees, proxies, names written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services.election.commands.act import Done, Expect, open_act
from services.election.commands.nomination import add_nominees
from services.election.commands.residents_register import voters_among
from services.election.domain.comparison import compare
from services.election.domain.documents import GivenProxy
from services.election.domain.facts import NomineeStatus
from services.election.domain.order import out_of_order
from services.election.domain.refusals import UnknownPeople, refuse_if_broken
from services.election.domain.states import Step
from services.election.schemas import residents_preparation, residents_voting
from services.election.schemas.people import RosterPerson
from shared.security import Caller
from shared.text import Text

NOT_ON_ROSTER = Text("名册中没有这个人员。", "Roster knows no such person.")
NOT_A_VOTER = Text("此人不在选民名单上。", "No such voter is on the register.")

People = Mapping[str, RosterPerson]


def nominate_by_signers(
    session: Session,
    election_id: UUID,
    body: residents_preparation.SignedNominations,
    *,
    people: People,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Put voters forward whom roster knows (`people`, by number), each by enough signers."""
    step = Step.SIGNED_NOMINATION
    numbers = [sheet.person_number for sheet in body.sheets]
    _check_known(numbers, people, "/sheets/{}/person_number")
    act = open_act(session, election_id, step, on=body.on, caller=caller, expect=expect)
    voters = [sheet.voter_id for sheet in body.sheets]
    _check_voters(voters, voters_among(act, voters), "/sheets/{}/voter_id")
    done = act.perform(body)
    add_nominees(act, [people[number] for number in dict.fromkeys(numbers)])
    return done


def write_in(
    session: Session,
    election_id: UUID,
    body: residents_voting.WriteIn,
    *,
    people: People,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Make a voter countable whose name was written on ballots."""
    _check_known([body.person_number], people, "/person_number")
    act = open_act(session, election_id, Step.WRITE_IN, on=None, caller=caller, expect=expect)
    _check_voters([body.voter_id], voters_among(act, [body.voter_id]), "/voter_id")
    done = act.perform(body)
    add_nominees(act, [people[body.person_number]], NomineeStatus.WRITTEN_IN)
    return done


def give_proxy(
    session: Session,
    election_id: UUID,
    body: residents_voting.GivenProxy,
    *,
    caller: Caller,
    expect: Expect,
) -> Done:
    """Record a voter's authorisation of another; one voter gives one."""
    act = open_act(session, election_id, Step.PROXY, on=body.on, caller=caller, expect=expect)
    registered = voters_among(act, [body.principal, body.agent])
    _check_voters([body.principal], registered, "/principal")
    if str(body.principal) in {each.principal for each in act.facts.documents(GivenProxy)}:
        needed = Text("此选民已委托他人。", "This voter has authorised someone already.")
        refuse_if_broken([out_of_order(compare(2, "<=", 1), needed)], act.facts.rules)
    is_registered = body.agent in registered and body.agent != body.principal
    act.judge({**body.model_dump(mode="json"), "agent_registered": is_registered})
    return act.record()


def _check_known(numbers: Sequence[str], people: People, pointer: str) -> None:
    unknown = [
        pointer.format(place) for place, number in enumerate(numbers) if number not in people
    ]
    if unknown:
        raise UnknownPeople(unknown, NOT_ON_ROSTER)


def _check_voters(wanted: Sequence[UUID], known: set[UUID], pointer: str) -> None:
    unknown = [pointer.format(place) for place, voter in enumerate(wanted) if voter not in known]
    if unknown:
        raise UnknownPeople(unknown, NOT_A_VOTER)
