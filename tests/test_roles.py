"""Who may write what: every operation that changes something, against procedure, section 2."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from shared.security import Allowance, Role

SERVICES = ("roster", "election", "audit", "reporting")
READING = {"GET", "HEAD"}
KEEPERS = "CITY_ORG CITY_CIVIL COUNTY_ORG COUNTY_CIVIL STREET"
WORKERS = "CITY_ORG COUNTY_ORG STREET CLERK"
MATRIX = {
    "roster": {
        "start_import": "CITY_ORG",
        "register_committee": "CITY_ORG CITY_CIVIL COUNTY_CIVIL",
        "correct_organisation": "CITY_ORG COUNTY_ORG STREET",
        "request_correction": "STREET CLERK",
        "approve_correction": "COUNTY_ORG",
        "refuse_correction": "COUNTY_ORG",
        "file_reserve": "CITY_ORG COUNTY_ORG STREET",
        "withdraw_reserve": "CITY_ORG COUNTY_ORG STREET",
        "post_first_secretary": "CITY_ORG COUNTY_ORG",
        "end_first_secretary": "CITY_ORG COUNTY_ORG",
    },
    "election": {
        # Policy of the city; work counted by all who do it.
        "open_campaign": "CITY_ORG",
        "set_review_items": "CITY_ORG",
        "set_standard": "CITY_ORG",
        "set_working_days": "CITY_ORG",
        "record_activity": WORKERS,
        "record_training": WORKERS,
        # P0 to P3: the county lists, assesses, clears; the street visits and answers.
        "record_leading_group": "COUNTY_ORG",
        "record_star_ratings": "COUNTY_ORG",
        "record_division_talk": "COUNTY_ORG STREET",
        "record_talk": "COUNTY_ORG STREET",
        "set_responsibility": "STREET",
        "record_visit": "STREET",
        "record_work_team": "COUNTY_ORG",
        "record_survey": "STREET",
        "record_assessment": "COUNTY_ORG",
        "record_six_answers": "STREET",
        "close_risk": "COUNTY_ORG",
        "list_for_rectification": "COUNTY_ORG",
        "record_rectification_progress": "STREET",
        "accept_rectification": "COUNTY_ORG",
        "clear_election": "COUNTY_ORG",
        "postpone_election": "STREET COUNTY_ORG COUNTY_SC",
        "grant_exception": "COUNTY_ORG COUNTY_CIVIL COUNTY_SC COUNTY_GOV STREET EC",
        "keep_calendar": "CLERK EC",
        "pass_reminder_on": "STREET",
        # P4 to P7: the community prepares, the street replies, the county approves the plan.
        "record_plan": "CLERK",
        "vet_plan": "COUNTY_CIVIL",
        "approve_plan": "COUNTY_ORG",
        "send_request": "CLERK",
        "record_reply": "STREET",
        "record_rehearsal": "CLERK",
        "record_roll": "CLERK",
        "freeze_roll": "STREET",
        "nominate_people": "CLERK",
        "approve_delegate_seats": "STREET",
        "nominate_delegates": "CLERK",
        "elect_delegates": "CLERK",
        "check_credentials": "CLERK",
        "hold_preparatory_session": "CLERK",
        # P8 to P11: departments answer, the standing committee decides, the street agrees.
        "answer_review": "REVIEW_DEPARTMENT",
        "decide_review": "COUNTY_SC",
        "record_consent": "STREET",
        "publish_notice": "STREET",
        "receive_objection": "STREET",
        "close_objection": "STREET",
        "correct_surname_strokes": "CLERK",
        "fix_candidates": "CLERK",
        # P12 to P14: tellers count, scrutineers sign, the street decides and certifies.
        "record_meeting": "CLERK",
        "complete_meeting": "CLERK",
        "open_round": "SCRUTINEER",
        "enter_tally": "TELLER",
        "discard_tally": "SCRUTINEER",
        "sign_count": "SCRUTINEER",
        "decide_tie": "STREET",
        "add_further_candidates": "STREET",
        "cut_seats": "STREET",
        "certify_result": "STREET",
        "record_secretary_meeting": "SCRUTINEER",
        "name_secretary_candidate": "STREET",
        # P15 and P16: the community reports, the street approves, the county files.
        "report_result": "CLERK",
        "approve_result": "STREET",
        "refuse_result": "STREET",
        "file_with_county": "COUNTY_ORG",
        "hand_over": "STREET",
        "close_election": "STREET",
        "void_election_result": "COUNTY_ORG",
        "request_correction": "STREET CLERK",
        "approve_correction": "COUNTY_ORG",
        "refuse_correction": "COUNTY_ORG",
        # R0 to R12: the election committee runs it, street and civil affairs approve.
        "publish_audit": "STREET",
        "approve_delay": "COUNTY_GOV",
        "form_election_committee": "CLERK",
        "change_election_committee": "EC",
        "record_committee_decision": "EC",
        "declare_kin": "EC",
        "settle_method": "EC",
        "approve_method": "STREET",
        "move_election_day": "EC",
        "record_representatives": "EC",
        "register_voters": "EC",
        "remove_voter": "EC",
        "publish_voter_list": "EC",
        "receive_voter_objection": "EC",
        "decide_voter_objection": "EC",
        "nominate_by_signers": "EC",
        "publish_candidates": "EC",
        "give_proxy": "EC",
        "name_officials": "EC",
        "prepare_vote": "EC",
        "open_vote": "EC",
        "enter_write_in": "EC",
        "enter_vote_tally": "TELLER",
        "discard_vote_tally": "SCRUTINEER",
        "sign_vote": "SCRUTINEER",
        "vacate_seat": "COUNTY_CIVIL STREET",
        "add_candidate": "EC",
        "declare_result": "EC",
        "file_result": "EC",
        "issue_certificates": "COUNTY_CIVIL",
        "hand_over_committee": "EC",
        "receive_result_objection": "COUNTY_CIVIL STREET",
        "answer_result_objection": "COUNTY_CIVIL STREET",
        "annul_election": "COUNTY_CIVIL",
        "order_by_election": "STREET",
        "record_departure": "STREET",
        "appoint_member": "STREET",
        "propose_recall": "CLERK",
        "vote_on_recall": "EC",
        "confirm_recall": "STREET",
    },
    "audit": {
        "open_problem": KEEPERS,
        "close_problem": KEEPERS,
        "receive_complaint": KEEPERS,
        "close_complaint": KEEPERS,
        "record_activity": KEEPERS,
    },
    "reporting": {"issue_bulletin": "CITY_ORG CITY_CIVIL COUNTY_ORG COUNTY_CIVIL"},
}
BALLOTS = {
    "open_round", "enter_tally", "discard_tally", "sign_count", "record_secretary_meeting",
    "enter_vote_tally", "discard_vote_tally", "sign_vote",
}  # fmt: skip
DECISIONS = {
    "vet_plan", "approve_plan", "record_reply", "freeze_roll", "decide_review", "record_consent",
    "decide_tie", "cut_seats", "certify_result", "approve_result", "refuse_result",
    "approve_correction", "refuse_correction", "approve_method", "issue_certificates",
    "confirm_recall", "clear_election", "accept_rectification", "close_risk",
    "void_election_result",
}  # fmt: skip


def allowances(dependant: Dependant) -> Iterator[Allowance]:
    """Yield what an operation asks of its caller."""
    if isinstance(dependant.call, Allowance):
        yield dependant.call
    for each in dependant.dependencies:
        yield from allowances(each)


@pytest.fixture(scope="module")
def writers():
    """Return by service and operation the roles that may change something by it."""
    found = {}
    for service in SERVICES:
        application = import_module(f"services.{service}.app").create_app()
        found[service] = {
            route.name: {role for each in allowances(route.dependant) for role in each.roles}
            for route in iter_route_contexts(application.routes)
            if (route.methods or set()) - READING
        }
        application.state.engine.dispose()
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_that_writes_has_its_row_in_the_matrix(writers, service):
    expected = {name: {Role(role) for role in row.split()} for name, row in MATRIX[service].items()}

    assert writers[service] == expected


@pytest.mark.parametrize(
    ("role", "operations"),
    [
        *((role, BALLOTS) for role in ("CITY_ORG", "CITY_CIVIL", "COUNTY_ORG", "COUNTY_CIVIL")),
        *((role, BALLOTS) for role in ("STREET", "CLERK", "EC", "COUNTY_SC")),
        *((role, DECISIONS) for role in ("CLERK", "SCRUTINEER", "TELLER", "EC")),
        ("REVIEW_DEPARTMENT", BALLOTS | DECISIONS),
    ],
)
def test_nobody_counts_who_decides_nor_decides_who_enters(writers, role, operations):
    assert {name for name in operations if Role(role) in writers["election"][name]} == set()


@pytest.mark.parametrize("role", ["AUDITOR", "OPERATOR"])
def test_who_only_reads_changes_nothing(writers, role):
    written = [name for own in writers.values() for name, roles in own.items() if role in roles]

    assert written == []
