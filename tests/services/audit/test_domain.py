"""What may be closed, and when."""

from __future__ import annotations

from datetime import date

import pytest

from services.audit.domain import AlreadyClosed, ClosedBeforeFound, check_closing

DAY, DAY_AFTER = date(2021, 4, 30), date(2021, 5, 1)


def test_what_is_open_may_be_closed_on_the_day_it_began():
    check_closing(began_on=DAY, closed_before=None, closes_on=DAY)


def test_nothing_is_closed_before_it_began():
    with pytest.raises(ClosedBeforeFound) as refusal:
        check_closing(began_on=DAY_AFTER, closed_before=None, closes_on=DAY)

    assert refusal.value.errors[0].pointer == "/closed_on"


def test_what_is_closed_stays_as_it_was_closed():
    with pytest.raises(AlreadyClosed):
        check_closing(began_on=DAY, closed_before=DAY, closes_on=DAY_AFTER)
