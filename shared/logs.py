"""Structured logs: only listed fields are written, so that no personal value ever is.

A line is a sentence with arguments, `log.info("Election %s completed", election.id)`, and perhaps
`extra={...}`. Whatever a coder or a library passes, what reaches the line is: fields of `FIELDS`,
arguments that are numbers, dates, identifiers or short codes, and of an exception its type and
its stack, for its message may quote a row.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TextIO
from uuid import UUID

from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import EventDict, WrappedLogger

from shared.context import current_cause
from shared.settings import Settings

FIELDS = {
    *("method", "operation", "status", "milliseconds"),  # requests
    *(
        "topic",
        "event_name",
        "event_id",
        "version",
        "position",
        "attempt",
        "consumer",
        "count",
    ),  # events
}
WITHHELD = "[withheld]"
PLAIN = (int, float, bool, UUID, date, time, type(None))
CODE = re.compile(r"[A-Za-z0-9_.:/{}+-]{1,64}")
PERSONAL = re.compile(
    r"\d{14,}[\dXx]"  # identity numbers of 15 and 18 digits
    r"|(?<![0-9a-f])1[3-9]\d{9}(?![0-9a-f])"  # mobile numbers, not parts of UUIDs
    r"|eyJ[\w-]+\.[\w.-]*"  # tokens
    r"|(?<=://)[^@/\s]+@"  # passwords in addresses
)
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
PROJECT = Path(__file__).parent.parent
HANDLER_NAME = "huanjie"
TALKATIVE = ("httpx", "httpx2", "httpcore", "sqlalchemy", "alembic", "kafka")


def configure_logs(settings: Settings) -> None:
    """Send every log line of this process, ours and the libraries', through one formatter."""
    handler = StandardOutput()
    handler.name = HANDLER_NAME
    handler.setFormatter(
        SafeFormatter(
            foreign_pre_chain=[
                ExtraAdder(FIELDS),
                add_log_level,
                add_logger_name,
                partial(_add_circumstances, settings.service),
                _reduce_exception,
            ],
            processors=[
                ProcessorFormatter.remove_processors_meta,
                _withhold,
                _write_json if settings.log_format == "json" else _write_line,
            ],
        )
    )
    # No line tells of them, and finding them out for each takes time.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    root = logging.getLogger()
    root.handlers = [kept for kept in root.handlers if kept.name != HANDLER_NAME] + [handler]
    root.setLevel(settings.log_level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    _take_over_server_logs()


def _take_over_server_logs() -> None:
    """Let the server's lines pass through us; requests are logged by us already."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
    logging.getLogger("uvicorn.access").disabled = True


class StandardOutput(logging.StreamHandler[TextIO]):
    """Writes to what standard output is at that moment."""

    @property
    def stream(self) -> TextIO:
        """Return where to write."""
        return sys.stdout

    @stream.setter
    def stream(self, _: TextIO) -> None:
        """Keep nothing: tests put another output in its place."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Say which logger's line was lost; the default would print its arguments."""
        sys.stderr.write(f"A log line of {record.name} could not be written\n")


class SafeFormatter(ProcessorFormatter):
    """Formats a record whose arguments may be anything."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        if not record.args:
            return super().format(record)
        safe = logging.makeLogRecord(record.__dict__)
        if isinstance(record.args, tuple):
            safe.args = tuple(_safe(argument) for argument in record.args)
        elif record.args:
            safe.args = {name: _safe(argument) for name, argument in record.args.items()}
        return super().format(safe)


def _safe(argument: object) -> object:
    """Return the argument if it is of a kind that names no person, else a note that it was not."""
    if isinstance(argument, Enum | type):
        return getattr(argument, "name", None) or getattr(argument, "__name__", WITHHELD)
    if isinstance(argument, PLAIN) or (isinstance(argument, str) and CODE.fullmatch(argument)):
        return argument
    if isinstance(argument, BaseException):
        return type(argument).__name__
    return WITHHELD


def _add_circumstances(service: str, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
    written_at = datetime.fromtimestamp(event["_record"].created, UTC)
    event["at"] = written_at.isoformat(timespec="milliseconds")
    event["service"] = service
    trace_id = current_cause().correlation_id
    if trace_id:
        event["trace_id"] = trace_id
    return event


def _reduce_exception(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Replace an exception by its types, outermost first, and the places it came through."""
    error = event.pop("exc_info", (None, None, None))[1]
    event.pop("stack_info", None)
    if error is None:
        return event
    event["stack"] = [_place(frame) for frame in traceback.extract_tb(error.__traceback__)]
    event["error"] = []
    while error is not None:
        event["error"].append(type(error).__name__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return event


def _place(frame: traceback.FrameSummary) -> str:
    file = Path(frame.filename)
    where = file.relative_to(PROJECT) if file.is_relative_to(PROJECT) else file.name
    return f"{where}:{frame.lineno} {frame.name}"


def _withhold(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Keep each line one line, and take out what looks like a person's number or a secret."""
    sentence = UNPRINTABLE.sub(" ", str(event["event"]))
    event["event"] = PERSONAL.sub(WITHHELD, sentence)
    for name in FIELDS & event.keys():
        value = _safe(event[name])
        event[name] = PERSONAL.sub(WITHHELD, value) if isinstance(value, str) else value
    return event


def _write_json(_: WrappedLogger, __: str, event: EventDict) -> str:
    first = {name: event.pop(name) for name in ("at", "level", "service", "event")}
    return json.dumps({**first, **event}, ensure_ascii=False, default=str)


def _write_line(_: WrappedLogger, level: str, event: EventDict) -> str:
    """Return the line for a person at a terminal."""
    at, service, sentence = (event.pop(name) for name in ("at", "service", "event"))
    details = " ".join(f"{name}={value}" for name, value in event.items() if name != "level")
    return f"{at} {level.upper():<8} {service:<10} {sentence}  {details}".rstrip()
