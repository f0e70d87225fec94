"""What a region asks of the preparation: no national source spells it out, so regions set it.

Every value below is a setting; unless a region's own document set it, it is shown as UNVERIFIED.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from services.election.domain.calendar import add_months
from services.election.domain.party_deadline import REMIND_MONTHS
from services.election.domain.plan_offsets import OFFSETS
from services.election.domain.preparation import BOTTOM_PERCENT, FIVE_GOODS_ONE_SATISFACTION
from services.election.domain.rulebook import Body, Trust, Value
from shared.text import Text

VOTE_STEPS = ("MEETING", "VOTE")
MONTHS_BEFORE_STATISTICS = 6


@dataclass(frozen=True, slots=True)
class Standard:
    """The values of a region; `document_no` is None where nobody set any."""

    rubric: tuple[Text, ...] = FIVE_GOODS_ONE_SATISFACTION
    star_levels: int = 5
    bottom_percent: int = BOTTOM_PERCENT
    leading_group_limit: date | None = None
    remind_months: int = REMIND_MONTHS
    training_steps: Mapping[Body, tuple[str, ...]] = field(default_factory=dict)
    step_days: Mapping[Body, Mapping[str, int]] = field(default_factory=dict)
    settings: Mapping[str, Value] = field(default_factory=dict)
    version: int = 0
    document_no: str | None = None

    @property
    def label(self) -> Trust:
        """How far the values may be trusted: as the city's policy where a document set them."""
        return Trust.SEED if self.document_no else Trust.UNVERIFIED

    def limit_for(self, statistics_as_of: date) -> date:
        """Return the last day for the leading group, as set or by the seed's distance.

        The seed's group was due on 2020-10-31, its statistics on 2021-04-30: the end of the month
        half a year before.
        """
        if self.leading_group_limit:
            return self.leading_group_limit
        month = add_months(statistics_as_of.replace(day=1), 1 - MONTHS_BEFORE_STATISTICS)
        return month - timedelta(days=1)

    def trained_for(self, body: Body) -> tuple[str, ...]:
        """Return the steps that need a training: as set, or every step up to the vote."""
        return self.training_steps.get(body) or steps_to_the_vote(body)

    def days_for(self, body: Body) -> Mapping[str, int]:
        """Return the offsets of the calendar that the region has set."""
        return self.step_days.get(body, {})


def steps_to_the_vote(body: Body) -> tuple[str, ...]:
    """Return the steps of a body's calendar, in order, the vote among them and none after it."""
    names = [row.step for row in OFFSETS[body]]
    vote = next(place for place, name in enumerate(names) if name in VOTE_STEPS)
    return tuple(names[: vote + 1])


def step_names(body: Body) -> frozenset[str]:
    """Return every step of a body's calendar."""
    return frozenset(row.step for row in OFFSETS[body])
