"""What the rows of a workbook must agree on: with each other, and with what is on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from services.roster.domain import terms
from services.roster.domain.codes import Level, OrganisationKind, Post
from services.roster.domain.people import PersonFacts, differing, rewritten
from services.roster.domain.problems import cells as cell_problems
from services.roster.domain.problems import rows as problems
from services.roster.domain.problems.problem import Problem, RowError
from services.roster.domain.rows import Committee, NomineeRow, OrganisationRow, PersonRow
from services.roster.domain.sheets import Place
from services.roster.domain.workbook import SHEETS, Roster

MOST_COMMITTEE_SEATS = 20
HEAD = {Post.SECRETARY: problems.SECOND_SECRETARY, Post.CHAIR: problems.SECOND_CHAIR}


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """A term on record, with the posts of its team by person number."""

    elected_on: date
    term_years: int
    closed: bool
    team: Mapping[str, str]
    elected: bool = False  # by an election that was recorded here

    @property
    def settled(self) -> bool:
        """Say whether an election ended or began it: an import changes it no more."""
        return self.closed or self.elected

    @property
    def refusal(self) -> Problem:
        """What there is to say to a row that would change it."""
        return problems.TERM_CLOSED if self.closed else problems.TERM_ELECTED


@dataclass(frozen=True, slots=True)
class Known:
    """What the roster has on record about the divisions and people of a workbook."""

    today: date
    levels: Mapping[str, str]  # by code, only those within the caller's division
    numbers_elsewhere: Set[str] = frozenset()
    terms: Mapping[Committee, Sequence[KnownTerm]] = field(default_factory=dict)  # oldest first
    counted: Mapping[str, PersonFacts] = field(default_factory=dict)  # in completed elections


Row = TypeVar("Row", bound=OrganisationRow | PersonRow)


def check_roster(roster: Roster, known: Known) -> Iterator[RowError]:
    """Yield everything that is wrong with rows which can be read on their own."""
    for organisation in roster.organisations:
        yield from _check_organisation(organisation, known)
    yield from _repeated(
        roster.organisations,
        lambda row: row.committee,
        "division_code",
        problems.REPEATED_ORGANISATION,
    )
    yield from _check_people(roster, known)
    yield from _check_places(roster, known)
    yield from _check_teams(roster, known)
    yield from _check_repetitions(roster)


def dependents_of(roster: Roster, wrong: Set[tuple[str, int]]) -> Iterator[RowError]:
    """Yield the rows that cannot be stored because every row of their organisation is skipped."""
    kept = {row.committee for row in roster.organisations if row.place.line not in wrong}
    skipped = roster.unread_organisations | {
        row.committee: row.place for row in roster.organisations if row.place.line in wrong
    }
    for row in (*roster.teams, *roster.nominees):
        place = skipped.get(row.committee) if row.committee not in kept else None
        if place is not None and row.place.line not in wrong:
            other = place.address("division_code")
            yield row.place.error("division_code", problems.ORGANISATION_REJECTED, other=other)


def _check_organisation(row: OrganisationRow, known: Known) -> Iterator[RowError]:
    yield from _check_place(row, known, {Level.COMMUNITY}, problems.NOT_A_COMMUNITY)
    yield from _check_seats(row)
    yield from _in_future(row.place, known, elected_on=row.elected_on)
    yield from _check_term(row, known)


def _check_seats(row: OrganisationRow) -> Iterator[RowError]:
    if row.committee.kind == OrganisationKind.PARTY:
        if not 1 <= row.seats <= row.full_members:
            yield row.place.error("seats", problems.SEATS_IMPOSSIBLE)
    elif not 1 <= row.seats <= MOST_COMMITTEE_SEATS:
        yield row.place.error("seats", problems.COMMITTEE_SEATS, most=MOST_COMMITTEE_SEATS)


def _check_term(row: OrganisationRow, known: Known) -> Iterator[RowError]:
    years = row.term_years or terms.default_years(row.elected_on)
    if years is None:
        yield row.place.error("term_years", problems.TERM_YEARS_MISSING)
        return
    if not terms.SHORTEST_TERM <= years <= terms.LONGEST_TERM:
        yield row.place.error("term_years", problems.TERM_YEARS_IMPOSSIBLE)
        return
    expected = terms.due_on(row.elected_on, years)
    if row.due_on not in (None, expected):
        yield row.place.error("due_on", problems.DUE_DATE_DIFFERS, expected=expected)
    recorded = known.terms.get(row.committee, ())
    term = next((t for t in recorded if t.elected_on == row.elected_on), None)
    if term is None and any(t.settled for t in recorded):
        yield row.place.error("elected_on", problems.LATER_TERM)
    elif term is not None and term.settled and term.term_years != years:
        yield row.place.error("term_years", term.refusal)


def _check_people(roster: Roster, known: Known) -> Iterator[RowError]:
    first: dict[str, tuple[PersonFacts, Place]] = {}
    for row in roster.people:
        yield from _in_future(row.place, known, born_on=row.born_on)
        if row.number in known.numbers_elsewhere:
            yield row.place.error("number", problems.PERSON_ELSEWHERE)
        facts, place = first.setdefault(row.number, (row.facts, row.place))
        for name in differing(row.facts, facts):
            other = place.address(name)
            yield row.place.error(name, problems.PERSON_DIFFERS, other=other)
        if recorded := known.counted.get(row.number):
            for name in rewritten(row.facts, recorded):
                yield row.place.error(name, problems.PERSON_COUNTED)


def _check_places(roster: Roster, known: Known) -> Iterator[RowError]:
    listed = {row.committee for row in roster.organisations} | {*roster.unread_organisations}
    for member in (*roster.teams, *roster.nominees):
        if member.committee not in listed:
            listing = SHEETS[member.kind]["organisations"].name
            problem = problems.ORGANISATION_NOT_LISTED
            yield member.place.error("division_code", problem, listing=listing)
    for reserve in roster.reserves:
        yield from _in_future(reserve.place, known, filed_on=reserve.filed_on)
        yield from _check_place(reserve, known, {Level.COMMUNITY}, problems.NOT_A_COMMUNITY)
    postings = {Level.TOWNSHIP, Level.COMMUNITY}
    for official in roster.first_secretaries:
        yield from _in_future(official.place, known, posted_on=official.posted_on)
        yield from _check_place(official, known, postings, problems.NO_PLACE_FOR_POSTING)


def _check_place(
    row: OrganisationRow | PersonRow, known: Known, levels: Set[Level], otherwise: Problem
) -> Iterator[RowError]:
    level = known.levels.get(row.division_code)
    if level is None:
        yield row.place.error("division_code", problems.UNKNOWN_DIVISION)
    elif level not in levels:
        yield row.place.error("division_code", otherwise)


def _check_teams(roster: Roster, known: Known) -> Iterator[RowError]:
    heads: dict[Committee, Place] = {}
    # Reversed, so that an organisation's first row counts: those that repeat it are refused.
    elected = {row.committee: row.elected_on for row in reversed(roster.organisations)}
    for row in roster.teams:
        if row.post in HEAD:
            place = heads.setdefault(row.committee, row.place)
            if place is not row.place:
                yield row.place.error("post", HEAD[row.post], other=place.address("post"))
        for term in known.terms.get(row.committee, ()):
            stated = term.settled and term.elected_on == elected.get(row.committee)
            if stated and term.team.get(row.number) != row.post:
                yield row.place.error("post", term.refusal)


def _check_repetitions(roster: Roster) -> Iterator[RowError]:
    yield from _repeated(roster.teams, _for_a_committee)
    yield from _repeated(roster.nominees, _for_a_committee)
    yield from _repeated(roster.reserves, lambda row: (row.division_code, row.number, row.post))
    yield from _repeated(roster.first_secretaries, lambda row: (row.division_code, row.number))


def _for_a_committee(row: NomineeRow) -> tuple[str, ...]:
    return (*row.committee, row.number)


def _repeated(
    rows: Iterable[Row],
    key: Callable[[Row], tuple[str, ...]],
    name: str = "number",
    problem: Problem = problems.REPEATED_ROW,
) -> Iterator[RowError]:
    first: dict[tuple[str, ...], Place] = {}
    for row in rows:
        place = first.setdefault(key(row), row.place)
        if place is not row.place:
            yield row.place.error(name, problem, other=place.address(name))


def _in_future(place: Place, known: Known, **days: date) -> Iterator[RowError]:
    for name, day in days.items():
        if day > known.today:
            yield place.error(name, cell_problems.FUTURE_DATE)
