"""The whole stack as `make run` starts it: ready when it says so, and nothing left of it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import httpx
import psutil
import pytest

from huanjie.__main__ import CANNOT_START, ENDED_BY_SIGNAL, PERSONAS
from huanjie.databases import SERVICES
from huanjie.processes import PROJECT
from tests.huanjie.waiting import eventually

pytestmark = pytest.mark.timeout(180)
ENDING = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]


@pytest.fixture
def run(place):
    """Start `run` on an empty data directory."""
    words = [sys.executable, "-m", "huanjie", "run", "--data", str(place)]
    with subprocess.Popen(
        words, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield process
        process.kill()


def family_of(process):
    return [
        process.pid,
        *(each.pid for each in psutil.Process(process.pid).children(recursive=True)),
    ]


def lines_until_it_stays(process):
    lines = []
    for line in process.stdout:
        if line.startswith("Ctrl-C"):
            return lines
        lines.append(line.split())
    raise AssertionError("it ended before it was ready")


def test_run_prints_four_documentation_pages_and_a_token_per_persona(run):
    lines = lines_until_it_stays(run)
    addresses = dict(lines[: len(SERVICES)])
    tokens = {role: token for role, _, token in lines[len(SERVICES) :]}

    assert set(addresses) == set(SERVICES)
    assert set(tokens) == set(PERSONAS)
    for address in addresses.values():
        assert httpx.get(address).status_code == httpx.codes.OK
    divisions = addresses["roster"].replace("/docs", "/api/v1/divisions")
    bearer = {"Authorization": f"Bearer {tokens['CITY_ORG']}"}
    assert httpx.get(divisions).status_code == httpx.codes.UNAUTHORIZED
    assert httpx.get(divisions, headers=bearer).status_code == httpx.codes.OK


def test_a_service_killed_with_signal_9_answers_again(run, place):
    lines_until_it_stays(run)
    (killed,) = [
        each
        for each in psutil.Process(run.pid).children()
        if "services.audit.worker" in each.cmdline()
    ]

    killed.kill()

    log = place / "logs" / "stack.log"
    assert eventually(lambda: log.read_text().count("Ready: audit-worker") == 2, seconds=60)
    assert "Ended: audit-worker by signal 9" in log.read_text()


def test_what_was_set_aside_is_tried_again_from_the_command_line(run, place):
    words = [sys.executable, "-m", "huanjie", "replay", "audit", "all", "--data", str(place)]
    before = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=False)
    lines_until_it_stays(run)

    after = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=False)

    assert (before.returncode, after.returncode) == (CANNOT_START, 0)
    assert "start it first, with `make run`" in before.stderr


@pytest.mark.parametrize("number", ENDING)
def test_nothing_is_left_of_it_however_it_is_ended(run, number):
    lines_until_it_stays(run)
    family = family_of(run)

    run.send_signal(number)

    expected = -number if number == signal.SIGKILL else ENDED_BY_SIGNAL + number
    assert run.wait(60) == expected
    assert len(family) > 2 * len(SERVICES)
    assert eventually(lambda: not any(psutil.pid_exists(each) for each in family))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("after_seconds", [1.0, 2.0, 4.0])
def test_nothing_is_left_when_it_is_interrupted_while_it_starts(run, number, after_seconds):
    time.sleep(after_seconds)
    family = family_of(run)

    run.send_signal(number)

    run.wait(60)
    assert eventually(lambda: not any(psutil.pid_exists(each) for each in family))
