"""The rule book's cases of section 2: the meeting and those who count."""

from __future__ import annotations

from datetime import time
from functools import partial

from services.election.domain.party_meeting import (
    MeetingType,
    Presider,
    meeting_type_allowed,
    method_adopted,
    only_voters_counted,
    presider_fits,
    quorum_reached,
)
from services.election.domain.party_staff import (
    committee_scrutineers_fit,
    helper_fits,
    no_relatives_count,
    scrutineers_fit,
    tellers_fit,
)
from services.election.domain.rulebook import Outcome
from tests.services.election.rules.cases import Case, cases

PASSED, REFUSED, WARNED = Outcome.PASSED, Outcome.REFUSED, Outcome.WARNED
VOIDED = Outcome.VOIDED
CONGRESS = MeetingType.CONGRESS

cases(
    "PARTY-MEETING-TYPE",
    Case(
        "499 not scattered + approval",
        lambda: meeting_type_allowed(CONGRESS, members=499, approved=True),
        REFUSED,
    ),
    Case(
        "500 + approval",
        lambda: meeting_type_allowed(CONGRESS, members=500, approved=True),
        PASSED,
    ),
    Case("500 without approval", lambda: meeting_type_allowed(CONGRESS, members=500), REFUSED),
    Case(
        "120 scattered + approval",
        lambda: meeting_type_allowed(CONGRESS, members=120, scattered=True, approved=True),
        PASSED,
    ),
    Case(
        "all members always may",
        lambda: meeting_type_allowed(MeetingType.MEMBERS, members=900),
        PASSED,
    ),
)
cases(
    "PARTY-QUORUM",
    *(
        Case(
            f"B={base} A={present}",
            partial(quorum_reached, base=base, present=present),
            outcome,
        )
        for base, present, outcome in (
            (49, 39, VOIDED),
            (49, 40, PASSED),
            (50, 40, PASSED),
            (50, 39, VOIDED),
            (45, 36, PASSED),
            (45, 35, VOIDED),
        )
    ),
)
cases(
    "PARTY-QUORUM-BASE",
    Case(
        "B=49, 45 in the room of whom 6 probationary",
        lambda: only_voters_counted(base=49, in_room=45, non_voters=6),
        PASSED,
        {"present": 39},
    ),
    Case(
        "B=49, 45 in the room of whom 6 probationary, 45 counted",
        lambda: only_voters_counted(base=49, in_room=45, non_voters=6, counted=45),
        REFUSED,
        {"present": 39},
    ),
    Case(
        "and A=39 is invalid",
        lambda: quorum_reached(base=49, present=45 - 6),
        VOIDED,
        by="PARTY-QUORUM",
    ),
    Case("nobody", lambda: only_voters_counted(base=49, in_room=6, non_voters=6), PASSED),
    Case("A > B", lambda: only_voters_counted(base=49, in_room=50), REFUSED),
)
cases(
    "PARTY-CHAIR",
    Case(
        "a committee member presides",
        lambda: presider_fits(Presider.OUTGOING_COMMITTEE, kind=MeetingType.MEMBERS),
        PASSED,
    ),
    Case(
        "without a committee the outgoing secretary",
        lambda: presider_fits(
            Presider.OUTGOING_SECRETARY, kind=MeetingType.MEMBERS, has_committee=False
        ),
        PASSED,
    ),
    Case(
        "a congress by its presidium",
        lambda: presider_fits(Presider.PRESIDIUM, kind=CONGRESS),
        PASSED,
    ),
    Case("not recorded", lambda: presider_fits(None, kind=MeetingType.MEMBERS), WARNED),
)
cases(
    "PARTY-METHOD-ADOPT",
    Case(
        "adopted 09:10, ballots 09:30",
        lambda: method_adopted(adopted=True, adopted_at=time(9, 10), ballots_at=time(9, 30)),
        PASSED,
    ),
    Case("none", lambda: method_adopted(adopted=False), REFUSED),
    Case(
        "adopted in the minute of the ballots",
        lambda: method_adopted(adopted=True, adopted_at=time(9, 30), ballots_at=time(9, 30)),
        PASSED,
    ),
    Case(
        "adopted after the ballots went out",
        lambda: method_adopted(adopted=True, adopted_at=time(9, 31), ballots_at=time(9, 30)),
        REFUSED,
    ),
)
cases(
    "PARTY-SCRUTINEER",
    Case(
        "a voter present who is no candidate",
        lambda: scrutineers_fit(
            count=1, adopted=True, named=["v"], candidates=["c"], voters_present=["v", "c"]
        ),
        PASSED,
    ),
    Case(
        "a candidate",
        lambda: scrutineers_fit(count=1, adopted=True, named=["c"], candidates=["c"]),
        REFUSED,
    ),
    Case(
        "an absent member",
        lambda: scrutineers_fit(count=1, adopted=True, named=["a"], voters_present=["v", "c"]),
        REFUSED,
    ),
    Case(
        "a probationary member, present but no voter",
        lambda: scrutineers_fit(
            count=2, adopted=True, named=["v", "probationary"], voters_present=["v", "c"]
        ),
        REFUSED,
        {"unfit": ["probationary"]},
    ),
    Case("nobody", lambda: scrutineers_fit(count=0, adopted=True), REFUSED),
    Case("not adopted", lambda: scrutineers_fit(count=2, adopted=False), REFUSED),
)
cases(
    "PARTY-SCRUTINEER-COMMITTEE",
    *(
        Case(
            f"committee of 3, candidates a and b: {named}",
            partial(
                committee_scrutineers_fit, [named], committee=["a", "b", "c"], candidates=["a", "b"]
            ),
            outcome,
        )
        for named, outcome in (("a", REFUSED), ("b", REFUSED), ("c", PASSED), ("d", REFUSED))
    ),
)
cases(
    "PARTY-TELLER",
    Case("a candidate", lambda: tellers_fit(["c", "t"], candidates=["c"]), REFUSED),
    Case("another", lambda: tellers_fit(["t"], candidates=["c"]), PASSED),
)
cases(
    "PARTY-TELLER-KIN",
    Case("declared spouse", lambda: no_relatives_count(relatives_declared=1), WARNED),
    Case("none", lambda: no_relatives_count(relatives_declared=0), PASSED),
)
cases(
    "PARTY-HELPER",
    Case("a candidate", lambda: helper_fits("c", candidates=["c"]), REFUSED),
    Case("another", lambda: helper_fits("h", candidates=["c"]), PASSED),
)
