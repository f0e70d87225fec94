"""The rule book's cases of section 5: void votes, objections, handover, recall, by-election."""

from __future__ import annotations

from datetime import date
from functools import partial

from services.election.domain.residents_after import (
    RecallVote,
    handed_over_in_time,
    recalled,
    rest_of_term,
    result_filed,
)
from services.election.domain.residents_law import Mode
from services.election.domain.residents_void import (
    Breach,
    answered_in_time,
    nothing_voids,
    rerun_in_time,
    seats_won_fairly,
)
from services.election.domain.rulebook import Authority, Outcome, Verdict
from tests.services.election.rules.cases import Case, cases

IN_2021, IN_2026 = date(2021, 6, 20), date(2026, 5, 10)
VOID_ON = FORMED_ON = RECEIVED_ON = date(2026, 3, 21)


def recall(mode: Mode, base: int, proposers: int, took_part: int, yes: int) -> Verdict:
    return recalled.on(IN_2026)(RecallVote(mode, base, proposers, took_part, yes))


def of_representatives(proposers: int, took_part: int, yes: int) -> Verdict:
    return recall(Mode.REPRESENTATIVE, 60, proposers, took_part, yes)


cases(
    "RC-VOID",
    Case("none: ok", lambda: nothing_voids(()), Outcome.PASSED),
    *(
        Case(
            f"any one is enough, {breach}: void",
            partial(nothing_voids, [breach]),
            Outcome.VOIDED,
            {"breaches": [breach]},
        )
        for breach in Breach
    ),
)
cases(
    "RC-RERUN",
    Case(
        "void 03-21: 04-20 ok",
        lambda: rerun_in_time(void_on=VOID_ON, rerun_on=date(2026, 4, 20)),
        Outcome.PASSED,
    ),
    Case(
        "04-21 late",
        lambda: rerun_in_time(void_on=VOID_ON, rerun_on=date(2026, 4, 21)),
        Outcome.NEEDS_APPROVAL,
        authority=Authority.COUNTY_CIVIL,
    ),
    Case(
        "none by 04-21: warn",
        lambda: rerun_in_time(void_on=VOID_ON, rerun_on=None, today=date(2026, 4, 21)),
        Outcome.WARNED,
    ),
)
cases(
    "RC-OBJECT-RESULT",
    Case(
        "received 03-21: answered 04-20 ok",
        lambda: answered_in_time(received_on=RECEIVED_ON, answered_on=date(2026, 4, 20)),
        Outcome.PASSED,
    ),
    Case(
        "answered 04-21: warn",
        lambda: answered_in_time(received_on=RECEIVED_ON, answered_on=date(2026, 4, 21)),
        Outcome.WARNED,
    ),
    Case(
        "open on 04-21: warn",
        lambda: answered_in_time(
            received_on=RECEIVED_ON, answered_on=None, today=date(2026, 4, 21)
        ),
        Outcome.WARNED,
    ),
)
cases(
    "RC-FRAUD",
    Case(
        "decision against a winner: that seat is void",
        lambda: seats_won_fairly.on(IN_2026)(("甲", "乙"), decided_against={"乙"}),
        Outcome.VOIDED,
        {"void_seats": ["乙"]},
    ),
    Case(
        "no decision: ok",
        lambda: seats_won_fairly.on(IN_2021)(("甲", "乙"), decided_against=()),
        Outcome.PASSED,
    ),
)
cases(
    "RC-FILE",
    Case(
        "filed, five certificates for five: ok",
        lambda: result_filed(filed_on=IN_2026, certificates=5, members=5),
        Outcome.PASSED,
    ),
    Case(
        "not filed: warn",
        lambda: result_filed(filed_on=None, certificates=5, members=5),
        Outcome.WARNED,
    ),
    Case(
        "a certificate missing: warn",
        lambda: result_filed(filed_on=IN_2026, certificates=4, members=5),
        Outcome.WARNED,
    ),
)
cases(
    "RC-HANDOVER",
    Case(
        "formed 03-21: 03-31 ok",
        lambda: handed_over_in_time(formed_on=FORMED_ON, handover_on=date(2026, 3, 31)),
        Outcome.PASSED,
    ),
    Case(
        "04-01 late",
        lambda: handed_over_in_time(formed_on=FORMED_ON, handover_on=date(2026, 4, 1)),
        Outcome.WARNED,
    ),
    Case(
        "open on 04-01: warn",
        lambda: handed_over_in_time(formed_on=FORMED_ON, handover_on=None, today=date(2026, 4, 1)),
        Outcome.WARNED,
    ),
)
cases(
    "RC-RECALL",
    Case("P=60: 40 present, void", lambda: of_representatives(20, 40, 40), Outcome.VOIDED),
    Case("41 ok, 21 yes: recalled", lambda: of_representatives(20, 41, 21), Outcome.PASSED),
    Case("41, 20 yes: not recalled", lambda: of_representatives(20, 41, 20), Outcome.NOT_MET),
    Case("19 of 60 propose: void", lambda: of_representatives(19, 60, 60), Outcome.VOIDED),
    Case(
        "R=1000: 200 propose, 501 vote, 251 yes: recalled",
        lambda: recall(Mode.ALL, 1000, 200, 501, 251),
        Outcome.PASSED,
    ),
    Case(
        "R=1000: 199 propose, void",
        lambda: recall(Mode.ALL, 1000, 199, 501, 251),
        Outcome.VOIDED,
    ),
    Case(
        "H=300: 150 vote, void",
        lambda: recall(Mode.HOUSEHOLD, 300, 60, 150, 150),
        Outcome.VOIDED,
    ),
)
cases(
    "RC-BYELECTION",
    Case(
        "the rest of the term",
        lambda: rest_of_term.on(IN_2026)(held_on=IN_2026, committee_due=date(2029, 6, 20)),
        Outcome.PASSED,
        {"due": date(2029, 6, 20)},
    ),
    Case(
        "no term left: renew the committee",
        lambda: rest_of_term.on(IN_2026)(held_on=IN_2026, committee_due=IN_2026),
        Outcome.NOT_MET,
    ),
)
