"""Reads what an election takes from the community's other one: its preparation and its team.

The two committees of a community are renewed one after the other, each in a campaign of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.election.domain.rulebook import Body
from services.election.domain.states import ElectionKind, State, Step
from services.election.domain.surroundings import Reserves
from services.election.models import ballot, campaigns, copies, elections
from services.election.models.residents_facts import sitting_members

OTHER = {Body.PARTY: Body.RESIDENTS, Body.RESIDENTS: Body.PARTY}
WITH_A_TEAM = sorted(State.between(State.CERTIFIED, State.CLOSED))
PRINCIPALS = frozenset({"SECRETARY", "CHAIR"})
LEANT_ON = frozenset(
    {
        Step.WORK_TEAM,
        Step.SIX_ANSWERS,
        Step.RISK_CLOSURE,
        Step.RECTIFICATION,
        Step.RECTIFICATION_PROGRESS,
        Step.RECTIFICATION_ACCEPTANCE,
    }
)
"""Of the Party organisation's preparation, what was found out and done for the whole community."""


def prepared_by(
    session: Session, election: elections.Election, steps: Collection[Step]
) -> tuple[UUID | None, frozenset[Step]]:
    """Return the Party's election on whose preparation a residents' one leans, and in which steps.

    Its work team, its six answers and its rectification are the community's; its plan and its
    assessment tell of other steps and of other people.
    """
    leant = LEANT_ON.intersection(steps)
    if not leant or election.kind != ElectionKind.RENEWAL:
        return None, frozenset()
    return _sister(session, election), leant


def colleagues_of(session: Session, election: elections.Election) -> Mapping[str, int]:
    """Return who else holds a seat in either committee, with ages: the other team, the sitting.

    In a by-election those who stay are of the committee's own last election.
    """
    sister, parent = _sister(session, election), election.parent_id
    staying = {each.person_number for each in sitting_members(session, parent)} if parent else set()
    nominee, winner, own = elections.Nominee, ballot.Winner, elections.Election
    of_committee = or_(own.id == parent, own.parent_id == parent)
    rows = session.execute(
        select(winner.person_number, nominee.age)
        .join(own, own.id == winner.election_id)
        .join(
            nominee,
            (nominee.election_id == winner.election_id)
            & (nominee.person_number == winner.person_number),
        )
        .where(
            own.state.in_(WITH_A_TEAM),
            or_(own.id == sister, of_committee & winner.person_number.in_(staying)),
        )
    )
    return dict(rows.all())


def reserves_of(session: Session, election: elections.Election) -> Reserves:
    """Return how many the community's pool holds, as roster told."""
    row = copies.Reserve
    posts = session.scalars(
        select(row.post).where(
            row.division_code == election.division_code, row.withdrawn_on.is_(None)
        )
    ).all()
    principal = sum(post in PRINCIPALS for post in posts)
    return Reserves(principal, len(posts) - principal)


def _sister(session: Session, election: elections.Election) -> UUID | None:
    """Return the newest election of the other committee in the same round of renewals.

    It is of the same round when it was held for statistics later than the term that now ends began.
    Of two campaigns for the same day the one that has gone further counts.
    """
    own, campaign = elections.Election, campaigns.Campaign
    body = Body(election.campaign.organisation_kind)
    statement = (
        select(own.id)
        .join(campaign, campaign.id == own.campaign_id)
        .where(
            own.division_code == election.division_code,
            campaign.organisation_kind == OTHER[body],
            own.kind == ElectionKind.RENEWAL,
            own.state != State.VOIDED,
        )
        .order_by(campaign.statistics_as_of.desc(), own.attempt.desc(), own.version.desc())
        .limit(1)
    )
    if election.kind == ElectionKind.RENEWAL:
        statement = statement.where(campaign.statistics_as_of > election.organisation.elected_on)
    return session.scalar(statement)
