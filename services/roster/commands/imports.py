"""Imports as jobs: run by the worker, one at a time, each in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from services.roster.commands.divisions import load_divisions, store_divisions
from services.roster.commands.files import Unreadable, read_csv, read_workbook
from services.roster.commands.records import load_records
from services.roster.commands.remarks import remarked
from services.roster.commands.rosters import store_roster
from services.roster.commands.tally import Change, Tally
from services.roster.domain.checks import check_roster, dependents_of
from services.roster.domain.divisions import DIVISIONS, DivisionTable
from services.roster.domain.imports import Findings, ImportKind, Mode, OnError, State
from services.roster.domain.problems.files import NOT_PROCESSED
from services.roster.domain.problems.problem import RowError, found
from services.roster.domain.sheets import lines
from services.roster.domain.workbook import read_roster
from services.roster.models import Import, ImportFile, ImportRemark
from shared.context import Cause, acting
from shared.crash import crash_point
from shared.database import now

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
MOST_ERRORS = 1000  # kept per import; `errors` counts them all
FILES_KEPT_FOR = timedelta(days=7)  # a rejected workbook holds personal data

# One import at a time, in the order they came: a roster may need the divisions before it. Whoever
# holds the lock is alive; an import that says RUNNING while nobody does was left by a worker that
# died, and is taken up again.
TURN = select(func.pg_try_advisory_xact_lock(func.hashtext("roster imports")))
WAITING = (
    select(Import)
    .where(Import.state.in_([State.QUEUED, State.RUNNING]))
    .order_by(Import.id)
    .limit(1)
)


def start_next(session: Session) -> UUID | None:
    """Mark the longest waiting import as running and return its id; None when nothing waits."""
    job = session.scalar(WAITING) if session.scalar(TURN) else None
    if job is None:
        return None
    job.state = State.RUNNING
    job.attempts += 1
    if job.attempts > MOST_ATTEMPTS:
        log.error("Import %s was given up after %s attempts", job.id, MOST_ATTEMPTS)
        _finish(session, job, Findings(0, [found(NOT_PROCESSED, "", 0, "")], is_form_wrong=True))
    return job.id


def run(session: Session, import_id: UUID, *, today: date) -> None:
    """Read, check and store one import, unless another worker has taken the turn."""
    job = session.scalar(WAITING.where(Import.id == import_id)) if session.scalar(TURN) else None
    if job is None:
        return
    content = (
        session.scalar(select(ImportFile.content).where(ImportFile.import_id == job.id)) or b""
    )
    cause = Cause(job.requested_by, job.requester_role, job.correlation_id)
    with acting(cause):
        findings, tally = _IMPORTERS[ImportKind(job.kind)](session, job, content, today)
    job.created, job.changed = tally[Change.CREATED], tally[Change.CHANGED]
    job.unchanged = tally[Change.UNCHANGED]
    _finish(session, job, findings)
    if findings.errors and findings.is_readable:
        session.execute(
            update(ImportFile)
            .where(ImportFile.import_id == job.id)
            .values(remarked=remarked(ImportKind(job.kind), content, findings.errors))
        )
    crash_point("in_import")
    log.info("Import %s is %s: %s lines, %s rejected", job.id, job.state, job.read, job.rejected)


def forget_files(session: Session) -> None:
    """Remove files that have been kept long enough."""
    session.execute(
        delete(ImportFile)
        .where(ImportFile.stored_at < func.now() - FILES_KEPT_FOR)
        .where(ImportFile.import_id.in_(select(Import.id).where(Import.finished_at.is_not(None))))
    )


def _finish(session: Session, job: Import, findings: Findings) -> None:
    """Record the end of an import; the file as it was sent is not needed any more."""
    is_rejected = findings.is_rejected(OnError(job.on_error))
    job.state = State.REJECTED if is_rejected else State.DONE
    job.read, job.rejected = findings.lines, findings.rejected
    job.accepted = job.read - job.rejected
    job.errors = len(findings.errors)
    job.finished_at = now()
    rows = [
        {
            "import_id": job.id,
            "number": number,
            "sheet": error.sheet,
            "cell": error.cell,
            "code": error.code,
            "message_zh": error.says.zh,
            "message_en": error.says.en,
            "mend_zh": error.mend.zh,
            "mend_en": error.mend.en,
        }
        for number, error in enumerate(findings.errors[:MOST_ERRORS], start=1)
    ]
    if rows:
        session.execute(insert(ImportRemark), rows)
    session.execute(update(ImportFile).where(ImportFile.import_id == job.id).values(content=None))


def _import_roster(
    session: Session, job: Import, content: bytes, today: date
) -> tuple[Findings, Tally]:
    errors: list[RowError] = []
    try:
        roster = read_roster(read_workbook(content), errors)
    except Unreadable as unreadable:
        return _unreadable(unreadable)
    if any(error.row <= 1 for error in errors):
        return Findings(roster.lines, errors, is_form_wrong=True), Tally()
    records = load_records(session, roster, scope=job.division_code)
    errors.extend(check_roster(roster, records.known(today)))
    if job.on_error == OnError.SKIP_ROW:
        wrong = Findings(roster.lines, errors).wrong
        errors.extend(dependents_of(roster, wrong))
    findings = Findings(roster.lines, errors)
    if findings.is_rejected(OnError(job.on_error)) or job.mode == Mode.VALIDATE:
        return findings, Tally()
    roster.drop(findings.wrong)
    return findings, store_roster(session, roster, records, today=today)


def _import_divisions(
    session: Session, job: Import, content: bytes, _: date
) -> tuple[Findings, Tally]:
    errors: list[RowError] = []
    try:
        cells = read_csv(content)
    except Unreadable as unreadable:
        return _unreadable(unreadable)
    rows, _unread = DIVISIONS.read(DIVISIONS.name, cells, errors)
    count = sum(1 for _ in lines(cells))
    if any(error.row <= 1 for error in errors):
        return Findings(count, errors, is_form_wrong=True), Tally()
    known = load_divisions(session, rows)
    table = DivisionTable(known, job.division_code)
    errors.extend(table.take(rows))
    findings = Findings(count, errors)
    if findings.is_rejected(OnError(job.on_error)) or job.mode == Mode.VALIDATE:
        return findings, Tally()
    changed = table.changed()
    tally = store_divisions(session, changed, known)
    tally[Change.UNCHANGED] = len(table.accepted) - len(changed)
    return findings, tally


def _unreadable(unreadable: Unreadable) -> tuple[Findings, Tally]:
    error = found(unreadable.problem, "", 0, "", **unreadable.details)
    return Findings(0, [error], is_form_wrong=True, is_readable=False), Tally()


Importer = Callable[[Session, Import, bytes, date], tuple[Findings, Tally]]
_IMPORTERS: dict[ImportKind, Importer] = {
    ImportKind.ROSTER: _import_roster,
    ImportKind.DIVISIONS: _import_divisions,
}
