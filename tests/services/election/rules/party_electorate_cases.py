"""The rule book's cases of section 1: who votes."""

from __future__ import annotations

from datetime import date

from services.election.domain.party_electorate import (
    Membership,
    MemberStatus,
    may_vote,
    restoration_decided,
    suspension_decided,
)
from services.election.domain.party_roll import (
    Exclusion,
    Roll,
    count_exclusions,
    exclusion_allowed,
    ground_is_a_code,
    roll_frozen,
)
from services.election.domain.rulebook import Outcome
from tests.services.election.rules.cases import Case, cases

PASSED, REFUSED, WARNED = Outcome.PASSED, Outcome.REFUSED, Outcome.WARNED
DUE = date(2026, 3, 15)
PUNISHED = Membership(
    on_probation_from=date(2020, 6, 1),
    on_probation_until=date(2021, 5, 31),
    rights_restored_on=date(2021, 6, 1),
)

cases(
    "PARTY-ELIGIBLE",
    Case("full", lambda: may_vote(Membership(), on=DUE), PASSED),
    Case(
        "probationary",
        lambda: may_vote(Membership(MemberStatus.PROBATIONARY), on=DUE),
        REFUSED,
    ),
    Case(
        "on the first day of probation within the Party",
        lambda: may_vote(PUNISHED, on=date(2020, 6, 1)),
        REFUSED,
    ),
    Case(
        "on the last day of probation within the Party",
        lambda: may_vote(PUNISHED, on=date(2021, 5, 31)),
        REFUSED,
    ),
    Case(
        "period over and rights restored",
        lambda: may_vote(PUNISHED, on=date(2021, 6, 1)),
        PASSED,
    ),
)
cases(
    "PARTY-SUSPENDED",
    Case("arrested, decided", lambda: suspension_decided(held=1, suspended=1), PASSED),
    Case(
        "arrested, decided: out of E",
        lambda: may_vote(Membership(rights_suspended=True), on=DUE),
        REFUSED,
        by="PARTY-ELIGIBLE",
    ),
    Case("arrested, not decided", lambda: suspension_decided(held=1, suspended=0), REFUSED),
    Case(
        "released and restored: in E",
        lambda: may_vote(Membership(rights_suspended=False), on=DUE),
        PASSED,
        by="PARTY-ELIGIBLE",
    ),
)
ENDED = Membership(on_probation_from=date(2020, 5, 1), on_probation_until=date(2021, 4, 30))
RESTORED = Membership(
    on_probation_from=date(2020, 5, 1),
    on_probation_until=date(2021, 4, 30),
    rights_restored_on=date(2021, 5, 5),
)
cases(
    "PARTY-PROBATION-END",
    Case(
        "ended 04-30, no decision, meeting 05-06",
        lambda: restoration_decided(ENDED, on=date(2021, 5, 6)),
        WARNED,
        {"eligible": False},
    ),
    Case(
        "on the last day there is nothing to decide yet",
        lambda: restoration_decided(ENDED, on=date(2021, 4, 30)),
        PASSED,
        {"eligible": False},
    ),
    Case(
        "never on probation within the Party",
        lambda: restoration_decided(Membership(), on=date(2021, 5, 6)),
        PASSED,
        {"eligible": True},
    ),
    Case(
        "decision 05-05",
        lambda: restoration_decided(RESTORED, on=date(2021, 5, 6)),
        PASSED,
        {"eligible": True},
    ),
)
cases(
    "PARTY-ROLL-FREEZE",
    Case(
        "58 full, 1 on probation within the Party, 1 suspended, 7 left out",
        lambda: roll_frozen(Roll(58, 1, 1, 7)),
        PASSED,
        {"eligible": 56, "excluded": 7, "base": 49},
    ),
    Case("not frozen", lambda: roll_frozen(Roll(58), frozen=False), REFUSED),
    Case("nobody left", lambda: roll_frozen(Roll(7, excluded=7)), REFUSED),
    Case("more lost than there are", lambda: roll_frozen(Roll(1, 1, 1)), REFUSED),
)
cases(
    "PARTY-EXCLUDE",
    Case(
        "AWAY and both consents: X+1",
        lambda: roll_frozen(
            Roll(50, excluded=count_exclusions([Exclusion("AWAY", True, True)]))  # noqa: FBT003
        ),
        PASSED,
        {"base": 49},
        by="PARTY-ROLL-FREEZE",
    ),
    Case(
        "AWAY and both consents",
        lambda: exclusion_allowed("AWAY", superior_consent=True, adopted_by_meeting=True),
        PASSED,
    ),
    Case(
        "superior's consent missing",
        lambda: exclusion_allowed("AWAY", superior_consent=False, adopted_by_meeting=True),
        REFUSED,
    ),
    Case(
        "meeting's consent missing: still in B",
        lambda: exclusion_allowed("AWAY", superior_consent=True, adopted_by_meeting=False),
        REFUSED,
    ),
    Case(
        "busy at work",
        lambda: exclusion_allowed("busy at work", superior_consent=True, adopted_by_meeting=True),
        REFUSED,
    ),
)
cases(
    "PARTY-EXCLUDE-PRIVACY",
    Case("HEALTH", lambda: ground_is_a_code("HEALTH"), PASSED),
    Case("a diagnosis", lambda: ground_is_a_code("lung disease"), REFUSED),
)
