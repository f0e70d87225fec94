"""What is on record about the divisions, organisations and people that an import names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, String, Uuid, any_, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.roster.domain.checks import Known, KnownTerm
from services.roster.domain.codes import OrganisationKind
from services.roster.domain.people import FACTS, PersonFacts
from services.roster.domain.rows import Committee
from services.roster.domain.terms import Ending
from services.roster.domain.workbook import Roster
from services.roster.models import Division, Organisation, Person, Post, Term
from shared.divisions import inside


@dataclass
class Records:
    """Rows by what the office calls them: division code, committee, person number."""

    divisions: Mapping[str, Division]
    people: dict[str, Person]
    organisations: dict[Committee, Organisation]
    numbers_elsewhere: frozenset[str]
    terms: Mapping[UUID, list[Term]]  # by organisation, oldest first, voided ones left out
    posts: Mapping[UUID, list[Post]]  # by term, those that were not corrected away
    numbers: Mapping[UUID, str] = field(default_factory=dict)  # of those who hold posts
    counted: Mapping[str, PersonFacts] = field(default_factory=dict)  # in completed elections

    def known(self, today: date) -> Known:
        """Return what the checks of a workbook need of this."""
        terms = {
            committee: [self._known_term(term) for term in self.terms[organisation.id]]
            for committee, organisation in self.organisations.items()
        }
        levels = {code: division.level for code, division in self.divisions.items()}
        return Known(today, levels, self.numbers_elsewhere, terms, self.counted)

    def _known_term(self, term: Term) -> KnownTerm:
        team = {self.numbers[post.person_id]: post.post for post in self.posts[term.id]}
        closed, elected = term.closed_on is not None, term.election_id is not None
        return KnownTerm(term.elected_on, term.term_years, closed, team, elected)


def recorded_facts(person: Person) -> PersonFacts:
    """Return what is on record of a person."""
    return PersonFacts(person.number, *(getattr(person, name) for name in FACTS))


def load_records(session: Session, roster: Roster, *, scope: str) -> Records:
    """Return what is on record within a division about everything that a workbook names."""
    codes = {row.division_code for row in roster.organisations}
    codes |= {row.division_code for row in roster.people}
    divisions = session.scalars(
        select(Division).where(
            among(Division.code, codes), inside(Division.code, scope, table=Division)
        )
    )
    by_code = {division.code: division for division in divisions}
    people, elsewhere = _people(session, {row.number for row in roster.people}, scope)
    organisations = session.scalars(
        select(Organisation).where(among(Organisation.division_code, by_code)).with_for_update()
    )
    committees = {
        Committee(each.division_code, OrganisationKind(each.kind)): each for each in organisations
    }
    terms = _terms(session, [organisation.id for organisation in committees.values()])
    posts, numbers = _posts(session, [term.id for each in terms.values() for term in each])
    counted = _counted(session, [people[number] for number in people.keys() - elsewhere])
    return Records(by_code, people, committees, elsewhere, terms, posts, numbers, counted)


def among(
    column: InstrumentedAttribute[Any], values: Iterable[Any], kind: Any = None
) -> ColumnElement[bool]:
    """Return the condition that a column has one of the values, as one parameter for any number."""
    return column == any_(literal([*values], ARRAY(kind or String())))


def _people(
    session: Session, numbers: Iterable[str], scope: str
) -> tuple[dict[str, Person], frozenset[str]]:
    here = inside(Person.division_code, scope, table=Division)
    found = session.execute(select(Person, here).where(among(Person.number, numbers))).all()
    elsewhere = frozenset(person.number for person, is_here in found if not is_here)
    return {person.number: person for person, _ in found}, elsewhere


def _counted(session: Session, people: Iterable[Person]) -> Mapping[str, PersonFacts]:
    """Return the facts, by number, of those whom a completed election elected or replaced."""
    found = {person.id: person for person in people}
    held = session.scalars(
        select(Post.person_id)
        .join(Term, Term.id == Post.term_id)
        .where(among(Post.person_id, found, Uuid()), Term.voided_on.is_(None))
        .where(Post.ending.is_distinct_from(Ending.CORRECTION))
        .where(or_(Term.election_id.is_not(None), Term.closed_on.is_not(None)))
        .distinct()
    )
    return {found[each].number: recorded_facts(found[each]) for each in held}


def _terms(session: Session, organisations: Iterable[UUID]) -> Mapping[UUID, list[Term]]:
    terms: dict[UUID, list[Term]] = defaultdict(list)
    for term in session.scalars(
        select(Term)
        .where(among(Term.organisation_id, organisations, Uuid()), Term.voided_on.is_(None))
        .order_by(Term.elected_on, Term.id)
    ):
        terms[term.organisation_id].append(term)
    return terms


def _posts(
    session: Session, terms: Iterable[UUID]
) -> tuple[Mapping[UUID, list[Post]], Mapping[UUID, str]]:
    posts: dict[UUID, list[Post]] = defaultdict(list)
    numbers: dict[UUID, str] = {}
    for post, number in session.execute(
        select(Post, Person.number)
        .join(Person, Person.id == Post.person_id)
        .where(among(Post.term_id, terms, Uuid()))
        .where(Post.ending.is_distinct_from(Ending.CORRECTION))
        .order_by(Post.id)
    ):
        posts[post.term_id].append(post)
        numbers[post.person_id] = number
    return posts, numbers
