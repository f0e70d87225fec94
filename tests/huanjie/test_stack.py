"""The whole stack as `make run` starts it: ready when it says so, and nothing left of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest

from huanjie.__main__ import CANNOT_START, ENDED_BY_SIGNAL, PERSONAS
from huanjie.databases import SERVICES
from huanjie.processes import PROJECT, write_secret
from tests.huanjie.conftest import open_directory
from tests.huanjie.waiting import eventually

pytestmark = pytest.mark.timeout(240)


@dataclass
class Running:
    """A `run` on a data directory of its own, and what it has printed."""

    process: subprocess.Popen[str]
    data: Path
    addresses: dict[str, str]
    tokens: dict[str, str]

    def family(self):
        children = psutil.Process(self.process.pid).children(recursive=True)
        return [self.process.pid, *(child.pid for child in children)]


def command(*words):
    return [sys.executable, "-m", "huanjie", *map(str, words)]


def start(data):
    return subprocess.Popen(
        command("run", "--data", data),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def when_ready(process, data):
    """Read what it prints until it stays."""
    lines = []
    for line in process.stdout:
        if line.startswith("Ctrl-C"):
            tokens = {role: token for role, _, token in lines[len(SERVICES) :]}
            return Running(process, data, dict(lines[: len(SERVICES)]), tokens)
        lines.append(line.split())
    raise AssertionError("it ended before it was ready")


def is_gone(family):
    return eventually(lambda: not any(psutil.pid_exists(each) for each in family))


@pytest.fixture(scope="module")
def running():
    """Return a stack that the tests of this module share."""
    with open_directory() as data, start(data) as process:
        yield when_ready(process, data)
        process.send_signal(signal.SIGINT)


def test_run_prints_four_documentation_pages_that_answer(running):
    assert set(running.addresses) == set(SERVICES)
    for address in running.addresses.values():
        assert httpx.get(address).status_code == httpx.codes.OK


def test_run_prints_a_token_per_persona_that_its_services_accept(running):
    divisions = running.addresses["roster"].replace("/docs", "/api/v1/divisions")
    bearer = {"Authorization": f"Bearer {running.tokens['CITY_ORG']}"}

    assert set(running.tokens) == set(PERSONAS)
    assert httpx.get(divisions).status_code == httpx.codes.UNAUTHORIZED
    assert httpx.get(divisions, headers=bearer).status_code == httpx.codes.OK


def test_every_process_is_given_the_secret_that_is_kept_for_fingerprints(running):
    kept = running.data / "fingerprint.key"
    processes = [
        each
        for each in psutil.Process(running.process.pid).children()
        if any("services." in word for word in each.cmdline())
    ]

    given = {each.environ().get("HUANJIE_FINGERPRINT_KEY") for each in processes}

    assert len(processes) == 2 * len(SERVICES)
    assert given == {kept.read_text()}
    assert kept.stat().st_mode & 0o077 == 0


def test_a_process_killed_with_signal_9_is_ready_again(running):
    (killed,) = [
        each
        for each in psutil.Process(running.process.pid).children()
        if "services.audit.worker" in each.cmdline()
    ]
    log = running.data / "logs" / "stack.log"

    killed.kill()

    assert eventually(lambda: log.read_text().count("Ready: audit-worker") == 2, seconds=60)
    assert "Ended: audit-worker by signal 9" in log.read_text()


def test_what_was_set_aside_is_tried_again_from_the_command_line(running):
    done = subprocess.run(
        command("replay", "audit", "all", "--data", running.data), cwd=PROJECT, check=False
    )

    assert done.returncode == 0


def test_a_second_one_on_the_same_data_says_what_to_do(running):
    done = subprocess.run(
        command("run", "--data", running.data),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == CANNOT_START
    assert f"in use by process {running.process.pid}: stop that one first" in done.stderr


def test_without_a_running_stack_a_replay_says_what_to_do(place):
    done = subprocess.run(
        command("replay", "audit", "all", "--data", place),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == CANNOT_START
    assert "start it first, with `make run`" in done.stderr


def test_a_server_that_is_named_is_used_instead_of_our_own(place, server):
    address = server.administrator_url.set(database="named")
    server.create("named")
    keep = json.dumps(dict(server.passwords))  # roles are the server's: other tests use them
    write_secret(place / "passwords.json", keep)

    done = subprocess.run(
        command("migrate", "--data", place),
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": address.render_as_string(hide_password=False)},
        check=False,
    )

    server.drop("named")
    assert done.returncode == 0
    assert not (place / "postgres").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_of_it_however_it_is_ended(place, number):
    with start(place) as process:
        family = when_ready(process, place).family()

        process.send_signal(number)

        expected = -number if number == signal.SIGKILL else ENDED_BY_SIGNAL + number
        assert process.wait(60) == expected
        assert len(family) > 2 * len(SERVICES)
        assert is_gone(family)


@pytest.mark.parametrize(
    ("number", "after_seconds"),
    [(signal.SIGINT, 1.5), (signal.SIGTERM, 3.0), (signal.SIGKILL, 4.5)],
)
def test_nothing_is_left_when_it_is_interrupted_while_it_starts(place, number, after_seconds):
    with start(place) as process:
        time.sleep(after_seconds)
        family = Running(process, place, {}, {}).family()

        process.send_signal(number)

        process.wait(60)
        assert is_gone(family)
