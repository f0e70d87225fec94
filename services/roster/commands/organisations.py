"""Registering organisations with their present term, and correcting their entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.roster.commands.entries import entry, team_sizes
from services.roster.commands.history import correct
from services.roster.commands.people import check_place
from services.roster.commands.records import Records
from services.roster.commands.tally import Change, Tally
from services.roster.domain import terms
from services.roster.domain.codes import Level, OrganisationKind, OrganisationType
from services.roster.domain.rows import Committee, OrganisationRow
from services.roster.models import Division, Organisation, Term
from shared.database import lock, new_id
from shared.divisions import check_inside
from shared.errors import Conflict, Invalid, NotFound
from shared.events import Event, OrganisationChanged, OrganisationRegistered
from shared.messaging.outbox import publish
from shared.text import Text


class SeatsImpossible(Conflict):
    """More seats than members who could fill them, or none."""

    code = "SEATS"

    def __init__(self) -> None:
        super().__init__(
            Text("应选名额应在 1 与正式党员数之间。", "Seats lie between 1 and the full members."),
            needed=Text(
                "核对应选名额与正式党员数。", "Check the seats and the number of full members."
            ),
        )


class TypeImpossible(Invalid):
    """The form of the other kind of organisation."""

    code = "ORGANISATION-TYPE"

    def __init__(self) -> None:
        super().__init__(
            Text("党组织和居民委员会的类型不能互换。", "Neither kind takes the other's form."),
            needed=Text("选择本类组织的类型。", "Choose a form of this kind of organisation."),
        )


class AlreadyRegistered(Conflict):
    """The community has this committee on the roster."""

    code = "ORGANISATION-EXISTS"

    def __init__(self) -> None:
        super().__init__(
            Text("该社区的居民委员会已登记。", "This community's residents' committee is known."),
            needed=Text("如有变化请更正该组织。", "Correct its entry if something has changed."),
        )


def keep_organisations(
    session: Session, rows: Sequence[OrganisationRow], records: Records
) -> tuple[Tally, dict[Committee, Change]]:
    """Register or correct organisations and the terms that the rows state.

    Returns how many were what, and what happened to each.
    """
    tally = Tally()
    changes: dict[Committee, Change] = {}
    entered = _enter(session, [r for r in rows if r.committee not in records.organisations])
    records.organisations |= entered
    for row in rows:
        organisation = records.organisations[row.committee]
        corrected = correct(session, organisation, _facts(row))
        corrected = _keep_term(session, organisation, row, records) or corrected
        is_new = row.committee in entered
        change = Change.CREATED if is_new else Change(corrected)
        tally[change] += 1
        changes[row.committee] = change
    return tally, changes


def sizes_of_teams(
    session: Session, committees: Iterable[Committee], records: Records
) -> dict[Committee, int]:
    """Return how many sit in the present team of each organisation."""
    terms = {each: records.terms[records.organisations[each].id][-1].id for each in committees}
    sizes = team_sizes(session, terms.values())
    return {each: sizes.get(term_id, 0) for each, term_id in terms.items()}


def tell_of_organisations(
    changes: Mapping[Committee, Change],
    records: Records,
    *,
    before: Mapping[Committee, int],
    now: Mapping[Committee, int],
) -> list[Event]:
    """Return what there is to tell of the changes, and of teams that have another size by now."""
    told: list[Event] = []
    for committee, change in changes.items():
        if change or now[committee] != before[committee]:
            organisation = records.organisations[committee]
            told.append(
                entry(
                    OrganisationRegistered if change == Change.CREATED else OrganisationChanged,
                    organisation,
                    records.divisions[committee.division_code],
                    records.terms[organisation.id][-1],
                    team_members=now[committee],
                )
            )
    return told


def _enter(session: Session, rows: Sequence[OrganisationRow]) -> dict[Committee, Organisation]:
    entered = {
        row.committee: Organisation(
            id=new_id(),
            division_code=row.division_code,
            kind=row.committee.kind,
            version=1,
            **_facts(row),
        )
        for row in rows
    }
    session.add_all(entered.values())
    session.flush()
    return entered


def _facts(row: OrganisationRow) -> dict[str, Any]:
    return {
        "type": row.organisation_type,
        "name": row.organisation_name,
        "superior": row.superior,
        "full_members": row.full_members,
        "probationary_members": row.probationary_members,
        "seats": row.seats,
    }


def _keep_term(
    session: Session, organisation: Organisation, row: OrganisationRow, records: Records
) -> bool:
    """Bring the stated term on record; return whether that changed anything."""
    years = row.term_years or terms.TERM_YEARS
    due_on = terms.due_on(row.elected_on, years)
    facts = {"elected_on": row.elected_on, "term_years": years, "due_on": due_on}
    recorded = records.terms[organisation.id]
    if any(term.elected_on == row.elected_on and term.closed_on for term in recorded):
        return False
    if recorded and recorded[-1].election_id is None:
        return correct(session, recorded[-1], facts)
    stated = [term for term in recorded if term.elected_on == row.elected_on]
    if not stated:
        term = Term(id=new_id(), organisation_id=organisation.id, **facts)
        session.add(term)
        recorded.append(term)
    return not stated


def register_committee(
    session: Session, organisation: Organisation, term: Term, *, scope: str
) -> Organisation:
    """Put a residents' committee with its present term on the roster, and tell the others."""
    check_place(session, organisation.division_code, scope, levels={Level.COMMUNITY})
    known = select(Organisation.id).where(
        Organisation.division_code == organisation.division_code,
        Organisation.kind == organisation.kind,
    )
    division = lock(session, Division, organisation.division_code)
    if session.scalar(known) is not None:
        raise AlreadyRegistered
    session.add_all([organisation, term])
    session.flush()
    publish(session, entry(OrganisationRegistered, organisation, division, term))
    return organisation


def change_organisation(
    session: Session,
    organisation_id: UUID,
    facts: Mapping[str, Any],
    *,
    scope: str,
    expect: Callable[[int], None],
) -> Organisation:
    """Correct an organisation's entry and tell the others the whole of it."""
    organisation = lock(session, Organisation, organisation_id)
    check_inside(session, organisation.division_code, scope, table=Division)
    expect(organisation.version)
    if correct(session, organisation, facts):
        is_party = organisation.kind == OrganisationKind.PARTY
        if is_party == (organisation.type == OrganisationType.RESIDENTS_COMMITTEE):
            raise TypeImpossible
        if is_party and not 1 <= organisation.seats <= organisation.full_members:
            raise SeatsImpossible
        division = session.get_one(Division, organisation.division_code)
        term = current_term(session, organisation_id)
        members = team_sizes(session, [term.id]).get(term.id, 0)
        told = entry(OrganisationChanged, organisation, division, term, team_members=members)
        publish(session, told)
    return organisation


def current_term(session: Session, organisation_id: UUID) -> Term:
    """Return the latest term that was not set aside."""
    term = session.scalar(
        select(Term)
        .where(Term.organisation_id == organisation_id, Term.voided_on.is_(None))
        .order_by(Term.elected_on.desc(), Term.id.desc())
        .limit(1)
    )
    if term is None:
        raise NotFound
    return term
