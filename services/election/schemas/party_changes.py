"""What callers send about a Party team during its term: departures, appointments."""

from __future__ import annotations

from typing import Literal

from services.election.schemas.fields import DocumentedAct, PersonNumber


class Departure(DocumentedAct):
    """A member left office during the term; why stays in the document."""

    person_number: PersonNumber


class Appointment(DocumentedAct):
    """The superior's transfer or appointment of a person to a vacant seat."""

    person_number: PersonNumber
    post: Literal["SECRETARY", "DEPUTY_SECRETARY", "MEMBER"]
