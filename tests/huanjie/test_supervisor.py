"""The supervisor: what dies is started again, what is stopped is gone, however we end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from huanjie.processes import PROJECT, CannotStart, Command, free_ports, is_running
from huanjie.supervisor import Program, Supervisor, is_ready
from tests.huanjie.waiting import eventually

READIED = str(Path(__file__).with_name("readied.py"))


def a_program(name, directory, port, *how, stop_stage=0):
    words = [sys.executable, READIED, str(port), *how]
    return Program(name, Command(words, os.environ, directory / f"{name}.log"), port, stop_stage)


def test_all_programs_are_ready_when_it_has_started_and_gone_when_it_has_stopped(tmp_path):
    ports = free_ports(3)
    programs = [a_program(f"program-{port}", tmp_path, port) for port in ports]

    with Supervisor(programs) as supervisor:
        ready = [is_ready(port) for port in ports]
        pids = [supervisor.pid(program.name) for program in programs]

    assert ready == [True, True, True]
    assert not any(is_running(pid, naming=READIED) for pid in pids)


def test_a_program_killed_with_signal_9_is_started_again(tmp_path, caplog):
    caplog.set_level("INFO")
    (port,) = free_ports(1)

    with Supervisor([a_program("killed", tmp_path, port)]) as supervisor:
        first = supervisor.pid("killed")
        os.kill(first, signal.SIGKILL)
        again = eventually(lambda: supervisor.pid("killed") not in (None, first) and is_ready(port))

    assert again
    assert "Ended: killed by signal 9; again in 0.1 s" in caplog.messages


def test_a_program_that_never_starts_is_named_with_what_it_said_and_nothing_is_left(tmp_path):
    good, bad = free_ports(2)
    supervisor = Supervisor(
        [a_program("good", tmp_path, good), a_program("bad", tmp_path, bad, "broken")]
    )

    with pytest.raises(CannotStart, match=r"bad does not start(.|\n)*the configuration is wrong"):
        supervisor.start()

    assert not is_ready(good)


def test_a_higher_stage_is_stopped_when_the_lower_one_has_ended(tmp_path, caplog):
    caplog.set_level("INFO")
    ports = free_ports(3)
    programs = [
        a_program("worker", tmp_path, ports[0], stop_stage=1),
        a_program("first", tmp_path, ports[1]),
        a_program("second", tmp_path, ports[2]),
    ]

    with Supervisor(programs):
        pass

    stopped = [message for message in caplog.messages if message.startswith("Stopped")]
    assert stopped == ["Stopped first", "Stopped second", "Stopped worker"]


PARENT = """
    import signal, sys, time
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background ignores it
    sys.path.insert(0, {project!r})
    from pathlib import Path
    from huanjie.supervisor import Supervisor
    from tests.huanjie.test_supervisor import a_program
    with Supervisor([a_program("child", Path({directory!r}), {port})]) as supervisor:
        print(supervisor.pid("child"), flush=True)
        time.sleep(60)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_no_child_outlives_us_however_we_end(tmp_path, number):
    (port,) = free_ports(1)
    facts = {"project": str(PROJECT), "directory": str(tmp_path), "port": port}
    script = textwrap.dedent(PARENT).format(**facts)
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        child = int(parent.stdout.readline())
        assert is_running(child, naming=READIED)

        parent.send_signal(number)

        assert eventually(lambda: not is_running(child, naming=READIED))
