"""The rule book's cases of section 5: turnout, ballots, who is elected."""

from __future__ import annotations

from datetime import date

from services.election.domain.residents_ballot import (
    enough_took_part,
    part_closes,
    part_valid,
    returned_within_issued,
    secret_and_open,
)
from services.election.domain.residents_elected import (
    highest_first,
    majority_of_participants,
    nobody_tied,
    third_of_ballots,
)
from services.election.domain.residents_law import Mode
from services.election.domain.rulebook import Outcome, Verdict
from tests.services.election.rules.cases import Case, cases

IN_2021, IN_2026 = date(2021, 6, 20), date(2026, 5, 10)


def turnout(on: date, mode: Mode, base: int, took_part: int) -> Verdict:
    return enough_took_part.on(on)(mode, base=base, took_part=took_part)


def majority(votes: int, took_part: int) -> Verdict:
    return majority_of_participants.on(IN_2026)(votes=votes, took_part=took_part)


def further(votes: int) -> Verdict:
    return third_of_ballots.on(IN_2026)(votes=votes, cast=600)


def attested(**missing: bool) -> Verdict:
    given = {"private_booth": True, "counted_in_public": True, "announced_on_the_spot": True}
    return secret_and_open(**(given | missing))


cases(
    "RC-QUORUM",
    Case("R=1000: 500 no", lambda: turnout(IN_2026, Mode.ALL, 1000, 500), Outcome.VOIDED),
    Case("501 yes", lambda: turnout(IN_2026, Mode.ALL, 1000, 501), Outcome.PASSED),
    Case(
        "P=60 (2026): 40 no", lambda: turnout(IN_2026, Mode.REPRESENTATIVE, 60, 40), Outcome.VOIDED
    ),
    Case("41 yes", lambda: turnout(IN_2026, Mode.REPRESENTATIVE, 60, 41), Outcome.PASSED),
    Case(
        "P=60 (2021): 30 no", lambda: turnout(IN_2021, Mode.REPRESENTATIVE, 60, 30), Outcome.VOIDED
    ),
    Case("31 yes", lambda: turnout(IN_2021, Mode.REPRESENTATIVE, 60, 31), Outcome.PASSED),
    Case("H=300: 150 no", lambda: turnout(IN_2026, Mode.HOUSEHOLD, 300, 150), Outcome.VOIDED),
    Case("H=300: 151 yes", lambda: turnout(IN_2026, Mode.HOUSEHOLD, 300, 151), Outcome.PASSED),
)
cases(
    "RC-BALLOT-TOTAL",
    Case(
        "I=600 C=600 ok", lambda: returned_within_issued(issued=600, returned=600), Outcome.PASSED
    ),
    Case("601 void", lambda: returned_within_issued(issued=600, returned=601), Outcome.VOIDED),
)
cases(
    "RC-BALLOT-VALID",
    Case("chair: 2 chosen, part invalid", lambda: part_valid(chosen=2, seats=1), Outcome.NOT_MET),
    Case("chair: 1 chosen ok", lambda: part_valid(chosen=1, seats=1), Outcome.PASSED),
    Case("chair: none chosen ok", lambda: part_valid(chosen=0, seats=1), Outcome.PASSED),
    Case(
        "chair: 601 votes on 600 valid parts, count again",
        lambda: part_closes({"甲": 400, "乙": 201}, seats=1, valid_parts=600),
        Outcome.REFUSED,
    ),
    Case(
        "chair: 600 votes on 600 valid parts ok",
        lambda: part_closes({"甲": 400, "乙": 200}, seats=1, valid_parts=600),
        Outcome.PASSED,
    ),
    Case(
        "3 members: one person with 601 votes on 600 parts, count again",
        lambda: part_closes({"甲": 601}, seats=3, valid_parts=600),
        Outcome.REFUSED,
    ),
)
cases(
    "RC-MAJORITY",
    Case("T=601: 300 no", lambda: majority(300, 601), Outcome.NOT_MET),
    Case("T=601: 301 yes", lambda: majority(301, 601), Outcome.PASSED),
    Case("T=600: 300 no", lambda: majority(300, 600), Outcome.NOT_MET),
    Case("T=600: 301 yes", lambda: majority(301, 600), Outcome.PASSED),
)
cases(
    "RC-OVERFILL",
    Case(
        "44, 43, 40 for 2 seats: the first two",
        lambda: highest_first({"甲": 40, "乙": 44, "丙": 43}, seats=2),
        Outcome.PASSED,
        {"elected": ("乙", "丙")},
    ),
)
cases(
    "RC-TIE",
    Case(
        "310:310 for one seat: run-off",
        lambda: nobody_tied({"甲": 310, "乙": 310}, seats=1),
        Outcome.NOT_MET,
        {"tied": ("甲", "乙"), "run_off_seats": 1},
    ),
    Case(
        "310:310 for two seats: both elected",
        lambda: nobody_tied({"甲": 310, "乙": 310}, seats=2),
        Outcome.PASSED,
        {"elected": ("甲", "乙")},
    ),
)
cases(
    "RC-FURTHER",
    Case("cast 600: 199 no", lambda: further(199), Outcome.NOT_MET),
    Case("200 yes", lambda: further(200), Outcome.PASSED),
)
cases(
    "RC-SECRET-OPEN",
    Case("all attested: ok", attested, Outcome.PASSED),
    Case(
        "not announced on the spot: void (Chongqing)",
        lambda: attested(announced_on_the_spot=False),
        Outcome.VOIDED,
    ),
    Case("no booth: void", lambda: attested(private_booth=False), Outcome.VOIDED),
    Case("not counted in public: void", lambda: attested(counted_in_public=False), Outcome.VOIDED),
)
