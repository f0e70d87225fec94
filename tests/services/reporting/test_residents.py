"""A residents' committee beside the Party organisation: each campaign counts its own teams."""

from __future__ import annotations

from datetime import date

from shared import events
from tests.services.reporting.factories import consume, figures_in, id_of
from tests.services.reporting.story import (
    CAMPAIGN,
    CITY,
    DAY,
    FIRST,
    OTHER_CAMPAIGN,
    ids,
    member,
    whole_story,
)


def committee():
    """Return what is told of a residents' committee of a chair, a deputy and a member."""
    posts = {"R-1": "CHAIR", "R-2": "DEPUTY_CHAIR", "R-3": "MEMBER"}
    of_election = ids(FIRST, "residents", OTHER_CAMPAIGN)
    of_organisation = {"organisation_id": id_of("organisation", FIRST, OTHER_CAMPAIGN)}
    dates = {"due_on": date(2021, 5, 1)}
    as_of = {"as_of": date(2021, 4, 30), "previous_as_of": date(2018, 4, 30)}
    yield events.ElectionOpened(
        **of_election, **of_organisation, **dates, organisation_kind="RESIDENTS", seats=3
    )
    yield events.ElectionCompleted(
        **of_election,
        **of_organisation,
        **dates,
        organisation_kind="RESIDENTS",
        held_on=DAY,
        approved_on=DAY,
        on_schedule=True,
        first_ballot=True,
        elected=tuple(events.Winner(person_number=who, post=post) for who, post in posts.items()),
        statistics_as_of=date(2021, 4, 30),
        previous_statistics_as_of=date(2018, 4, 30),
        rules_version="1",
    )
    yield events.CommitteeSeated(
        **of_election,
        **of_organisation,
        elected_on=DAY,
        due_on=date(2026, 4, 1),
        **as_of,
        incoming=tuple(member(who, post) for who, post in posts.items()),
        outgoing=(),
    )


def test_a_residents_committee_changes_no_figure_of_the_party_campaign(session_for):
    session = session_for("reporting")
    consume(session, whole_story())
    before = figures_in(session, CAMPAIGN, CITY)

    consume(session, committee())

    assert figures_in(session, CAMPAIGN, CITY) == before
    residents = figures_in(session, OTHER_CAMPAIGN, CITY)[CITY]
    assert (residents["completed"], residents["team_members"]) == (1, 3)
    assert residents["secretaries"] == 1  # the chair leads this team
