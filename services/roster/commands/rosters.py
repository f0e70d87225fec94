"""Storing a checked workbook: everything in the caller's transaction, told in the same."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from services.roster.commands.nominees import keep_nominees
from services.roster.commands.organisations import (
    keep_organisations,
    sizes_of_teams,
    tell_of_organisations,
)
from services.roster.commands.people import keep_people
from services.roster.commands.placements import keep_placements
from services.roster.commands.records import Records
from services.roster.commands.tally import Change, Tally
from services.roster.commands.teams import keep_teams
from services.roster.domain.workbook import Roster
from shared.messaging.outbox import publish_all


def store_roster(session: Session, roster: Roster, records: Records, *, today: date) -> Tally:
    """Bring everything that the workbook states on record; return what its rows did."""
    tally, organisations = keep_organisations(session, roster.organisations, records)
    before = sizes_of_teams(session, organisations, records)
    ids, people = keep_people(session, roster.people, records)
    changes = keep_teams(session, roster, records, ids=ids, today=today)
    changes += keep_nominees(session, roster.nominees, records, ids)
    placed, told = keep_placements(session, roster, ids)
    for number, change in changes + placed:
        corrected = people[number] == Change.CHANGED
        tally[Change.CHANGED if change == Change.UNCHANGED and corrected else change] += 1
    now = sizes_of_teams(session, organisations, records)
    entries = tell_of_organisations(organisations, records, before=before, now=now)
    publish_all(session, entries + told)
    return tally
