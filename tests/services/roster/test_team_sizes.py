"""What other services are told of how many sit in an organisation's present team."""

from __future__ import annotations

import json

from sqlalchemy import select

from services.roster.commands.organisations import change_organisation
from shared.messaging.tables import outbox
from tests.services.roster.factories import (
    CITY,
    COMMUNITY,
    ROWS,
    a_workbook,
    an_import,
    organisation_of,
)


def sizes(session) -> list[tuple[str, int]]:
    """Return what was told of the community's team, oldest first."""
    rows = session.execute(
        select(outbox.c.name, outbox.c.body)
        .where(outbox.c.key == COMMUNITY, outbox.c.name.like("roster.organisation%"))
        .order_by(outbox.c.id)
    )
    return [(name, json.loads(body)["team_members"]) for name, body in rows]


def test_an_import_tells_the_size_of_the_team(table):
    an_import(table, a_workbook())

    ((name, members),) = sizes(table)

    assert name == "roster.organisation_registered.v1"
    assert members > 0


def test_a_correction_of_the_organisation_tells_it_again(table):
    an_import(table, a_workbook())
    organisation = organisation_of(table)

    change_organisation(
        table, organisation.id, {"full_members": 99}, scope=CITY, expect=lambda _: None
    )

    (_, registered), (name, changed) = sizes(table)
    assert (name, changed) == ("roster.organisation_changed.v1", registered)


def test_a_second_import_of_the_same_tells_nothing(table):
    an_import(table, a_workbook())
    an_import(table, a_workbook())

    assert len(sizes(table)) == 1


def test_a_team_of_another_size_is_told_of(table):
    an_import(table, a_workbook())
    here = [row for row in ROWS["上届班子"] if COMMUNITY in row]
    fewer = [row for row in ROWS["上届班子"] if row is not here[-1]]

    an_import(table, a_workbook(rows={"上届班子": fewer}))

    (_, before), (name, now) = sizes(table)
    assert (name, now) == ("roster.organisation_changed.v1", before - 1)
