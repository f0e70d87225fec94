"""The command that certifies what the members' ballot came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy import case
from sqlalchemy.orm import Session

from services.election.commands.act import Done, Expect, open_act
from services.election.commands.completion import set_posts
from services.election.commands.nomination import add_nominees
from services.election.domain.ballot_order import approved_officers
from services.election.domain.documents import Consent
from services.election.domain.facts import Nominee, NomineeStatus, Post
from services.election.domain.states import State, Step
from services.election.models import Winner
from services.election.schemas import voting
from services.election.schemas.people import RosterPerson
from shared.security import Caller


def certify(
    session: Session,
    election_id: UUID,
    body: voting.Certification,
    *,
    people: Mapping[str, RosterPerson],
    caller: Caller,
    expect: Expect,
) -> Done:
    """Certify the result; where there is no committee, the secretary is thereby elected.

    So is nobody where a by-election leaves the secretary in office.
    Winners who stood on no list (`people`, by number) are entered like nominees: they count.
    """
    act = open_act(
        session, election_id, Step.CERTIFICATION, on=body.on, caller=caller, expect=expect
    )
    written_in = [
        Nominee(number, person.age, NomineeStatus.WRITTEN_IN, person.sex)
        for number, person in people.items()
    ]
    act.facts = replace(act.facts, nominees=(*act.facts.nominees, *written_in))
    staying, consent = act.facts.staying, act.facts.document(Consent)
    secretary_stays = staying is not None and staying.has_secretary
    if not act.facts.procedure.committee:
        done = act.perform(body)
    else:
        done = act.perform(body, State.SECRETARY_ELECTED if secretary_stays else State.CERTIFIED)
    add_nominees(act, list(people.values()), NomineeStatus.WRITTEN_IN)
    if consent and act.facts.ballot and not act.facts.procedure.committee:
        if secretary_stays:
            set_posts(act, Post.DEPUTY_SECRETARY.value)
            return done
        elected = act.facts.ballot.state.elected
        secretary = next(each for each in approved_officers(consent, elected))
        set_posts(
            act,
            case(
                (Winner.person_number == secretary, Post.SECRETARY.value),
                else_=Post.DEPUTY_SECRETARY.value,
            ),
        )
    return done
