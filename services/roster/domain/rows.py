"""The rows of a roster workbook, each from one line of a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from services.roster.domain import codes
from services.roster.domain.people import PersonFacts
from services.roster.domain.sheets import Place


class Committee(NamedTuple):
    """One of a community's two committees: what an office tells them apart by."""

    division_code: str
    kind: codes.OrganisationKind


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation with its members, seats and the term that ends."""

    place: Place
    division_code: str
    organisation_name: str
    organisation_type: codes.OrganisationType
    superior: str
    full_members: int
    probationary_members: int
    seats: int
    elected_on: date
    term_years: int | None
    due_on: date | None

    @property
    def committee(self) -> Committee:
        """Which of the community's two committees the row states."""
        is_residents = self.organisation_type == codes.OrganisationType.RESIDENTS_COMMITTEE
        kinds = codes.OrganisationKind
        return Committee(self.division_code, kinds.RESIDENTS if is_residents else kinds.PARTY)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What the rows about people have in common. Facts that a sheet has no column for are None."""

    place: Place
    division_code: str
    number: str
    name: str
    sex: str
    born_on: date
    education: str

    @property
    def facts(self) -> PersonFacts:
        """What the row says of the person."""
        qualification = getattr(self, "social_work_qualification", None)
        degree = getattr(self, "social_work_degree", None)
        return PersonFacts(
            self.number, self.name, self.sex, self.born_on, self.education, qualification, degree
        )


@dataclass(frozen=True, slots=True)
class NomineeRow(PersonRow):
    """One who may be nominated for the new team."""

    social_work_qualification: bool
    social_work_degree: bool
    kind: codes.OrganisationKind = field(default=codes.OrganisationKind.PARTY, kw_only=True)

    @property
    def committee(self) -> Committee:
        """For which of the community's two committees."""
        return Committee(self.division_code, self.kind)


@dataclass(frozen=True, slots=True)
class TeamRow(NomineeRow):
    """A member of the outgoing team."""

    post: codes.Post


@dataclass(frozen=True, slots=True)
class ReserveRow(PersonRow):
    """One who is prepared for a post."""

    post: codes.Post
    source: str
    filed_on: date


@dataclass(frozen=True, slots=True)
class FirstSecretaryRow(PersonRow):
    """An official seconded to a street or community."""

    sent_by: str
    posted_on: date
