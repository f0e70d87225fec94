"""A residents' committee beside the Party organisation: each campaign counts its own teams."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from services.reporting.queries.campaigns import look_at, progress
from services.reporting.queries.outcomes import teams
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


RENEWAL = id_of("residents", FIRST)
SEATED = {"R-1": "CHAIR", "R-2": "DEPUTY_CHAIR", "R-3": "MEMBER"}


def recall(number="R-3", name="recall", on=date(2022, 3, 1)):
    """Return the recall of a member."""
    return events.MemberRecalled(
        **ids(FIRST, name, OTHER_CAMPAIGN),
        organisation_id=id_of("organisation", FIRST, OTHER_CAMPAIGN),
        renewal_id=RENEWAL,
        person_number=number,
        recalled_on=on,
    )


def left(number="R-3"):
    """Return that a member left office."""
    facts = recall(number).model_dump(exclude={"recalled_on", "election_id", "ground"})
    return events.MemberLeft(**facts, election_id=RENEWAL, left_on=date(2022, 3, 1))


def by_election(number="R-4", name="by-election", on=date(2022, 6, 1)):
    """Return the by-election of a member."""
    return events.SeatsFilled(
        **ids(FIRST, name, OTHER_CAMPAIGN),
        organisation_id=id_of("organisation", FIRST, OTHER_CAMPAIGN),
        renewal_id=RENEWAL,
        held_on=on,
        elected=(events.Winner(person_number=number, post="MEMBER"),),
    )


def void(name="by-election"):
    """Return that a by-election was set aside; its successor has no result yet."""
    return events.ElectionVoided(
        **ids(FIRST, name, OTHER_CAMPAIGN),
        successor_id=id_of("once more", FIRST),
        voided_on=date(2022, 7, 1),
    )


@pytest.mark.parametrize(
    ("changes", "team"),
    [
        ([], SEATED),
        ([recall()], {"R-1": "CHAIR", "R-2": "DEPUTY_CHAIR"}),
        ([left()], {"R-1": "CHAIR", "R-2": "DEPUTY_CHAIR"}),
        ([left(), by_election()], SEATED.items() - {("R-3", "MEMBER")} | {("R-4", "MEMBER")}),
        ([recall(), by_election()], SEATED.items() - {("R-3", "MEMBER")} | {("R-4", "MEMBER")}),
        ([recall(), by_election("R-3")], SEATED),
        (
            [recall(), by_election(), recall("R-4", "another", on=date(2023, 3, 1))],
            {"R-1": "CHAIR", "R-2": "DEPUTY_CHAIR"},
        ),
        ([recall(), by_election(), void()], {"R-1": "CHAIR", "R-2": "DEPUTY_CHAIR"}),
    ],
)
def test_a_team_changes_during_its_term_and_the_figures_of_its_election_stay(
    session_for, changes, team
):
    session = session_for("reporting")
    consume(session, [*whole_story(), *committee()])
    before = figures_in(session, OTHER_CAMPAIGN, CITY)

    consume(session, [*changes, *changes])

    assert teams(session, [RENEWAL])[RENEWAL] == dict(team)
    told = progress(session, look_at(session, OTHER_CAMPAIGN, scope=CITY))
    assert (told["completed"], told["seated"], told["voided"]) == (1, 1, 0)
    assert figures_in(session, OTHER_CAMPAIGN, CITY) == before
    assert before[CITY]["team_members"] == len(SEATED)


def test_a_team_is_the_same_in_whatever_order_its_changes_are_told(session_for):
    seated = list(committee())
    found = []

    for order in permutations([seated[-1], recall(), by_election()]):
        session = session_for("reporting")
        consume(session, [*whole_story(), *seated[:-1], *order])
        found.append(dict(teams(session, [RENEWAL])[RENEWAL]))
        session.rollback()

    assert found == [{"R-1": "CHAIR", "R-2": "DEPUTY_CHAIR", "R-4": "MEMBER"}] * len(found)
