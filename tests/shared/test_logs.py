"""Logs: one line per event, found by its trace, and nothing in it that names a person."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.context import Cause, acting
from shared.logs import HANDLER_NAME, configure_logs
from shared.security import Role
from shared.settings import Settings

PERSONAL = [
    "张三",
    "220402199001011234",
    "22040219900101123X",
    "220402900101123",
    "13800138000",
    "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl",
    "postgresql://roster:secret@127.0.0.1/huanjie",
]

log = logging.getLogger("services.sample")


class Written:
    """What was written while logs were configured."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._text = ""

    def text(self) -> str:
        self._text += self._capsys.readouterr().out
        return self._text

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text().splitlines()]


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Iterator[Written]:
    """Configure logs and put everything back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure_logs(Settings(service="sample", log_level="DEBUG"))
    yield Written(capsys)
    root.handlers, root.level = handlers, level


def test_a_line_tells_when_where_and_in_which_trace(written: Written) -> None:
    election, trace_id = uuid4(), str(uuid4())

    with acting(Cause(correlation_id=trace_id)):
        log.info("Election %s completed on %s", election, date(2021, 3, 1))

    [line] = written.lines()
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "event": f"Election {election} completed on 2021-03-01",
        "level": "info",
        "logger": "services.sample",
        "service": "sample",
        "trace_id": trace_id,
    }


def test_only_listed_fields_are_written(written: Written) -> None:
    log.info("Answered", extra={"status": 201, "person_name": "x", "body": "y", "token": "z"})

    [line] = written.lines()
    assert line["status"] == 201
    assert line.keys() == {"event", "level", "logger", "service", "at", "status"}


def test_arguments_are_written_when_they_cannot_name_a_person(written: Written) -> None:
    role, number = Role.CLERK, UUID(int=1)

    log.info("%s %s %d %s %s %s", role, number, 3, None, ValueError, "election.completed.v1")

    [line] = written.lines()
    assert line["event"] == f"CLERK {number} 3 None ValueError election.completed.v1"


@pytest.mark.parametrize("value", PERSONAL)
@pytest.mark.parametrize("level", [logging.DEBUG, logging.ERROR])
def test_no_personal_value_is_written_however_it_is_passed(
    written: Written, value: str, level: int
) -> None:
    log.log(level, "Read %s", value)
    log.log(level, "Read %(what)s", {"what": value})
    log.log(level, "Read %s and %r", [value], {value: value})
    log.log(level, "Answered", extra={"operation": value, "topic": value, "unknown": value})
    log.log(level, "Failed with %s", ValueError(value))

    assert value not in written.text()
    assert "secret" not in written.text()


@pytest.mark.parametrize("value", PERSONAL[1:])
def test_what_looks_like_a_number_or_secret_is_withheld_in_the_sentence_too(
    written: Written, value: str
) -> None:
    logging.getLogger("a.library").warning(f"cannot handle <{value}>")

    assert value not in written.text()
    assert "secret" not in written.text()
    assert "[withheld]" in written.text()


def test_division_codes_dates_and_identifiers_stay_readable(written: Written) -> None:
    log.info("Division 220402001001 of %s, %s", "220402001000", UUID(int=2**127))

    [line] = written.lines()
    assert "220402001001 of 220402001000" in line["event"]
    assert "[withheld]" not in line["event"]


def test_an_exception_leaves_its_type_and_stack_but_not_its_words(written: Written) -> None:
    def fail() -> None:
        try:
            {}["张三"]
        except KeyError as error:
            raise ValueError("220402199001011234") from error

    try:
        fail()
    except ValueError:
        log.exception("It failed")

    [line] = written.lines()
    assert line["error"] == ["ValueError", "KeyError"]
    assert line["stack"][-1].startswith("tests/shared/test_logs.py:")
    assert line["stack"][-1].endswith(" fail")
    assert "张三" not in written.text()
    assert "220402199001011234" not in written.text()


def test_one_event_is_one_line_and_controls_no_terminal(written: Written) -> None:
    log.info("first\nsecond\r\x1b[31mred\x1b[0m %s", "third\nfourth")

    [line] = written.lines()
    assert line["event"] == "first second [31mred [0m [withheld]"
    assert "\x1b" not in written.text()


def test_a_line_that_cannot_be_formatted_breaks_nothing_and_tells_nothing(
    written: Written, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    ours = [handler for handler in root.handlers if handler.name == HANDLER_NAME]
    monkeypatch.setattr(root, "handlers", ours)  # pytest's own would raise

    log.info("%d votes for %s", "张三", "张三")

    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "A log line of services.sample could not be written\n"


def test_configuring_twice_writes_once(written: Written) -> None:
    configure_logs(Settings(service="sample"))

    log.info("Once")

    assert len(written.lines()) == 1
    names = [handler.name for handler in logging.getLogger().handlers]
    assert names.count(HANDLER_NAME) == 1


def test_calls_to_other_systems_are_not_logged_with_their_addresses(written: Written) -> None:
    logging.getLogger("httpx").info("HTTP Request: GET http://roster/people?numbers=张三")
    logging.getLogger("uvicorn.access").info("GET /people?numbers=张三")

    assert written.lines() == []


def test_a_terminal_gets_a_plain_line(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    configure_logs(Settings(service="sample", log_format="console"))

    log.warning("The relay waits", extra={"count": 3, "person": "张三"})

    line = written.text()
    assert "WARNING  sample     The relay waits  count=3" in line
    assert "张三" not in line
